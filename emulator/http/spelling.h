#pragma once
// One result, several spellings: what a finished call looks like on the wire it came in on.
#include <string>

#include "core/http.h"
#include "core/protocol/detect.h"
#include "core/service.h"
#include "http/coding.h"

namespace orrery {

struct Spelling {
  protocol::Wire wire;
  const Service* service;  // nullptr: an unknown one
  const protocol::Route* route = nullptr;
  std::string operation;
  std::string request_id;
  bool query_mode = false;  // a JSON client that wants the codes of the Query protocol: x-amzn-query-mode
  Coding coding = Coding::identity;  // the client's choice
  bool cbor = false;                 // on the JSON wire, in its binary form

  HttpReply success(json::object result) const;
  HttpReply refusal(const AwsError& error) const;
};

}  // namespace orrery

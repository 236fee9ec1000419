#pragma once
// The page at /_orrery/ and what it reads: the jobs of the journal, one job drawn up, and what there is in
// the cloud.
#include <optional>
#include <string>
#include <string_view>

#include "core/core.h"
#include "core/directory.h"
#include "core/http.h"
#include "job/index.h"

namespace orrery {

class Console {
 public:
  Console(Core& core, Directory& directory) : core_(core), directory_(directory) {}

  // Takes the request where its path is the console's; false where it is not.
  //   GET /_orrery/                       the page, and its parts
  //   GET /_orrery/traces?after=&limit=&all=    {"revision", "first", "lonelyCalls", "traces": [...]}
  //   GET /_orrery/traces/ID              a picture (job/picture.h); the id's beginning or end suffices
  //   GET /_orrery/resources?account=&region=   (console/resources.h)
  bool answer(const HttpRequest& request, Respond& respond);

 private:
  std::optional<HttpReply> reply_to(std::string_view path, std::string_view query);
  HttpReply traces(std::string_view query);
  HttpReply trace(std::string_view id);

  Core& core_;
  Directory& directory_;
  job::Index index_;
};

}  // namespace orrery

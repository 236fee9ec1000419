#pragma once
// On whose behalf a call is made, and where it came from.
#include <cstdint>
#include <string>

namespace orrery {

struct Context {
  std::string account = "000000000000";  // see account_of_key
  std::string access_key;                // as the client signed; empty: not at all
  std::string region = "us-east-1";      // from the credential scope
  std::string request_id;                // answered as x-amzn-RequestId
  std::string trace;                     // X-Amzn-Trace-Id: "Root=1-...;Parent=<16 hex>;Sampled=1", or empty
  std::string host = "127.0.0.1:4566";   // the address the client used; queue URLs name it
  std::string caller;                    // the calling service for calls through Caller; empty over HTTP
  std::uint64_t call = 0;                // number of this call's journal line
};

}  // namespace orrery

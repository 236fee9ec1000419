#pragma once
// Requests of ours to HTTP servers of others, as webhooks need them. Without TLS.
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/function.h"
#include "core/http.h"
#include "core/loop.h"

namespace orrery {

class HttpClient {
 public:
  // The status of the answer; std::nullopt where there was none within fifteen seconds.
  using Done = Function<void(std::optional<int>)>;

  HttpClient(Loop& loop, Clock& clock) : loop_(loop), clock_(clock) {}
  // Sends `body` and calls `done` as a turn. While it is under way the world is busy. What is still under way
  // when this is destroyed is given up, and nobody called.
  void post(const std::string& url, const Headers& headers, std::string body, Done done);

 private:
  struct Call;
  Loop& loop_;
  Clock& clock_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

// "http://host[:port]/path" in parts; std::nullopt for anything else.
struct HttpUrl {
  std::string host, port, target;
};
std::optional<HttpUrl> parse_http_url(std::string_view url);

}  // namespace orrery

#pragma once
// The Runtime API as AWS documents it, for one sandbox: HTTP on a loopback port of its own, so that who asks
// is known by where it asks.
//
//   GET  /2018-06-01/runtime/invocation/next
//   POST /2018-06-01/runtime/invocation/{id}/response    also chunked, with an error in its trailers
//   POST /2018-06-01/runtime/invocation/{id}/error
//   POST /2018-06-01/runtime/init/error
//
// What extensions ask is answered by Extensions.
#include <cstdint>
#include <optional>
#include <string>

#include "core/http.h"
#include "core/listener.h"
#include "core/loop.h"
#include "services/lambda/extensions.h"

namespace orrery::lambda {

// What the sandbox hears. Each as a turn.
struct RuntimeEvents {
  virtual ~RuntimeEvents() = default;
  virtual void on_next() = 0;  // RuntimeApi::give() answers it
  // False: no invocation of that id is running.
  virtual bool on_response(std::string_view id, std::string body, bool streamed) = 0;
  // `body` is the error's JSON.
  virtual bool on_error(std::string_view id, std::string body) = 0;
  virtual void on_init_error(std::string body) = 0;
};

class RuntimeApi final : public HttpHandler {
 public:
  RuntimeApi(Loop& loop, RuntimeEvents& events, Extensions& extensions);

  std::uint16_t port() const { return listener_->port(); }
  // Answers the waiting `next`.
  struct Event {
    std::string_view request_id, function_arn, trace, client_context;
    std::int64_t deadline_ms;
    std::string payload;
    std::string date;  // the emulator's time, for functions that want to keep step with it
  };
  void give(Event event);
  bool asked() const { return static_cast<bool>(next_); }

  HeadVerdict on_head(const HttpRequest& head) override;
  void handle(HttpRequest request, Respond respond) override;

  static constexpr std::size_t response_limit = 6 * 1024 * 1024 + 100;

 private:
  void invocation(std::string_view rest, HttpRequest& request, Respond respond);

  Loop& loop_;
  RuntimeEvents& events_;
  Extensions& extensions_;
  Respond next_;
  std::optional<Listener> listener_;
};

}  // namespace orrery::lambda

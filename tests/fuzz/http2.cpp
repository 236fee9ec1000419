// Any bytes after the preface of HTTP/2: requests are answered, or the connection ends; nothing else happens.
#include "core/http2.h"

#include <string_view>

using namespace orrery;

namespace {

// Asks for its next piece a turn later.
struct Sink final : BodySink {
  explicit Sink(Loop& loop_) : loop(loop_) {}
  void write(std::string, Task ready) override { loop.post(std::move(ready)); }
  Loop& loop;
};

// Takes a body in memory or in a sink, and answers now, later or never.
struct Handler final : HttpHandler {
  explicit Handler(Loop& loop_) : loop(loop_) {}

  HeadVerdict on_head(const HttpRequest& head) override {
    HeadVerdict verdict;
    verdict.body_limit = 1000;
    if (head.method == "PUT") verdict.sink = std::make_unique<Sink>(loop);
    if (head.method == "DELETE") verdict.refusal.emplace();
    return verdict;
  }

  void handle(HttpRequest request, Respond respond) override {
    if (request.target.empty()) return;
    HttpReply reply;
    reply.body = request.body + request.target;
    if (request.method == "GET") return respond(std::move(reply));
    auto kept = std::make_shared<Respond>(std::move(respond));
    kept->on_gone([kept] {});
    loop.post([kept, reply_ = std::move(reply)]() mutable { (*kept)(std::move(reply_)); });
  }

  Loop& loop;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace std::string_view_literals;
  constexpr std::size_t most_at_once = 64;
  constexpr std::string_view empty_settings = "\0\0\0\4\0\0\0\0\0"sv;
  Loop loop;
  Handler handler(loop);
  const auto http2 = std::make_shared<Http2>(loop, handler, "127.0.0.1:1", [] {});
  bool open = http2->receive(std::string(Http2::preface) + std::string(empty_settings));
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (open && !rest.empty()) {
    open = http2->receive(rest.substr(0, most_at_once));
    rest.remove_prefix(std::min(most_at_once, rest.size()));
    loop.poll();
    (void)http2->output();
  }
  http2->end();
  loop.poll();
  while (!http2->output().empty()) {
  }
  return 0;
}

// The floor of the house: our listener and nothing behind it. Answers each request with its own body.
#include <cstdio>

#include "core/listener.h"

namespace {

struct Echo final : orrery::HttpHandler {
  orrery::HeadVerdict on_head(const orrery::HttpRequest&) override { return {}; }
  void handle(orrery::HttpRequest request, orrery::Respond respond) override {
    orrery::HttpReply reply;
    reply.headers.add("Content-Type", "application/x-amz-json-1.0");
    reply.body = std::move(request.body);
    respond(std::move(reply));
  }
};

}  // namespace

int main() {
  orrery::Loop loop;
  Echo echo;
  const orrery::Listener listener(loop, "127.0.0.1", 0, echo);
  std::printf("http://127.0.0.1:%d\n", listener.port());
  std::fflush(stdout);
  loop.run();
}

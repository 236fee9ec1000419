// Any bytes as requests to S3 on one bucket: each is answered exactly once, whatever it is.
#include <cstdlib>
#include <optional>

#include "core/directory.h"
#include "core/virtual_clock.h"
#include "services/s3/s3.h"
#include "tests/http_capture.h"

namespace orrery {
namespace {

struct Once final : Respond::Edge {
  explicit Once(int& answers_) : answers(answers_) {}
  void send(HttpReply) override { ++answers; }
  void on_gone(Task) override {}
  int& answers;
};

class Cloud {
 public:
  Cloud() {
    loop_.on_commit([this] { store_->commit(); });
    ask({.method = "PUT", .target = "/bucket", .headers = {}, .body = {}, .sink = {}, .peer = {}});
    ask({.method = "PUT", .target = "/bucket/key", .headers = {}, .body = "hello", .sink = {}, .peer = {}});
  }

  void ask(HttpRequest request) {
    Context context;
    if (const auto host = request.headers.find("Host")) context.host = *host;
    int answers = 0;
    (void)s3_.operation(request);
    loop_.turn([&] { s3_.http(std::move(request), context, Respond(std::make_unique<Once>(answers))); });
    while (answers == 0 && loop_.run_one() > 0) {
    }
    if (answers != 1) std::abort();
  }

 private:
  Loop loop_;
  VirtualClock clock_{loop_};
  std::unique_ptr<Store> store_ = Store::in_memory();
  Journal journal_{clock_};
  Entropy entropy_{1};
  Directory directory_{loop_, clock_, *store_, journal_, entropy_.fork("directory")};
  Core core_{loop_,
             clock_,
             *store_,
             journal_,
             entropy_,
             directory_,
             std::filesystem::temp_directory_path() / "fuzz-s3",
             {}};
  s3::S3 s3_{core_};
};

}  // namespace
}  // namespace orrery

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto request = orrery::parse_capture(std::string(reinterpret_cast<const char*>(data), size));
  if (!request) return 0;
  orrery::Cloud cloud;
  cloud.ask(std::move(*request));
  return 0;
}

#pragma once
// Builds the parts and names every one of them: an emulator in this process.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "core/directory.h"

namespace orrery {

enum class ClockMode { real, virtual_, eager };
std::string_view to_text(ClockMode mode);
std::optional<ClockMode> parse_clock_mode(std::string_view text);

struct HouseOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 4566;                  // 0: a free one
  std::optional<std::filesystem::path> data;  // absent: everything is gone at the end
  bool fsync = false;
  ClockMode clock = ClockMode::real;
  std::optional<std::uint64_t> seed;  // absent: from the system
  json::object faults;                // rules, as core/faults.h words them; empty: none
  std::optional<std::string> mocks;   // JSON text, as services/states/mocks.h words it
  std::string journal_file;           // JSON lines are appended here; empty: not
  std::vector<std::string> allowed_hosts, allowed_origins;
  std::optional<double>
      async_retry_seconds;          // first delay of a failed asynchronous invocation; absent: as AWS, 60
  double table_delay_seconds = 0;   // how long DynamoDB's tables stay CREATING or UPDATING
  std::uint64_t stream_shards = 1;  // of a new stream of a DynamoDB table
};

class House {
 public:
  // Opens the store and listens. Throws std::exception with a message for the user where it cannot.
  explicit House(const HouseOptions& options);
  ~House();

  std::string endpoint() const;  // "http://127.0.0.1:4566"
  std::uint16_t port() const;
  Core& core();
  Directory& directory();

  void run();   // until stop(); throws StoreError where nothing can be kept any more
  void stop();  // from any thread
  // Ends run() on SIGINT and SIGTERM, and on SIGHUP unless that is ignored.
  void stop_on_signals();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace orrery

#pragma once
// Brings what sandboxes print to CloudWatch Logs, where that service is there.
#include <memory>
#include <string>
#include <vector>

#include "core/core.h"
#include "services/lambda/run_log.h"

namespace orrery::lambda {

// Where one sandbox writes.
struct LogStream {
  Context context;  // whose account and region
  std::string group, stream;
  bool created = false;
};

class LogWriter {
 public:
  explicit LogWriter(Core& core) : core_(core) {}
  // Soon, in a turn of its own: nobody waits for his answer because of it.
  void write(std::shared_ptr<LogStream> stream, std::vector<LogEvent> events);

 private:
  void deliver();
  void deliver(LogStream& stream, std::vector<LogEvent> events);

  struct Batch {
    std::shared_ptr<LogStream> stream;
    std::vector<LogEvent> events;
  };
  Core& core_;
  std::vector<Batch> waiting_;
};

}  // namespace orrery::lambda

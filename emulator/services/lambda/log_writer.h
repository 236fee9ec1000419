#pragma once
// Brings what sandboxes print to CloudWatch Logs, where that service is there.
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
  // In the turn that tells how an invocation ended: what was printed is kept as surely as what came of it.
  void write(LogStream& stream, std::vector<LogEvent> events);

 private:
  Core& core_;
};

}  // namespace orrery::lambda

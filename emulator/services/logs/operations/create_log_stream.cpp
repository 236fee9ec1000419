#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object create_log_stream(Logs& logs, const Input& input) {
  Stream stream;
  stream.name = stream_name(input);
  const Group group = named_group(logs, input);
  if (logs.records.stream(group, stream.name)) {
    throw AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
  }
  stream.number = logs.records.next_number();
  stream.created_ms = epoch_milliseconds(logs.clock.now());
  logs.records.save(group, stream);
  return {};
}

}  // namespace orrery::logs

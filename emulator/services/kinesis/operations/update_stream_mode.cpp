#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object update_stream_mode(Kinesis& kinesis, const Input& input) {
  input.refuse_unsupported({"WarmThroughputMiBps"});
  Stream stream = kinesis.streams.get(input);
  const auto mode = find_text(input.object("StreamModeDetails"), "StreamMode").value_or("");
  if (mode != "ON_DEMAND" && mode != "PROVISIONED")
    throw invalid_argument("There is no stream mode " + std::string(mode) + ".");
  stream.mode = mode;
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations

#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object stop_stream_encryption(Kinesis& kinesis, const Input& input) {
  Stream stream = kinesis.streams.get(input);
  if (input.text("EncryptionType") != "KMS") throw invalid_argument("EncryptionType must be KMS.");
  stream.encryption_key.clear();
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations

// A worker that fails on purpose, in the way and for the batches that jobParameters name:
//   {"fault": "throw" | "exit" | "hang" | "silent", "faultyBatches": [1, 3]}
// "silent" succeeds without writing its row. Without faultyBatches every batch is faulty.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <unistd.h>

#include "burst/batch.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;

bool is_faulty(const Batch& batch) {
  const json::value* chosen = find(batch.parameters, "faultyBatches");
  if (chosen == nullptr) return true;
  const json::array& list = chosen->as_array();
  return std::any_of(list.begin(), list.end(),
                     [&](const json::value& id) { return id.to_number<std::int64_t>() == batch.id; });
}

void fail(const Batch& batch, const std::string& fault) {
  if (fault == "throw") {
    throw orrery::lambda::Error("FaultOnPurpose", "batch " + std::to_string(batch.id) + " throws");
  }
  if (fault == "exit") std::_Exit(3);
  while (fault == "hang") pause();
  if (fault != "silent") throw invalid("fault must be throw, exit, hang or silent");
}

}  // namespace

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const Batch batch = Batch::read(read_event(request.payload));
    if (!is_faulty(batch)) return report_done(aws, batch, request.now);
    fail(batch, text(batch.parameters, "fault"));
    return json::serialize(json::object{{"batchId", batch.id}});
  });
}

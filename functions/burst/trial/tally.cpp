// A combiner for workers without results: counts the rows there are.
#include "burst/batch.h"
#include "orrery/lambda.h"

int main() {
  using namespace burst;
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const json::object event = read_event(request.payload);
    const std::string job = required_text(event, "jobId");
    json::object result = {{"rows", count_rows(aws, job, required_text(event, "tasksTableName"))}};
    for (const char* name :
         {"jobId", "elapsedSecs", "numBatches", "numRemaining", "timedOut", "withErrors", "batchErrors"}) {
      if (const json::value* value = find(event, name)) result[name] = *value;
    }
    return json::serialize(result);
  });
}

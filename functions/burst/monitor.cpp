// The monitor: how far is the job? Called by the state machine, once a second or after each wave, answers
// with its input and four members more.
#include <chrono>
#include <cstdio>
#include <string>

#include "burst/batch.h"
#include "burst/event.h"
#include "orrery/aws/services.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;

json::object look(orrery::aws::Client& aws, const orrery::lambda::Request& request) {
  json::object state = read_event(request.payload);
  const auto began = orrery::shim::parse_iso_date(required_text(state, "startTime"));
  if (!began) throw invalid("startTime is not a time");
  const auto elapsed = std::chrono::floor<std::chrono::seconds>(request.now - *began).count();
  state["elapsedSecs"] = elapsed;
  try {
    const std::int64_t rows =
        count_rows(aws, required_text(state, "jobId"), required_text(state, "tasksTableName"));
    const std::int64_t remaining = required_number(state, "numBatches") - rows;
    state["numRemaining"] = remaining;
    state["completed"] = remaining == 0;
    const char* limit = find(state, "jobsTimeoutSecs") ? "jobsTimeoutSecs" : "searchTimeoutSecs";
    state["timedOut"] = elapsed > required_number(state, limit);
  } catch (const orrery::aws::Failure& failure) {
    // The rows that are there are combined, rather than lost with the watch.
    std::fprintf(stderr, "cannot count the rows: %s\n", failure.what());
    state["numRemaining"] = 0;
    state["completed"] = true;
    state["timedOut"] = false;
    state["withErrors"] = true;
  }
  return state;
}

}  // namespace

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run(
      [&](const orrery::lambda::Request& request) { return json::serialize(look(aws, request)); });
}

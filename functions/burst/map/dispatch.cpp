// The dispatcher of the design with a distributed Map: writes one wave of batches into a file and starts the
// state machine that maps over it. The machine calls it again, with its own data, for each wave that follows.
#include <cstdlib>
#include <string>

#include "burst/event.h"
#include "burst/map/waves.h"
#include "burst/surroundings.h"
#include "orrery/aws/s3.h"
#include "orrery/aws/services.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;
using orrery::aws::Client;
using orrery::lambda::Request;

std::int64_t at_least(std::int64_t least, const json::object& event, const char* name,
                      std::int64_t otherwise) {
  const std::int64_t value = number(event, name).value_or(otherwise);
  if (value < least) throw invalid(std::string(name) + " must be at least " + std::to_string(least));
  return value;
}

// What the machine is started with: the event with every default filled in, and where things are.
json::object read_job(const json::object& event, orrery::lambda::Time now) {
  const Range range{required_number(event, "datasetStartIndex"), required_number(event, "datasetEndIndex")};
  if (range.end < range.begin) throw invalid("datasetEndIndex is below datasetStartIndex");
  const std::int64_t batch_size = at_least(1, event, "batchSize", 50);
  const char* timeout = std::getenv("JOB_TIMEOUT_SECS");
  const auto tolerated = at_least(0, event, "toleratedPercentageFailure", 10);
  if (tolerated > 100) throw invalid("toleratedPercentageFailure must be at most 100");
  return {{"jobId", new_uuid()},
          {"datasetStartIndex", range.begin},
          {"datasetEndIndex", range.end},
          {"batchSize", batch_size},
          {"numBatches", count_batches(range, batch_size)},
          {"maxParallelism", at_least(1, event, "maxParallelism", 5000)},
          {"toleratedPercentageFailure", tolerated},
          {"jobsTimeoutSecs", at_least(1, event, "jobsTimeoutSecs", timeout ? std::atoll(timeout) : 60)},
          {"jobParameters", parameters(event)},
          {"startTime", orrery::shim::iso_date(now)},
          {"workerFunctionName", required_text(event, "workerFunctionName")},
          {"combinerFunctionName", required_text(event, "combinerFunctionName")},
          {"dispatchFunctionName", variable("AWS_LAMBDA_FUNCTION_NAME")},
          {"monitorFunctionName", variable("MONITOR_FUNCTION_NAME")},
          {"cleanupFunctionName", variable("CLEANUP_FUNCTION_NAME")},
          {"mapJobsInputBucket", variable("MAP_JOBS_INPUTS_BUCKET_NAME")},
          {"tasksTableName", variable("TASKS_TABLE")}};
}

// Puts the batches from `lastBatchId` on into a file, as many as may run at once, and says so in the job.
void write_wave(Client& aws, json::object& job) {
  const std::int64_t first = number(job, "lastBatchId").value_or(0);
  const auto batches =
      wave({required_number(job, "datasetStartIndex"), required_number(job, "datasetEndIndex")},
           required_number(job, "batchSize"), first, required_number(job, "maxParallelism"));
  json::array told;
  for (const NumberedBatch& batch : batches) {
    told.push_back({{"batchId", batch.id}, {"startIndex", batch.range.begin}, {"endIndex", batch.range.end}});
  }
  const std::int64_t last = first + static_cast<std::int64_t>(batches.size());
  const std::string key =
      required_text(job, "jobId") + "-" + std::to_string(first) + "-" + std::to_string(last) + ".json";
  orrery::aws::s3::put_object(aws, {required_text(job, "mapJobsInputBucket"), key}, json::serialize(told),
                              "application/json");
  job["firstBatchId"] = first;
  job["lastBatchId"] = last;
  job["inputJobsFile"] = key;
}

}  // namespace

int main() {
  Client aws;
  orrery::lambda::run([&](const Request& request) {
    json::object job = read_event(request.payload);
    const bool goes_on = find(job, "jobId") != nullptr;
    if (!goes_on) job = read_job(job, request.now);
    write_wave(aws, job);
    if (goes_on) return json::serialize(job);
    const std::string execution = orrery::aws::states::start_execution(aws, variable("STATE_MACHINE_ARN"),
                                                                       required_text(job, "jobId"), job);
    return json::serialize(
        json::object{{"jobId", job["jobId"]}, {"numBatches", job["numBatches"]}, {"workflowArn", execution}});
  });
}

// The dispatcher: cuts a range into batches and starts a worker for each, through as many levels of itself as
// the job asks for. The root also starts the state machine that watches the job.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "burst/event.h"
#include "burst/surroundings.h"
#include "burst/tree.h"
#include "orrery/aws/services.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;
using orrery::aws::Client;
using orrery::lambda::Request;

// A dispatcher's event with every default filled in.
struct Order {
  int level = 0;
  Range range;
  Tree tree;
  std::string job, worker, combiner;
  json::value timeout;  // passed on as it came, a number or a string
  json::object parameters;
};

Order read_order(const json::object& event) {
  Order order;
  order.level = static_cast<int>(number(event, "level").value_or(0));
  order.worker = required_text(event, "workerFunctionName");
  order.combiner = required_text(event, "combinerFunctionName");
  order.range = {required_number(event, "startIndex"), required_number(event, "endIndex")};
  order.parameters = parameters(event);
  const char* otherwise = std::getenv("JOB_TIMEOUT_SECS");
  order.timeout = otherwise == nullptr ? "60" : otherwise;
  if (number(event, "searchTimeoutSecs")) order.timeout = event.at("searchTimeoutSecs");

  const std::int64_t batch_size = required_number(event, "batchSize");
  const std::int64_t levels = number(event, "numLevels").value_or(2);
  const std::int64_t parallelism = number(event, "maxParallelism").value_or(3000);
  if (batch_size < 1) throw invalid("batchSize must be at least 1");
  if (levels < 1 || levels > 64) throw invalid("numLevels must be from 1 to 64");
  if (parallelism < 1) throw invalid("maxParallelism must be at least 1");
  if (order.range.end < order.range.begin) throw invalid("endIndex is below startIndex");
  if (order.level == 0) {
    order.tree = plan(order.range, batch_size, static_cast<int>(levels), parallelism);
    order.job = new_uuid();
  } else {
    order.tree = {batch_size, required_number(event, "numBatches"), required_number(event, "branchingFactor"),
                  static_cast<int>(levels)};
    order.job = required_text(event, "jobId");
  }
  return order;
}

void start_monitor(Client& aws, const Order& order, orrery::lambda::Time now) {
  orrery::aws::states::start_execution(aws, variable("STATE_MACHINE_ARN"), order.job,
                                       {{"jobId", order.job},
                                        {"jobParameters", order.parameters},
                                        {"numBatches", order.tree.batches},
                                        {"searchTimeoutSecs", order.timeout},
                                        {"startTime", orrery::shim::iso_date(now)},
                                        {"monitorFunctionName", variable("MONITOR_FUNCTION_NAME")},
                                        {"combinerFunctionName", order.combiner},
                                        {"tasksTableName", variable("TASKS_TABLE")}});
}

// What a child, dispatcher or worker, is told about the job.
json::object event_for(const Order& order, Range range, int level) {
  return {{"jobId", order.job},
          {"jobParameters", order.parameters},
          {"startIndex", range.begin},
          {"endIndex", range.end},
          {"level", level},
          {"numLevels", order.tree.levels},
          {"batchSize", order.tree.batch_size},
          {"numBatches", order.tree.batches},
          {"branchingFactor", order.tree.branching},
          {"workerFunctionName", order.worker},
          {"combinerFunctionName", order.combiner},
          {"searchTimeoutSecs", order.timeout}};
}

void start_children(Client& aws, const Order& order) {
  const bool last_level = order.level + 1 >= order.tree.levels;
  const std::string function = last_level ? order.worker : variable("AWS_LAMBDA_FUNCTION_NAME");
  for (const Range& range : children(order.tree, order.level, order.range)) {
    json::object event = event_for(order, range, order.level + 1);
    if (last_level) {
      event["batchId"] = batch_id(order.tree, range.begin);
      event["tasksTableName"] = variable("TASKS_TABLE");
    }
    orrery::aws::lambda_service::invoke_async(aws, function, json::serialize(event));
  }
}

}  // namespace

int main() {
  Client aws;
  orrery::lambda::run([&](const Request& request) {
    const Order order = read_order(read_event(request.payload));
    if (order.level == 0) start_monitor(aws, order, request.now);
    start_children(aws, order);
    return json::serialize(json::object{
        {"jobId", order.job}, {"numBatches", order.tree.batches}, {"branchingFactor", order.tree.branching}});
  });
}

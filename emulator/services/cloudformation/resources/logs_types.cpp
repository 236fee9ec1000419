// Streams, filters and policies of log groups.
#include "core/ascii.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

// The template's names begin with capitals, those of Logs do not.
json::object in_small(const json::object& properties, std::initializer_list<std::string_view> names) {
  json::object input;
  for (const std::string_view name : names)
    if (const json::value* value = find(properties, name)) input[lower_first(name)] = *value;
  return input;
}

Work create_log_stream(Step& step) {
  step.physical = step.name("LogStreamName", 512);
  json::object input = in_small(step.properties, {"LogGroupName"});
  input["logStreamName"] = step.physical;
  co_await step.make("logs", "CreateLogStream", std::move(input), "ResourceAlreadyExistsException");
}

Work remove_log_stream(Step& step) {
  json::object input = in_small(step.properties, {"LogGroupName"});
  input["logStreamName"] = step.physical;
  co_await step.remove("logs", "DeleteLogStream", std::move(input));
}

Work put_subscription(Step& step) {
  if (step.physical.empty()) step.physical = step.name("FilterName", 512);
  json::object input = in_small(
      step.properties, {"LogGroupName", "DestinationArn", "FilterPattern", "RoleArn", "Distribution"});
  input["filterName"] = step.physical;
  co_await step.call("logs", "PutSubscriptionFilter", std::move(input));
}

Work remove_filter(Step& step) {
  json::object input = in_small(step.properties, {"LogGroupName"});
  input["filterName"] = step.physical;
  co_await step.remove("logs", "DeleteSubscriptionFilter", std::move(input));
}

Work put_metric_filter(Step& step) {
  if (step.physical.empty()) step.physical = step.name("FilterName", 512);
  json::object input = in_small(step.properties, {"LogGroupName", "FilterPattern"});
  input["filterName"] = step.physical;
  json::array transformations;
  if (const json::array* given = step.list("MetricTransformations"))
    for (const json::value& item : *given)
      if (item.is_object())
        transformations.push_back(in_small(item.get_object(), {"MetricName", "MetricNamespace", "MetricValue",
                                                               "DefaultValue", "Dimensions", "Unit"}));
  input["metricTransformations"] = std::move(transformations);
  co_await step.call("logs", "PutMetricFilter", std::move(input));
}

Work remove_metric_filter(Step& step) {
  json::object input = in_small(step.properties, {"LogGroupName"});
  input["filterName"] = step.physical;
  co_await step.remove("logs", "DeleteMetricFilter", std::move(input));
}

Work put_log_policy(Step& step) {
  step.physical = step.text("PolicyName");
  json::object input = in_small(step.properties, {"PolicyName", "PolicyDocument"});
  co_await step.call("logs", "PutResourcePolicy", std::move(input));
}

Work remove_log_policy(Step& step) {
  json::object input{{"policyName", step.physical}};
  co_await step.remove("logs", "DeleteResourcePolicy", std::move(input));
}

constexpr std::string_view log_stream_replacing[] = {"LogGroupName", "LogStreamName"};
constexpr std::string_view filter_replacing[] = {"LogGroupName", "FilterName"};
constexpr std::string_view log_policy_replacing[] = {"PolicyName"};

constexpr ResourceType logs_table[] = {
    {"AWS::Logs::LogStream", "LogStreamName", log_stream_replacing, create_log_stream, nullptr,
     remove_log_stream},
    {"AWS::Logs::SubscriptionFilter", "FilterName", filter_replacing, put_subscription, put_subscription,
     remove_filter},
    {"AWS::Logs::MetricFilter", "FilterName", filter_replacing, put_metric_filter, put_metric_filter,
     remove_metric_filter},
    {"AWS::Logs::ResourcePolicy", "PolicyName", log_policy_replacing, put_log_policy, put_log_policy,
     remove_log_policy},
};

}  // namespace

std::span<const ResourceType> logs_types() { return logs_table; }

}  // namespace orrery::cloudformation

// Streams of Kinesis, who consumes them and who may.
#include "core/arn.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

Work apply_stream_retention(Step& step) {
  if (!step.changed("RetentionPeriodHours")) co_return;
  const auto hours = [](const json::object& properties) {
    constexpr std::int64_t shortest = 24;
    return find_number(properties, "RetentionPeriodHours").value_or(shortest);
  };
  const std::int64_t before = hours(step.old_properties), wanted = hours(step.properties);
  if (wanted == before) co_return;
  json::object input{{"StreamName", step.physical}, {"RetentionPeriodHours", wanted}};
  const char* order = wanted > before ? "IncreaseStreamRetentionPeriod" : "DecreaseStreamRetentionPeriod";
  co_await step.call("kinesis", order, std::move(input));
}

Work apply_stream_encryption(Step& step) {
  if (!step.changed("StreamEncryption")) co_return;
  const json::object* before = find_object(step.old_properties, "StreamEncryption");
  const json::object* wanted = step.object("StreamEncryption");
  json::object input{{"StreamName", step.physical}};
  copy(wanted ? *wanted : *before, input, {"EncryptionType", "KeyId"});
  const char* order = wanted ? "StartStreamEncryption" : "StopStreamEncryption";
  co_await step.call("kinesis", order, std::move(input));
}

// Enables the metrics that only the one list has, or disables them.
Work switch_metrics(Step& step, const char* operation, const json::array& of, const json::array& without) {
  json::array metrics;
  for (const json::value& metric : of)
    if (std::find(without.begin(), without.end(), metric) == without.end()) metrics.push_back(metric);
  if (metrics.empty()) co_return;
  json::object input{{"StreamName", step.physical}, {"ShardLevelMetrics", std::move(metrics)}};
  co_await step.call("kinesis", operation, std::move(input));
}

Work apply_shard_metrics(Step& step) {
  const json::array before = list_of(step.old_properties, "DesiredShardLevelMetrics");
  const json::array wanted = list_of(step.properties, "DesiredShardLevelMetrics");
  co_await switch_metrics(step, "DisableEnhancedMonitoring", before, wanted);
  co_await switch_metrics(step, "EnableEnhancedMonitoring", wanted, before);
}

Work apply_stream_settings(Step& step) {
  co_await apply_stream_retention(step);
  co_await apply_stream_encryption(step);
  co_await apply_shard_metrics(step);
}

Work create_stream(Step& step) {
  const std::string name = step.name("Name", 128);
  json::object input{{"StreamName", name}};
  copy(step.properties, input, {"ShardCount", "StreamModeDetails", "MaxRecordSizeInKiB"});
  if (json::object tags = tag_map(step); !tags.empty()) input["Tags"] = std::move(tags);
  co_await step.make("kinesis", "CreateStream", std::move(input), "ResourceInUseException");
  step.physical = name;
  step.attributes = {{"Arn", make_arn(step.context, "kinesis", "stream/" + name)}};
  co_await apply_stream_settings(step);
}

Work update_stream(Step& step) {
  co_await apply_stream_settings(step);
  if (step.changed("StreamModeDetails") && step.has("StreamModeDetails")) {
    json::object input{{"StreamARN", make_arn(step.context, "kinesis", "stream/" + step.physical)}};
    copy(step.properties, input, {"StreamModeDetails"});
    co_await step.call("kinesis", "UpdateStreamMode", std::move(input));
  }
  if (step.changed("MaxRecordSizeInKiB") && step.has("MaxRecordSizeInKiB")) {
    json::object input{{"StreamARN", make_arn(step.context, "kinesis", "stream/" + step.physical)}};
    copy(step.properties, input, {"MaxRecordSizeInKiB"});
    co_await step.call("kinesis", "UpdateMaxRecordSize", std::move(input));
  }
  if (!step.changed("ShardCount") || !step.has("ShardCount")) co_return;
  json::object input{{"StreamName", step.physical}, {"ScalingType", "UNIFORM_SCALING"}};
  input["TargetShardCount"] = step.properties.at("ShardCount");
  co_await step.call("kinesis", "UpdateShardCount", std::move(input));
}

Work remove_stream(Step& step) {
  json::object input{{"StreamName", step.physical}, {"EnforceConsumerDeletion", true}};
  co_await step.remove("kinesis", "DeleteStream", std::move(input));
}

Work create_consumer(Step& step) {
  json::object input{{"ConsumerName", step.name("ConsumerName", 128)}, {"StreamARN", step.text("StreamARN")}};
  if (json::object tags = tag_map(step); !tags.empty()) input["Tags"] = std::move(tags);
  const json::object made = co_await step.call("kinesis", "RegisterStreamConsumer", std::move(input));
  const json::object* consumer = find_object(made, "Consumer");
  if (!consumer) co_return;
  step.physical = find_text(*consumer, "ConsumerARN").value_or("");
  step.attributes = {{"StreamARN", step.text("StreamARN")}};
  copy(*consumer, step.attributes, {"ConsumerARN", "ConsumerName", "ConsumerStatus"});
  if (const json::value* created = find(*consumer, "ConsumerCreationTimestamp"))
    step.attributes["ConsumerCreationTimestamp"] = to_text(*created);
}

Work remove_consumer(Step& step) {
  json::object input{{"ConsumerARN", step.physical}};
  co_await step.remove("kinesis", "DeregisterStreamConsumer", std::move(input));
}

Work put_stream_policy(Step& step) {
  json::object input{{"ResourceARN", step.text("ResourceArn")}, {"Policy", step.text("ResourcePolicy")}};
  co_await step.call("kinesis", "PutResourcePolicy", std::move(input));
  if (step.physical.empty()) step.physical = step.text("ResourceArn");
}

Work remove_stream_policy(Step& step) {
  json::object input{{"ResourceARN", step.physical}};
  co_await step.remove("kinesis", "DeleteResourcePolicy", std::move(input));
}

constexpr std::string_view stream_replacing[] = {"Name"};
constexpr std::string_view stream_policy_replacing[] = {"ResourceArn"};

constexpr ResourceType kinesis_table[] = {
    {"AWS::Kinesis::Stream", "Name", stream_replacing, create_stream, update_stream, remove_stream},
    {"AWS::Kinesis::StreamConsumer", "ConsumerName", {}, create_consumer, nullptr, remove_consumer},
    {"AWS::Kinesis::ResourcePolicy", "", stream_policy_replacing, put_stream_policy, put_stream_policy,
     remove_stream_policy},
};

}  // namespace

std::span<const ResourceType> kinesis_types() { return kinesis_table; }

}  // namespace orrery::cloudformation

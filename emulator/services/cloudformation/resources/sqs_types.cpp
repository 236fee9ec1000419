// Queues and their policies.
#include "core/arn.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

struct QueueAttribute {
  const char* name;
  const char* otherwise;  // what it is set to when the template stops saying
};
constexpr QueueAttribute queue_attributes[] = {{"DelaySeconds", "0"},
                                               {"MaximumMessageSize", "1048576"},
                                               {"MessageRetentionPeriod", "345600"},
                                               {"ReceiveMessageWaitTimeSeconds", "0"},
                                               {"VisibilityTimeout", "30"},
                                               {"RedrivePolicy", ""},
                                               {"RedriveAllowPolicy", ""},
                                               {"ContentBasedDeduplication", "false"},
                                               {"DeduplicationScope", "queue"},
                                               {"FifoThroughputLimit", "perQueue"},
                                               {"KmsMasterKeyId", ""},
                                               {"KmsDataKeyReusePeriodSeconds", "300"},
                                               {"SqsManagedSseEnabled", "true"}};

void set_attributes(Step& step, const std::string& name) {
  step.attributes = {
      {"Arn", make_arn(step.context, "sqs", name)}, {"QueueName", name}, {"QueueUrl", step.physical}};
}

Work create_queue(Step& step) {
  const bool fifo = step.text("FifoQueue") == "true";
  std::string name = step.name("QueueName", fifo ? 75 : 80);
  if (fifo && !step.has("QueueName")) name += ".fifo";
  json::object attributes;
  if (fifo) attributes["FifoQueue"] = "true";
  for (const QueueAttribute& attribute : queue_attributes)
    if (const json::value* value = find(step.properties, attribute.name))
      attributes[attribute.name] = document_text(*value);
  json::object input{{"QueueName", name}, {"Attributes", std::move(attributes)}};
  if (json::object tags = tag_map(step); !tags.empty()) input["tags"] = std::move(tags);
  // SQS answers a second creation with the first queue; a stack must not take over what is there.
  if (!step.again) {
    json::object look{{"QueueName", name}};
    bool exists = true;
    try {
      co_await step.call("sqs", "GetQueueUrl", std::move(look));
    } catch (const AwsError& error) {
      exists = !is_absence(error);
    }
    if (exists)
      throw AwsError("AlreadyExists",
                     "Resource of type 'AWS::SQS::Queue' with identifier '" + name + "' already exists.",
                     400);
  }
  const json::object made = co_await step.call("sqs", "CreateQueue", std::move(input));
  step.physical = find_text(made, "QueueUrl").value_or("");
  set_attributes(step, name);
}

Work update_queue(Step& step) {
  json::object attributes;
  for (const QueueAttribute& attribute : queue_attributes) {
    if (!step.changed(attribute.name)) continue;
    const json::value* value = find(step.properties, attribute.name);
    attributes[attribute.name] = value ? document_text(*value) : std::string(attribute.otherwise);
  }
  if (!attributes.empty()) {
    json::object input{{"QueueUrl", step.physical}, {"Attributes", std::move(attributes)}};
    co_await step.call("sqs", "SetQueueAttributes", std::move(input));
  }
  if (json::object tags = tag_map(step); !tags.empty()) {
    json::object input{{"QueueUrl", step.physical}, {"Tags", std::move(tags)}};
    co_await step.call("sqs", "TagQueue", std::move(input));
  }
}

Work remove_queue(Step& step) {
  json::object input{{"QueueUrl", step.physical}};
  co_await step.remove("sqs", "DeleteQueue", std::move(input));
}

Work set_policies(Step& step, const json::object& properties, const std::string& policy) {
  const json::array* queues = find_array(properties, "Queues");
  if (!queues) co_return;
  for (const json::value& queue : *queues) {
    json::object input{{"QueueUrl", queue}, {"Attributes", json::object{{"Policy", policy}}}};
    co_await step.remove("sqs", "SetQueueAttributes", std::move(input));
  }
}

Work put_queue_policy(Step& step) {
  // A text of its own: GCC 12 destroys twice what an awaited call chooses with ?: as its argument.
  std::string policy;
  if (const json::value* document = find(step.properties, "PolicyDocument"))
    policy = document_text(*document);
  co_await set_policies(step, step.properties, policy);
  if (step.physical.empty()) step.physical = step.name("", 128);
}

Work remove_queue_policy(Step& step) {
  const std::string none;
  co_await set_policies(step, step.properties, none);
}

Work put_inline_policy(Step& step) {
  const json::value* document = find(step.properties, "PolicyDocument");
  json::object input{{"QueueUrl", step.text("Queue")},
                     {"Attributes", json::object{{"Policy", document ? document_text(*document) : ""}}}};
  co_await step.call("sqs", "SetQueueAttributes", std::move(input));
  if (step.physical.empty()) step.physical = step.text("Queue");
}

Work remove_inline_policy(Step& step) {
  json::object input{{"QueueUrl", step.text("Queue")}, {"Attributes", json::object{{"Policy", ""}}}};
  co_await step.remove("sqs", "SetQueueAttributes", std::move(input));
}

constexpr std::string_view inline_policy_replacing[] = {"Queue"};
constexpr std::string_view queue_replacing[] = {"QueueName", "FifoQueue"};

constexpr ResourceType sqs_table[] = {
    {"AWS::SQS::Queue", "QueueName", queue_replacing, create_queue, update_queue, remove_queue},
    {"AWS::SQS::QueueInlinePolicy", "", inline_policy_replacing, put_inline_policy, put_inline_policy,
     remove_inline_policy},
    {"AWS::SQS::QueuePolicy", "", {}, put_queue_policy, put_queue_policy, remove_queue_policy},
};

}  // namespace

std::span<const ResourceType> sqs_types() { return sqs_table; }

}  // namespace orrery::cloudformation

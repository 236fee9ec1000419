// What makes a function run, as SAM writes it below its Events.
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/serverless/expansion.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

struct Source {
  const Short& function;
  std::string id;  // of what is made for it: the function's and the event's
  const json::object& given;
  Expansion& into;

  void add(const std::string& name, const char* type, json::object properties) const {
    json::object resource{{"Type", type}, {"Properties", std::move(properties)}};
    copy(function.resource, resource, {"Condition"});
    into.resources[name] = std::move(resource);
  }
  void allow(const char* principal, json::object source) const {
    source["Action"] = "lambda:InvokeFunction";
    source["FunctionName"] = reference(function.id);
    source["Principal"] = principal;
    add(id + "Permission", "AWS::Lambda::Permission", std::move(source));
  }
};

void add_mapping(const Source& source, const char* arn_property) {
  json::object properties{{"FunctionName", reference(source.function.id)}};
  copy(
      source.given, properties,
      {"BatchSize", "Enabled", "FilterCriteria", "MaximumBatchingWindowInSeconds", "FunctionResponseTypes",
       "ScalingConfig", "StartingPosition", "BisectBatchOnFunctionError", "MaximumRetryAttempts",
       "MaximumRecordAgeInSeconds", "ParallelizationFactor", "DestinationConfig", "TumblingWindowInSeconds"});
  if (const json::value* arn = find(source.given, arn_property)) properties["EventSourceArn"] = *arn;
  source.add(source.id, "AWS::Lambda::EventSourceMapping", std::move(properties));
}

void add_queue(const Source& source) { add_mapping(source, "Queue"); }
void add_stream(const Source& source) { add_mapping(source, "Stream"); }

// The bucket, which must be of the same template, is told to notify the function.
void add_bucket(const Source& source) {
  const json::object* bucket = find_object(source.given, "Bucket");
  const auto name = bucket ? find_text(*bucket, "Ref") : std::nullopt;
  if (!name || !find(source.into.resources, *name))
    throw invalid("Resource with id [" + source.function.id + "] is invalid. Event with id [" + source.id +
                  "] is invalid. S3 events must reference an S3 bucket in the same template.");
  source.allow("s3.amazonaws.com", {{"SourceAccount", reference("AWS::AccountId")}});
  json::object& object = find(source.into.resources, *name)->as_object();
  if (!object.contains("Properties")) object["Properties"] = json::object{};
  json::object& properties = object["Properties"].as_object();
  if (!properties.contains("NotificationConfiguration"))
    properties["NotificationConfiguration"] = json::object{};
  json::object& notification = properties["NotificationConfiguration"].as_object();
  if (!notification.contains("LambdaConfigurations")) notification["LambdaConfigurations"] = json::array{};
  const json::value* events = find(source.given, "Events");
  const json::array list = !events              ? json::array{}
                           : events->is_array() ? events->get_array()
                                                : json::array{*events};
  for (const json::value& event : list) {
    json::object one{{"Event", event}, {"Function", attribute_of(source.function.id, "Arn")}};
    copy(source.given, one, {"Filter"});
    notification["LambdaConfigurations"].as_array().push_back(std::move(one));
  }
  json::array waits;
  if (const json::value* before = find(object, "DependsOn")) {
    if (before->is_array())
      waits = before->get_array();
    else
      waits.push_back(*before);
  }
  waits.push_back(json::string(source.id + "Permission"));
  object["DependsOn"] = std::move(waits);
}

void add_rule(const Source& source) {
  json::object target{{"Arn", attribute_of(source.function.id, "Arn")}};
  source.into.resources[source.id] =
      rule_for(source.function, source.given, std::move(target), source.id + "LambdaTarget");
  source.allow("events.amazonaws.com", {{"SourceArn", attribute_of(source.id, "Arn")}});
}

void add_log_group(const Source& source) {
  json::object properties{{"DestinationArn", attribute_of(source.function.id, "Arn")}};
  copy(source.given, properties, {"LogGroupName", "FilterPattern"});
  source.add(source.id, "AWS::Logs::SubscriptionFilter", std::move(properties));
  source.into.resources[source.id].as_object()["DependsOn"] =
      json::array{json::string(source.id + "Permission")};
  source.allow("logs.amazonaws.com", {});
}

// Between the topic and the function stands a queue: one that is there, or one of its own.
void add_topic_through_queue(const Source& source, json::object subscription, const json::value& given) {
  static const json::object none;
  const json::object& settings = given.is_object() ? given.get_object() : none;
  const json::value* queue = find(settings, "QueueArn");
  const json::value* url = find(settings, "QueueUrl");
  if (!settings.empty() && (!queue || !url))
    throw invalid("Resource with id [" + source.function.id + "] is invalid. Event with id [" + source.id +
                  "] is invalid. No QueueARN or QueueURL provided.");
  const std::string own = source.id + "Queue";
  if (!queue) source.add(own, "AWS::SQS::Queue", {});
  const json::value arn = queue ? *queue : json::value(attribute_of(own, "Arn"));
  json::object mapping{{"FunctionName", reference(source.function.id)},
                       {"EventSourceArn", arn},
                       {"BatchSize", 10},
                       {"Enabled", true}};
  copy(settings, mapping, {"BatchSize", "Enabled"});
  source.add(source.id + "EventSourceMapping", "AWS::Lambda::EventSourceMapping", std::move(mapping));
  json::object statement{
      {"Effect", "Allow"},
      {"Action", "sqs:SendMessage"},
      {"Principal", "*"},
      {"Resource", arn},
      {"Condition",
       json::object{{"ArnEquals", json::object{{"aws:SourceArn", subscription.at("TopicArn")}}}}}};
  json::object policy{{"Version", "2012-10-17"}, {"Statement", json::array{std::move(statement)}}};
  const std::string policy_id(find_text(settings, "QueuePolicyLogicalId").value_or(own + "Policy"));
  source.add(policy_id, "AWS::SQS::QueuePolicy",
             {{"Queues", json::array{url ? *url : json::value(reference(own))}},
              {"PolicyDocument", std::move(policy)}});
  subscription["Protocol"] = "sqs";
  subscription["Endpoint"] = arn;
  source.add(source.id, "AWS::SNS::Subscription", std::move(subscription));
}

void add_topic(const Source& source) {
  json::object properties{
      {"Protocol", "lambda"}, {"Endpoint", attribute_of(source.function.id, "Arn")}, {"TopicArn", nullptr}};
  if (const json::value* topic = find(source.given, "Topic")) properties["TopicArn"] = *topic;
  copy(source.given, properties, {"FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "Region"});
  const json::value* queue = find(source.given, "SqsSubscription");
  if (queue && *queue != false) return add_topic_through_queue(source, std::move(properties), *queue);
  const json::value topic = properties["TopicArn"];
  source.add(source.id, "AWS::SNS::Subscription", std::move(properties));
  source.allow("sns.amazonaws.com", {{"SourceArn", topic}});
}

struct Kind {
  std::string_view type;
  void (*add)(const Source&);
};
constexpr Kind kinds[] = {{"SQS", add_queue},
                          {"DynamoDB", add_stream},
                          {"Kinesis", add_stream},
                          {"S3", add_bucket},
                          {"Schedule", add_rule},
                          {"CloudWatchEvent", add_rule},
                          {"EventBridgeRule", add_rule},
                          {"SNS", add_topic},
                          {"CloudWatchLogs", add_log_group}};

}  // namespace

void expand_events(const Short& from, Expansion& into) {
  const json::object* events = find_object(from.properties, "Events");
  if (!events) return;
  for (const auto& [name, value] : *events) {
    const auto* event = value.if_object();
    const std::string type(event ? find_text(*event, "Type").value_or("") : "");
    const auto kind =
        std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& one) { return one.type == type; });
    if (kind == std::end(kinds)) throw not_supported("the SAM event type " + type);
    static const json::object none;
    const json::object* given = find_object(*event, "Properties");
    kind->add({from, from.id + std::string(name), given ? *given : none, into});
  }
}

}  // namespace orrery::cloudformation

#include "cli/deploy_events.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "cli/deploy_rules.h"

namespace orrery::cli {
namespace {

json::object get_att(const std::string& id, const char* attribute) {
  return {{"Fn::GetAtt", json::array{json::string(id), json::string(attribute)}}};
}

struct Setting {
  std::string_view ours;      // in serverless.yml
  std::string_view property;  // of AWS::Lambda::EventSourceMapping
};

constexpr Setting event_settings[] = {{"batchSize", "BatchSize"},
                                      {"maximumBatchingWindow", "MaximumBatchingWindowInSeconds"},
                                      {"batchWindow", "MaximumBatchingWindowInSeconds"},
                                      {"enabled", "Enabled"},
                                      {"startingPosition", "StartingPosition"},
                                      {"parallelizationFactor", "ParallelizationFactor"},
                                      {"maximumRetryAttempts", "MaximumRetryAttempts"},
                                      {"maximumRecordAgeInSeconds", "MaximumRecordAgeInSeconds"},
                                      {"bisectBatchOnFunctionError", "BisectBatchOnFunctionError"}};

const json::object& mapping_in(const json::value& value, const char* what) {
  if (const json::object* object = value.if_object()) return *object;
  throw std::runtime_error(what + (" is not a mapping: " + to_text(value)));
}

// "- sqs:" with its settings one level too far out reads as {sqs: null, batchSize: 1}; they are meant all the
// same.
json::object settings_of(const json::object& event, std::string_view kind) {
  const json::value* value = event.if_contains(boost_view(kind));
  if (value != nullptr && value->is_object() && find(value->get_object(), "Fn::GetAtt") == nullptr) {
    return value->get_object();
  }
  if (value != nullptr && !value->is_null()) return {{"arn", *value}};
  json::object rest = event;
  rest.erase(boost_view(kind));
  return rest;
}

json::object mapping(const std::string& id, const json::object& said, const std::string& where) {
  json::object properties = {{"FunctionName", {{"Ref", id + "LambdaFunction"}}}};
  for (const auto& [key, value] : said) {
    const std::string_view name(key.data(), key.size());
    if (name == "arn") {
      properties["EventSourceArn"] = value;
    } else if (name == "maximumConcurrency") {
      properties["ScalingConfig"] = {{"MaximumConcurrency", value}};
    } else if (name == "functionResponseType") {
      properties["FunctionResponseTypes"] = json::array{value};
    } else if (name == "filterPatterns" && value.is_array()) {
      json::array filters;
      for (const json::value& pattern : value.get_array())
        filters.push_back(json::object{{"Pattern", to_text(pattern)}});
      properties["FilterCriteria"] = {{"Filters", std::move(filters)}};
    } else if (name != "type") {
      const Setting* found = std::find_if(std::begin(event_settings), std::end(event_settings),
                                          [&](const Setting& setting) { return setting.ours == name; });
      if (found == std::end(event_settings))
        throw std::runtime_error(where + "." + std::string(name) + " is not supported");
      properties[boost_view(found->property)] = value;
    }
  }
  return properties;
}

void add_mapping(json::object& resources, const std::string& id, std::size_t number,
                 json::object properties) {
  resources[id + "Source" + std::to_string(number)] = {{"Type", "AWS::Lambda::EventSourceMapping"},
                                                       {"Properties", std::move(properties)}};
}

void add_bucket(json::object& resources, const std::string& id, const json::object& said) {
  const auto name = said.contains("arn") ? find_text(said, "arn") : find_text(said, "bucket");
  if (!name) throw std::runtime_error("an s3 event does not name its bucket");
  if (const json::value* existing = find(said, "existing");
      existing != nullptr && existing->is_bool() && existing->get_bool()) {
    throw std::runtime_error("s3.existing is not supported: a stack can only notify of buckets of its own");
  }
  json::object configuration = {{"Event", find_text(said, "event").value_or("s3:ObjectCreated:*")},
                                {"Function", get_att(id + "LambdaFunction", "Arn")}};
  json::array rules;
  if (const json::array* list = find_array(said, "rules")) {
    for (const json::value& rule : *list) {
      for (const auto& [key, value] : mapping_in(rule, "a rule of an s3 event"))
        rules.push_back({{"Name", key}, {"Value", value}});
    }
    configuration["Filter"] = {{"S3Key", {{"Rules", std::move(rules)}}}};
  }
  const std::string bucket = "S3Bucket" + logical_id(std::string(*name));
  json::value& resource = resources[bucket];
  if (!resource.is_object()) {
    resource = {
        {"Type", "AWS::S3::Bucket"},
        {"Properties",
         {{"BucketName", *name}, {"NotificationConfiguration", {{"LambdaConfigurations", json::array()}}}}},
        {"DependsOn", json::array()}};
  }
  resource.at("Properties")
      .at("NotificationConfiguration")
      .at("LambdaConfigurations")
      .as_array()
      .push_back(configuration);
  const std::string permission = id + "LambdaPermission" + bucket;
  resource.at("DependsOn").as_array().push_back(json::value(permission));
  resources[permission] = {{"Type", "AWS::Lambda::Permission"},
                           {"Properties",
                            {{"FunctionName", get_att(id + "LambdaFunction", "Arn")},
                             {"Action", "lambda:InvokeFunction"},
                             {"Principal", "s3.amazonaws.com"},
                             {"SourceArn", "arn:aws:s3:::" + std::string(*name)}}}};
}

void add_event(json::object& resources, const std::string& id, std::size_t number,
               const json::object& event) {
  if (event.contains("sqs")) {
    return add_mapping(resources, id, number, mapping(id, settings_of(event, "sqs"), "sqs"));
  }
  if (event.contains("stream")) {
    json::object properties = mapping(id, settings_of(event, "stream"), "stream");
    if (!properties.contains("StartingPosition")) properties["StartingPosition"] = "TRIM_HORIZON";
    return add_mapping(resources, id, number, std::move(properties));
  }
  if (event.contains("s3")) return add_bucket(resources, id, settings_of(event, "s3"));
  if (const json::value* said = event.if_contains("schedule"))
    return add_schedule(resources, id, number, *said);
  if (const json::value* said = event.if_contains("eventBridge"))
    return add_event_bridge(resources, id, number, *said);
  if (const json::value* said = event.if_contains("sns")) return add_topic(resources, id, number, *said);
  throw std::runtime_error("the event " +
                           (event.empty() ? std::string("{}") : std::string(event.begin()->key())) +
                           " is not supported; sqs, stream, s3, sns, schedule and eventBridge are");
}

}  // namespace

std::string logical_id(const std::string& name) {
  std::string out;
  bool upper = true;
  for (const char letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) {
      upper = true;
      continue;
    }
    out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    upper = false;
  }
  return out;
}

void add_events(json::object& resources, const std::string& id, const json::array& events) {
  std::size_t number = 0;
  for (const json::value& event : events) add_event(resources, id, ++number, mapping_in(event, "an event"));
}

void add_step_events(json::object& resources, const std::string& id, const json::array& events) {
  json::object source = {{"batchSize", 10}};
  json::array others;
  for (const json::value& event : events) {
    const json::object& said = mapping_in(event, "an event");
    if (!said.contains("sqs")) {
      others.push_back(event);
      continue;
    }
    for (const auto& [key, value] : settings_of(said, "sqs")) source[key] = value;
  }
  source["arn"] = get_att(id + "Queue", "Arn");
  source["functionResponseType"] = "ReportBatchItemFailures";
  add_mapping(resources, id, 0, mapping(id, source, "sqs"));
  add_events(resources, id, others);
}

}  // namespace orrery::cli

// AWS::Serverless::Function: the function itself, its role, its version and alias, its settings.
#include "core/digest.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/serverless/expansion.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object code_of(const Short& from) {
  if (const json::value* text = find(from.properties, "InlineCode")) return {{"ZipFile", *text}};
  if (const json::value* image = find(from.properties, "ImageUri")) return {{"ImageUri", *image}};
  const json::value* place = find(from.properties, "CodeUri");
  if (!place)
    throw invalid("Resource with id [" + from.id +
                  "] is invalid. Either 'InlineCode' or 'CodeUri' must be set.");
  return location(*place, from, "S3", "S3ObjectVersion");
}

json::array sam_tags() {
  json::array tags;
  tags.push_back(json::object{{"Key", "lambda:createdBy"}, {"Value", "SAM"}});
  return tags;
}

json::object function_of(const Short& from) {
  json::object properties{{"Code", code_of(from)}};
  copy(from.properties, properties,
       {"FunctionName",
        "Handler",
        "Runtime",
        "Description",
        "MemorySize",
        "Timeout",
        "Environment",
        "VpcConfig",
        "Layers",
        "KmsKeyArn",
        "ReservedConcurrentExecutions",
        "PackageType",
        "ImageConfig",
        "Architectures",
        "EphemeralStorage",
        "SnapStart",
        "LoggingConfig",
        "Role",
        "FileSystemConfigs",
        "CodeSigningConfigArn",
        "RuntimeManagementConfig",
        "RecursiveLoop"});
  if (!find(properties, "Role")) properties["Role"] = attribute_of(from.id + "Role", "Arn");
  if (const json::value* tracing = find(from.properties, "Tracing"))
    properties["TracingConfig"] = json::object{{"Mode", *tracing}};
  if (const json::object* queue = find_object(from.properties, "DeadLetterQueue"))
    if (const json::value* arn = find(*queue, "TargetArn"))
      properties["DeadLetterConfig"] = json::object{{"TargetArn", *arn}};
  json::array tags = sam_tags();
  if (const json::value* own = find(from.properties, "Tags"))
    for (const json::value& tag : tags_from(*own)) tags.push_back(tag);
  properties["Tags"] = std::move(tags);
  return properties;
}

void add_alias(const Short& from, const json::value& name, Expansion& into) {
  // A new version for new code: its name depends on where the code is.
  const std::string hash = to_hex(sha256(to_text(code_of(from)))).substr(0, 10);
  const std::string version = from.id + "Version" + hash;
  json::object properties{{"FunctionName", reference(from.id)}};
  if (const json::value* description = find(from.properties, "VersionDescription"))
    properties["Description"] = *description;
  into.resources[version] = json::object{
      {"Type", "AWS::Lambda::Version"}, {"DeletionPolicy", "Retain"}, {"Properties", std::move(properties)}};
  const std::string text = name.is_string() ? std::string(view(name.get_string())) : "";
  json::object alias{{"FunctionName", reference(from.id)},
                     {"FunctionVersion", attribute_of(version, "Version")},
                     {"Name", name}};
  copy(from.properties, alias, {"ProvisionedConcurrencyConfig"});
  into.resources[from.id + "Alias" + text] =
      json::object{{"Type", "AWS::Lambda::Alias"}, {"Properties", std::move(alias)}};
  into.aliases[from.id + ".Alias"] = from.id + "Alias" + text;
  into.aliases[from.id + ".Version"] = version;
}

// Where no place is given for what becomes of invocations, a queue or a topic is made for it.
json::value own_destination(const Short& from, const json::object& target, std::string_view outcome,
                            Expansion& into) {
  const auto type = find_text(target, "Type").value_or("");
  const std::string id = from.id + "EventInvokeConfig" + std::string(outcome);
  if (type == "SQS") {
    into.resources[id + "Queue"] = json::object{{"Type", "AWS::SQS::Queue"}, {"Properties", json::object()}};
    return attribute_of(id + "Queue", "Arn");
  }
  if (type == "SNS") {
    into.resources[id + "Topic"] = json::object{{"Type", "AWS::SNS::Topic"}, {"Properties", json::object()}};
    return reference(id + "Topic");
  }
  throw not_supported("a SAM destination of type " + std::string(type) + " without an ARN");
}

void add_invoke_config(const Short& from, const json::object& given, Expansion& into) {
  json::object properties{{"FunctionName", reference(from.id)}, {"Qualifier", "$LATEST"}};
  copy(given, properties, {"MaximumRetryAttempts", "MaximumEventAgeInSeconds"});
  json::object destinations;
  if (const json::object* all = find_object(given, "DestinationConfig"))
    for (const auto& [outcome, value] : *all) {
      const json::object* target = value.if_object();
      const json::value* arn = target ? find(*target, "Destination") : nullptr;
      destinations[outcome] = json::object{
          {"Destination",
           arn ? *arn : own_destination(from, target ? *target : json::object(), outcome, into)}};
    }
  if (!destinations.empty()) properties["DestinationConfig"] = std::move(destinations);
  into.resources[from.id + "EventInvokeConfig"] =
      json::object{{"Type", "AWS::Lambda::EventInvokeConfig"}, {"Properties", std::move(properties)}};
}

void add_url(const Short& from, const json::object& given, Expansion& into) {
  json::object properties{{"TargetFunctionArn", reference(from.id)}};
  copy(given, properties, {"AuthType", "Cors", "InvokeMode"});
  into.resources[from.id + "Url"] =
      json::object{{"Type", "AWS::Lambda::Url"}, {"Properties", std::move(properties)}};
}

// What its settings and events ask for, as SAM has it.
json::array managed_policies(const Short& from) {
  json::array managed;
  const auto add = [&managed](const std::string& name) {
    const json::value arn = json::string("arn:aws:iam::aws:policy/" + name);
    if (std::find(managed.begin(), managed.end(), arn) == managed.end()) managed.push_back(arn);
  };
  add("service-role/AWSLambdaBasicExecutionRole");
  if (find_text(from.properties, "Tracing").value_or("Disabled") != "Disabled")
    add("AWSXRayDaemonWriteAccess");
  if (find(from.properties, "VpcConfig")) add("service-role/AWSLambdaVPCAccessExecutionRole");
  const json::object* events = find_object(from.properties, "Events");
  if (!events) return managed;
  for (const auto& [name, value] : *events) {
    const json::object* event = value.if_object();
    const auto type = event ? find_text(*event, "Type").value_or("") : std::string_view();
    const json::object* given = event ? find_object(*event, "Properties") : nullptr;
    const bool has_queue = given && find(*given, "SqsSubscription");
    if (type == "SQS" || (type == "SNS" && has_queue)) add("service-role/AWSLambdaSQSQueueExecutionRole");
    if (type == "DynamoDB") add("service-role/AWSLambdaDynamoDBExecutionRole");
    if (type == "Kinesis") add("service-role/AWSLambdaKinesisExecutionRole");
  }
  return managed;
}

}  // namespace

void expand_function(const Short& from, Expansion& into) {
  if (!find(from.properties, "Role")) {
    json::object role = role_for(from, "lambda.amazonaws.com", managed_policies(from));
    role["Properties"].as_object()["Tags"] = sam_tags();
    into.resources[from.id + "Role"] = std::move(role);
  }
  into.resources[from.id] = resource_like(from, "AWS::Lambda::Function", function_of(from));
  if (const json::value* alias = find(from.properties, "AutoPublishAlias")) add_alias(from, *alias, into);
  if (const json::object* config = find_object(from.properties, "EventInvokeConfig"))
    add_invoke_config(from, *config, into);
  if (const json::object* url = find_object(from.properties, "FunctionUrlConfig")) add_url(from, *url, into);
  expand_events(from, into);
}

}  // namespace orrery::cloudformation

// Functions, versions, aliases and layers.
#include "core/arn.h"
#include "core/digest.h"
#include "services/cloudformation/resources/inline_code.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

constexpr std::string_view configuration_properties[] = {"Runtime",          "Role",
                                                         "Handler",          "Description",
                                                         "Timeout",          "MemorySize",
                                                         "VpcConfig",        "Environment",
                                                         "DeadLetterConfig", "KmsKeyArn",
                                                         "TracingConfig",    "Layers",
                                                         "ImageConfig",      "EphemeralStorage",
                                                         "SnapStart",        "LoggingConfig",
                                                         "FileSystemConfigs"};

// Members of Code as CreateFunction and UpdateFunctionCode take them.
json::object code_of(const Step& step) {
  const json::object* given = step.object("Code");
  if (!given) throw invalid("Property Code cannot be empty.");
  json::object code;
  copy(*given, code, {"S3Bucket", "S3Key", "S3ObjectVersion", "ImageUri"});
  if (const auto text = find_text(*given, "ZipFile"))
    code["ZipFile"] = to_base64(inline_zip(*text, step.text("Runtime")));
  return code;
}

// Sizes are numbers in the API wherever the template wrote them.
json::object configuration_of(const Step& step) {
  json::object input;
  for (const std::string_view property : configuration_properties)
    if (const json::value* value = find(step.properties, property)) input[boost_view(property)] = *value;
  if (const auto* storage = step.object("EphemeralStorage"))
    if (const json::value* size = find(*storage, "Size"))
      input["EphemeralStorage"] =
          json::object{{"Size", size->is_string() ? std::stoll(std::string(view(size->get_string())))
                                                  : size->to_number<std::int64_t>()}};
  return input;
}

Work apply_concurrency(Step& step) {
  if (!step.changed("ReservedConcurrentExecutions")) co_return;
  json::object input{{"FunctionName", step.physical}};
  if (!step.has("ReservedConcurrentExecutions")) {
    co_await step.remove("lambda", "DeleteFunctionConcurrency", std::move(input));
    co_return;
  }
  copy(step.properties, input, {"ReservedConcurrentExecutions"});
  co_await step.call("lambda", "PutFunctionConcurrency", std::move(input));
}

Work apply_runtime(Step& step) {
  if (const json::object* wanted = step.object("RuntimeManagementConfig");
      wanted && step.changed("RuntimeManagementConfig")) {
    json::object input{{"FunctionName", step.physical}};
    copy(*wanted, input, {"UpdateRuntimeOn", "RuntimeVersionArn"});
    co_await step.call("lambda", "PutRuntimeManagementConfig", std::move(input));
  }
  if (step.has("RecursiveLoop") && step.changed("RecursiveLoop")) {
    json::object input{{"FunctionName", step.physical}};
    copy(step.properties, input, {"RecursiveLoop"});
    co_await step.call("lambda", "PutFunctionRecursionConfig", std::move(input));
  }
}

Work apply_signing(Step& step) {
  if (!step.changed("CodeSigningConfigArn")) co_return;
  json::object input{{"FunctionName", step.physical}};
  copy(step.properties, input, {"CodeSigningConfigArn"});
  const char* order =
      step.has("CodeSigningConfigArn") ? "PutFunctionCodeSigningConfig" : "DeleteFunctionCodeSigningConfig";
  co_await step.call("lambda", order, std::move(input));
}

// A function is not ready at once where an emulator slows it down, or AWS does.
Work wait_until_ready(Step& step) {
  while (true) {
    json::object input{{"FunctionName", step.physical}};
    const json::object now = co_await step.call("lambda", "GetFunctionConfiguration", std::move(input));
    if (find_text(now, "State") == "Failed")
      throw AwsError("NotStabilized", text_of(now, "StateReason", "The function failed"), 400);
    if (find_text(now, "State").value_or("Active") != "Pending" &&
        find_text(now, "LastUpdateStatus").value_or("Successful") != "InProgress")
      co_return;
    co_await Pause(step.clock, 100ms);
  }
}

Work create_function(Step& step) {
  const std::string name = step.name("FunctionName", 64);
  json::object input = configuration_of(step);
  input["FunctionName"] = name;
  input["Code"] = code_of(step);
  copy(step.properties, input, {"PackageType", "Architectures", "CodeSigningConfigArn"});
  if (json::object tags = tag_map(step); !tags.empty()) input["Tags"] = std::move(tags);
  co_await step.make("lambda", "CreateFunction", std::move(input), "ResourceConflictException");
  step.physical = name;
  step.attributes = {{"Arn", make_arn(step.context, "lambda", "function:" + name)}};
  co_await wait_until_ready(step);
  co_await apply_concurrency(step);
  co_await apply_runtime(step);
}

Work update_function(Step& step) {
  co_await apply_signing(step);
  if (step.changed("Code") || step.changed("Architectures")) {
    json::object input = code_of(step);
    input["FunctionName"] = step.physical;
    copy(step.properties, input, {"Architectures"});
    co_await step.call("lambda", "UpdateFunctionCode", std::move(input));
    co_await wait_until_ready(step);
  }
  json::object input;
  const json::object wanted = configuration_of(step);
  for (const std::string_view property : configuration_properties) {
    if (!step.changed(property)) continue;
    if (const json::value* value = find(wanted, property))
      input[boost_view(property)] = *value;
    else if (property == "Environment")
      input["Environment"] = json::object{{"Variables", json::object{}}};
    else if (property == "Layers")
      input["Layers"] = json::array{};
    else if (property == "Description")
      input["Description"] = "";
    else if (property == "Timeout")
      input["Timeout"] = 3;
    else if (property == "MemorySize")
      input["MemorySize"] = 128;
    else if (property == "DeadLetterConfig")
      input["DeadLetterConfig"] = json::object{{"TargetArn", ""}};
  }
  if (!input.empty()) {
    input["FunctionName"] = step.physical;
    co_await step.call("lambda", "UpdateFunctionConfiguration", std::move(input));
    co_await wait_until_ready(step);
  }
  co_await apply_concurrency(step);
  co_await apply_runtime(step);
}

Work remove_function(Step& step) {
  json::object input{{"FunctionName", step.physical}};
  co_await step.remove("lambda", "DeleteFunction", std::move(input));
}

// Of a version or an alias, which `qualifier` names.
Work apply_provisioned(Step& step, const std::string& function, const std::string& qualifier) {
  if (!step.changed("ProvisionedConcurrencyConfig")) co_return;
  json::object input{{"FunctionName", function}, {"Qualifier", qualifier}};
  const json::object* wanted = step.object("ProvisionedConcurrencyConfig");
  if (!wanted) {
    co_await step.remove("lambda", "DeleteProvisionedConcurrencyConfig", std::move(input));
    co_return;
  }
  copy(*wanted, input, {"ProvisionedConcurrentExecutions"});
  co_await step.call("lambda", "PutProvisionedConcurrencyConfig", std::move(input));
}

Work create_version(Step& step) {
  json::object input;
  copy(step.properties, input, {"FunctionName", "CodeSha256", "Description"});
  const json::object made = co_await step.call("lambda", "PublishVersion", std::move(input));
  step.physical = find_text(made, "FunctionArn").value_or("");
  step.attributes = {{"Version", boost_view(find_text(made, "Version").value_or(""))},
                     {"FunctionArn", step.physical}};
  const std::string function = step.text("FunctionName");
  const std::string version(find_text(made, "Version").value_or(""));
  co_await apply_provisioned(step, function, version);
}

// Publishing answers with the newest version where nothing changed, so that several resources may share one.
Work remove_version(Step& step) {
  json::object input{{"FunctionName", step.physical}};
  co_await step.remove("lambda", "DeleteFunction", std::move(input));
}

json::object alias_of(const Step& step) {
  json::object input;
  copy(step.properties, input, {"FunctionName", "Name", "FunctionVersion", "Description"});
  const json::object* routing = step.object("RoutingConfig");
  const json::array* weights = routing ? find_array(*routing, "AdditionalVersionWeights") : nullptr;
  if (!weights) return input;
  json::object by_version;
  for (const json::value& item : *weights) {
    const auto& weight = item.as_object();
    const json::value* value = find(weight, "FunctionWeight");
    const bool is_text = value && value->is_string();
    by_version[boost_view(find_text(weight, "FunctionVersion").value_or(""))] =
        is_text ? json::value(std::stod(std::string(view(value->get_string())))) : *value;
  }
  input["RoutingConfig"] = json::object{{"AdditionalVersionWeights", std::move(by_version)}};
  return input;
}

Work create_alias(Step& step) {
  const json::object made =
      co_await step.make("lambda", "CreateAlias", alias_of(step), "ResourceConflictException");
  const json::string_view arn = boost_view(find_text(made, "AliasArn").value_or(""));
  step.physical = std::string(arn);
  step.attributes = {{"AliasArn", arn}};
  const std::string function = step.text("FunctionName"), name = step.text("Name");
  co_await apply_provisioned(step, function, name);
}

Work update_alias(Step& step) {
  co_await step.call("lambda", "UpdateAlias", alias_of(step));
  const std::string function = step.text("FunctionName"), name = step.text("Name");
  co_await apply_provisioned(step, function, name);
}

Work remove_alias(Step& step) {
  json::object input;
  copy(step.properties, input, {"FunctionName", "Name"});
  co_await step.remove("lambda", "DeleteAlias", std::move(input));
}

Work create_layer(Step& step) {
  json::object input{{"LayerName", step.name("LayerName", 64)}};
  copy(step.properties, input,
       {"Content", "CompatibleRuntimes", "CompatibleArchitectures", "Description", "LicenseInfo"});
  const json::object made = co_await step.call("lambda", "PublishLayerVersion", std::move(input));
  step.physical = find_text(made, "LayerVersionArn").value_or("");
  step.attributes = {{"LayerVersionArn", step.physical}};
}

Work remove_layer(Step& step) {
  const auto colon = step.physical.rfind(':');
  json::object input{{"LayerName", step.physical.substr(0, colon)},
                     {"VersionNumber", std::stoll("0" + step.physical.substr(colon + 1))}};
  co_await step.remove("lambda", "DeleteLayerVersion", std::move(input));
}

constexpr std::string_view function_replacing[] = {"FunctionName", "PackageType"};
constexpr std::string_view alias_replacing[] = {"FunctionName", "Name"};

constexpr ResourceType lambda_table[] = {
    {"AWS::Lambda::Function", "FunctionName", function_replacing, create_function, update_function,
     remove_function},
    {"AWS::Lambda::Version", "", {}, create_version, nullptr, remove_version},
    {"AWS::Lambda::Alias", "", alias_replacing, create_alias, update_alias, remove_alias},
    {"AWS::Lambda::LayerVersion", "", {}, create_layer, nullptr, remove_layer},
};

}  // namespace

std::span<const ResourceType> lambda_types() { return lambda_table; }

}  // namespace orrery::cloudformation

#include "services/lambda/configuration.h"

#include <array>

#include "core/arn.h"
#include "core/digest.h"
#include "services/lambda/refusals.h"
#include "services/lambda/runtimes.h"

namespace orrery::lambda {
namespace {

constexpr std::array reserved_names = {"_HANDLER",
                                       "_X_AMZN_TRACE_ID",
                                       "AWS_DEFAULT_REGION",
                                       "AWS_REGION",
                                       "AWS_EXECUTION_ENV",
                                       "AWS_LAMBDA_FUNCTION_NAME",
                                       "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                       "AWS_LAMBDA_FUNCTION_VERSION",
                                       "AWS_LAMBDA_INITIALIZATION_TYPE",
                                       "AWS_LAMBDA_LOG_GROUP_NAME",
                                       "AWS_LAMBDA_LOG_STREAM_NAME",
                                       "AWS_ACCESS_KEY",
                                       "AWS_ACCESS_KEY_ID",
                                       "AWS_SECRET_ACCESS_KEY",
                                       "AWS_SESSION_TOKEN",
                                       "AWS_LAMBDA_RUNTIME_API",
                                       "LAMBDA_TASK_ROOT",
                                       "LAMBDA_RUNTIME_DIR"};

void check_environment(const json::object& variables) {
  std::string reserved;
  for (const char* name : reserved_names)
    if (variables.contains(name)) reserved += (reserved.empty() ? "" : ", ") + std::string(name);
  if (!reserved.empty())
    throw invalid_parameter(
        "Lambda was unable to configure your environment variables because the environment variables you "
        "have "
        "provided contains reserved keys that are currently not supported for modification. Reserved keys "
        "used "
        "in this request: " +
        reserved);
  const std::string measured = to_text(variables);
  if (measured.size() > 4096)
    throw invalid_parameter(
        "Lambda was unable to configure your environment variables because the environment variables you "
        "have "
        "provided exceeded the 4KB limit. String measured: " +
        measured);
}

void apply_runtime(json::object& configuration, const Input& input) {
  const auto runtime = input.maybe_text("Runtime");
  if (!runtime) return;
  const auto kind = runtime_kind(*runtime);
  if (!kind)
    throw invalid_parameter(
        "Value " + std::string(*runtime) +
        " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: " + all_runtimes() +
        " or be a valid ARN");
  if (is_retired(*runtime))
    throw invalid_parameter("The runtime parameter of " + std::string(*runtime) +
                            " is no longer supported for creating or updating AWS Lambda functions. We "
                            "recommend you use a supported runtime while creating or updating functions.");
  if (*kind == RuntimeKind::foreign) throw unsupported("runtime " + std::string(*runtime));
  configuration["Runtime"] = *runtime;
}

void apply_environment(json::object& configuration, const Input& input) {
  const json::object* environment = input.maybe_object("Environment");
  if (!environment) return;
  const json::object* variables = find_object(*environment, "Variables");
  if (!variables) {
    configuration.erase("Environment");
    return;
  }
  check_environment(*variables);
  configuration["Environment"] = json::object{{"Variables", *variables}};
}

void apply_vpc(json::object& configuration, const Input& input) {
  const json::object* vpc = input.maybe_object("VpcConfig");
  if (!vpc) return;
  json::object kept{{"SubnetIds", json::array{}}, {"SecurityGroupIds", json::array{}}, {"VpcId", ""}};
  for (const char* list : {"SubnetIds", "SecurityGroupIds"})
    if (const json::array* ids = find_array(*vpc, list)) kept[list] = *ids;
  kept["Ipv6AllowedForDualStack"] = false;
  if (!kept["SubnetIds"].get_array().empty()) kept["VpcId"] = "vpc-00000000";
  configuration["VpcConfig"] = std::move(kept);
}

void apply_dead_letter(json::object& configuration, const Input& input) {
  const json::object* dead_letter = input.maybe_object("DeadLetterConfig");
  if (!dead_letter) return;
  const std::string_view arn = find_text(*dead_letter, "TargetArn").value_or("");
  if (arn.empty()) {
    configuration.erase("DeadLetterConfig");
    return;
  }
  configuration["DeadLetterConfig"] = json::object{{"TargetArn", arn}};
}

void apply_logging(json::object& configuration, const Input& input) {
  const json::object* logging = input.maybe_object("LoggingConfig");
  if (!logging) return;
  json::object& kept = configuration["LoggingConfig"].as_object();
  for (const char* name : {"LogFormat", "ApplicationLogLevel", "SystemLogLevel", "LogGroup"})
    if (const auto value = find_text(*logging, name)) kept[name] = *value;
  if (kept["LogFormat"] == "JSON") {
    if (!kept.contains("ApplicationLogLevel")) kept["ApplicationLogLevel"] = "INFO";
    if (!kept.contains("SystemLogLevel")) kept["SystemLogLevel"] = "INFO";
  } else {  // levels are for JSON alone
    if (logging->contains("ApplicationLogLevel") || logging->contains("SystemLogLevel"))
      throw invalid_parameter(
          "LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your request or "
          "change the LogFormat to \"JSON\" and try again.");
    kept.erase("ApplicationLogLevel");
    kept.erase("SystemLogLevel");
  }
}

void apply_storage(json::object& configuration, const Input& input) {
  const json::object* storage = input.maybe_object("EphemeralStorage");
  if (!storage) return;
  const auto size = find_number(*storage, "Size");
  if (!size) throw AwsError("ValidationException", "EphemeralStorage needs a Size");
  configuration["EphemeralStorage"] = json::object{{"Size", *size}};
}

constexpr std::string_view snap_start_runtimes[] = {"java11",     "java17",     "java21",     "java25",
                                                    "python3.12", "python3.13", "python3.14", "dotnet8"};

void apply_snap_start(json::object& configuration, const Input& input) {
  const json::object* snap = input.maybe_object("SnapStart");
  if (!snap) return;
  const std::string_view apply_on = find_text(*snap, "ApplyOn").value_or("None");
  const std::string_view runtime = find_text(configuration, "Runtime").value_or("");
  if (std::find(std::begin(snap_start_runtimes), std::end(snap_start_runtimes), runtime) ==
      std::end(snap_start_runtimes))
    throw invalid_parameter(std::string(runtime) + " is not supported for SnapStart enabled functions.");
  configuration["SnapStart"] = json::object{{"ApplyOn", apply_on}, {"OptimizationStatus", "Off"}};
}

// What would change how a function runs and cannot be done here.
void refuse_what_cannot_be(const Input& input) {
  if (const json::array* items = input.maybe_list("FileSystemConfigs"); items && !items->empty())
    throw unsupported("parameter FileSystemConfigs");
  input.refuse_unsupported(
      {"ImageConfig", "CapacityProviderConfig", "DurableConfig", "TenancyConfig", "PublishTo"});
}

}  // namespace

std::string lambda_time(Instant when) {
  std::string text = iso_time(when);
  text.replace(text.size() - 1, 1, "+0000");
  return text;
}

json::object default_configuration(const Context& context, std::string_view name) {
  return {{"FunctionName", name},
          {"FunctionArn", make_arn(context, "lambda", "function:" + std::string(name))},
          {"Description", ""},
          {"Timeout", 3},
          {"MemorySize", 128},
          {"Version", "$LATEST"},
          {"TracingConfig", {{"Mode", "PassThrough"}}},
          {"State", "Active"},
          {"LastUpdateStatus", "Successful"},
          {"PackageType", "Zip"},
          {"Architectures", json::array{"x86_64"}},
          {"EphemeralStorage", {{"Size", 512}}},
          {"SnapStart", {{"ApplyOn", "None"}, {"OptimizationStatus", "Off"}}},
          {"LoggingConfig", {{"LogFormat", "Text"}, {"LogGroup", "/aws/lambda/" + std::string(name)}}}};
}

void apply_settings(json::object& configuration, const Input& input) {
  refuse_what_cannot_be(input);
  apply_runtime(configuration, input);
  if (input.has("Role")) configuration["Role"] = input.text("Role");
  if (input.has("Handler")) configuration["Handler"] = input.text("Handler");
  if (input.has("Description")) configuration["Description"] = input.text("Description");
  if (const auto timeout = input.maybe_number("Timeout")) configuration["Timeout"] = *timeout;
  if (const auto memory = input.maybe_number("MemorySize")) configuration["MemorySize"] = *memory;
  apply_environment(configuration, input);
  apply_vpc(configuration, input);
  apply_dead_letter(configuration, input);
  apply_logging(configuration, input);
  apply_storage(configuration, input);
  if (input.has("KMSKeyArn")) configuration["KMSKeyArn"] = input.text("KMSKeyArn");
  if (const json::object* tracing = input.maybe_object("TracingConfig"))
    configuration["TracingConfig"] =
        json::object{{"Mode", find_text(*tracing, "Mode").value_or("PassThrough")}};
  apply_snap_start(configuration, input);
  if (const auto runtime = find_text(configuration, "Runtime"))
    configuration["RuntimeVersionConfig"] =
        json::object{{"RuntimeVersionArn",
                      make_arn("lambda", input.context.region, "", "runtime:" + to_hex(sha256(*runtime)))}};
}

void apply_layers(FunctionRecord& function, const Layers& layers, const Input& input) {
  if (!input.has("Layers")) return;
  json::array shown;
  function.code.layers.clear();
  for (const LayerVersion& version : layers_of_function(layers, input)) {
    shown.push_back(
        json::object{{"Arn", version.layer.arn(version.number)}, {"CodeSize", version.code.size}});
    function.code.layers.push_back(version.code.hash);
  }
  if (shown.empty())
    function.configuration.erase("Layers");
  else
    function.configuration["Layers"] = std::move(shown);
}

json::object just_created(json::object configuration) {
  configuration.erase("LastUpdateStatus");
  configuration["State"] = "Pending";
  configuration["StateReason"] = "The function is being created.";
  configuration["StateReasonCode"] = "Creating";
  return configuration;
}

json::object as_listed(json::object configuration) {
  for (const char* name : {"State", "LastUpdateStatus", "RuntimeVersionConfig"}) configuration.erase(name);
  return configuration;
}

json::object just_updated(json::object configuration) {
  configuration["LastUpdateStatus"] = "InProgress";
  configuration["LastUpdateStatusReason"] = "The function is being created.";
  configuration["LastUpdateStatusReasonCode"] = "Creating";
  return configuration;
}

void apply_architectures(json::object& configuration, const Input& input) {
  if (const json::array* given = input.maybe_list("Architectures")) configuration["Architectures"] = *given;
}

void apply_code(json::object& configuration, const Code& code) {
  configuration["CodeSize"] = code.size;
  configuration["CodeSha256"] = code.sha256;
}

void stamp(json::object& configuration, const Clock& clock, Entropy& entropy) {
  configuration["RevisionId"] = entropy.uuid();
  configuration["LastModified"] = lambda_time(clock.now());
}

void check_revision(const Input& input, std::string_view current) {
  const auto given = input.maybe_text("RevisionId");
  if (given && *given != current) throw precondition_failed();
}

}  // namespace orrery::lambda

#include "services/lambda/code_signing.h"
#include "services/lambda/code_source.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/settings.h"
#include "services/lambda/tags.h"
#include "services/lambda/versions.h"

namespace orrery::lambda {
namespace {

// What AWS's front end looks at before anything else.
void check_request(const Input& input) {
  Complaints complaints;
  for (const auto& [member, path] :
       {std::pair("FunctionName", "functionName"), {"Role", "role"}, {"Code", "code"}})
    if (!input.has(member)) complaints.missing(path);
  if (const auto name = input.maybe_text("FunctionName")) {
    complaints.length(*name, name->size(), "functionName", 1, 140);
    const auto read = read_function_name(*name, input.context);
    if (name->size() <= 140)
      complaints.pattern(*name, read && read->qualifier.empty(), "functionName", function_name_pattern);
  }
  check_settings(complaints, input);
  complaints.refuse();
}

void check_package(const Input& input) {
  if (input.choice("PackageType", {"Zip", "Image"}, "Zip") == "Image") throw unsupported("PackageType Image");
  const json::object& code = input.object("Code");
  if (!find_text(code, "ZipFile") && !find_text(code, "S3Bucket"))
    throw invalid_parameter("Please provide a source for function code.");
  if (!input.has("Runtime") || !input.has("Handler"))
    throw invalid_parameter(
        "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
}

// Who creates a function names it in his own account and region, without a qualifier.
FunctionName new_name(const Input& input) {
  const std::string_view text = input.text("FunctionName");
  if (is_plain_name(text) && text.size() > 64)
    throw invalid_parameter("1 validation error detected: Value '" + std::string(text) +
                            "' at 'functionName' failed to satisfy constraint: Member must have length less "
                            "than or equal to 64");
  FunctionName name = parse_function_name(text, {}, input.context);
  if (name.region != input.context.region)
    throw not_found("Functions from '" + name.region + "' are not reachable in this region ('" +
                    input.context.region + "')");
  if (name.account != input.context.account)
    throw access_denied("Cross-account functions cannot be created: " + name.arn());
  return name;
}

void check_signing(Lambda& lambda, FunctionRecord& function, const Input& input) {
  const auto arn = input.maybe_text("CodeSigningConfigArn");
  if (!arn || arn->empty()) return;
  refuse_unsigned(existing_code_signing(lambda, input, SigningAsked::for_function));
  function.code_signing_arn = *arn;
}

FunctionRecord draft(Lambda& lambda, const Input& input) {
  check_request(input);
  const FunctionName name = new_name(input);
  check_package(input);
  FunctionRecord function;
  function.account = input.context.account;
  function.region = input.context.region;
  function.name = name.name;
  function.configuration = default_configuration(input.context, name.name);
  apply_settings(function.configuration, input);
  apply_architectures(function.configuration, input);
  apply_layers(function, lambda.layers, input);
  check_signing(lambda, function, input);
  if (const json::object* tags = input.maybe_object("Tags")) add_tags(function.tags, *tags);
  if (lambda.functions.find(function.named())) throw conflict("Function already exist: " + name.name);
  return function;
}

}  // namespace

void create_function(Lambda& lambda, const Input& input, Reply reply) {
  FunctionRecord function = draft(lambda, input);
  const bool publishes = input.flag("Publish");
  fetch_code(lambda, input.context, input.object("Code"),
             [&lambda, function = std::move(function), publishes,
              reply = std::move(reply)](CodeStore::Stored stored) mutable {
               answer(lambda, reply, [&] {
                 if (auto* error = std::get_if<AwsError>(&stored)) throw std::move(*error);
                 if (lambda.functions.find(function.named()))
                   throw conflict("Function already exist: " + function.name);
                 std::vector<std::string> layer_hashes = std::move(function.code.layers);
                 function.code = std::get<Code>(std::move(stored));
                 function.code.layers = std::move(layer_hashes);
                 apply_code(function.configuration, function.code);
                 stamp(function.configuration, lambda.core.clock, lambda.entropy);
                 const json::object answered = just_created(function.configuration);
                 function.configuration["RevisionId"] = lambda.entropy.uuid();
                 lambda.save_changed(function);
                 lambda.warm(function);
                 if (!publishes) return answered;
                 json::object version = publish(lambda, function, std::nullopt);
                 version["FunctionArn"] = answered.at("FunctionArn");
                 return version;
               });
             });
}

}  // namespace orrery::lambda

#include "services/lambda/code_source.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/tags.h"
#include "services/lambda/versions.h"

namespace orrery::lambda {
namespace {

void check_package(const Input& input) {
  if (input.choice("PackageType", {"Zip", "Image"}, "Zip") == "Image") throw unsupported("PackageType Image");
  const json::object& code = input.object("Code");
  if (!find_text(code, "ZipFile") && !find_text(code, "S3Bucket"))
    throw invalid_parameter("Please provide a source for function code.");
  if (!input.has("Runtime") || !input.has("Handler"))
    throw invalid_parameter(
        "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
}

FunctionRecord draft(Lambda& lambda, const Input& input) {
  const FunctionName name = parse_function_name(input.text("FunctionName"), {}, input.context);
  if (name.name.size() > 64)
    throw validation(
        "1 validation error detected: Value '" + name.name +
        "' at 'functionName' failed to satisfy constraint: Member must have length less than or equal "
        "to 64");
  input.text("Role");
  check_package(input);
  FunctionRecord function;
  function.account = input.context.account;
  function.region = input.context.region;
  function.name = name.name;
  function.configuration = default_configuration(input.context, name.name);
  apply_settings(function.configuration, input);
  apply_architectures(function.configuration, input);
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
                 function.code = std::get<Code>(std::move(stored));
                 apply_code(function.configuration, function.code);
                 stamp(function.configuration, lambda.core.clock, lambda.entropy);
                 lambda.functions.save(function);
                 lambda.warm(function);
                 return publishes ? publish(lambda, function, std::nullopt) : function.configuration;
               });
             });
}

}  // namespace orrery::lambda

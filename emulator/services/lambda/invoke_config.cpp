#include "services/lambda/invoke_config.h"

#include "core/arn.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

void check_destination(const json::object& destinations, std::string_view when, const std::string& own_arn) {
  const json::object* destination = find_object(destinations, when);
  const auto arn_text = destination ? find_text(*destination, "Destination") : std::nullopt;
  if (!arn_text || arn_text->empty()) return;
  const auto arn = parse_arn(*arn_text);
  const bool known = arn && (arn->service == "sqs" || arn->service == "sns" || arn->service == "lambda" ||
                             arn->service == "events" || arn->service == "s3");
  if (!known)
    throw invalid_parameter(
        "The provided destination config DestinationConfig(onSuccess=null, "
        "onFailure=null) is invalid: " +
        std::string(*arn_text));
  if (*arn_text == own_arn)
    throw invalid_parameter("You can't specify the function as a destination for itself.");
}

}  // namespace

InvokeConfigOf invoke_config_of(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  InvokeConfigOf of{lambda.functions.get(name, input.context),
                    name.qualifier.empty() ? "$LATEST" : name.qualifier};
  lambda.functions.configuration(*of.function, of.qualifier);
  return of;
}

json::object existing_invoke_config(Lambda& lambda, const InvokeConfigOf& of) {
  auto config = lambda.functions.part(*of.function, "invoke-config", of.qualifier);
  if (!config) throw not_found("The function " + of.arn() + " doesn't have an EventInvokeConfig");
  return *std::move(config);
}

json::object save_invoke_config(Lambda& lambda, const InvokeConfigOf& of, json::object config,
                                const Input& input) {
  const auto retries = input.maybe_number("MaximumRetryAttempts", 0, 2);
  const auto age = input.maybe_number("MaximumEventAgeInSeconds", 60, 21600);
  const json::object* destinations = input.maybe_object("DestinationConfig");
  if (!retries && !age && !destinations)
    throw invalid_parameter(
        "You must specify at least one of error handling "
        "or destination setting.");
  if (retries) config["MaximumRetryAttempts"] = *retries;
  if (age) config["MaximumEventAgeInSeconds"] = *age;
  if (destinations) {
    for (const char* when : {"OnSuccess", "OnFailure"})
      check_destination(*destinations, when, of.function->named().arn());
    config["DestinationConfig"] = *destinations;
  }
  if (!config.contains("DestinationConfig"))
    config["DestinationConfig"] = json::object{{"OnSuccess", json::object{}}, {"OnFailure", json::object{}}};
  config["FunctionArn"] = of.arn();
  config["LastModified"] = epoch_double(lambda.core.clock.now());
  lambda.core.store.put(Functions::part_key(*of.function, "invoke-config", of.qualifier), to_text(config));
  return config;
}

}  // namespace orrery::lambda

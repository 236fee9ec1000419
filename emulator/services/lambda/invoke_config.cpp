#include "services/lambda/invoke_config.h"

#include "core/arn.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

std::string destination_of(const json::object& destinations, std::string_view when) {
  const json::object* destination = find_object(destinations, when);
  return std::string(destination ? find_text(*destination, "Destination").value_or("") : "");
}

bool is_destination(const std::optional<Arn>& arn) {
  const auto all = [](std::string_view text, const char* allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
  };
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return arn && arn->partition.starts_with("aws") && all(arn->partition, plain) && all(arn->service, plain) &&
         (arn->account.empty() || (arn->account.size() == 12 && all(arn->account, "0123456789")));
}

// False where AWS sends nothing to such a thing.
bool check_destination(Lambda& lambda, const std::string& arn_text, std::string_view member,
                       const FunctionRecord& function) {
  if (arn_text.empty()) return true;
  const auto arn = parse_arn(arn_text);
  if (!is_destination(arn))
    throw validation(
        "1 validation error detected: Value '" + arn_text + "' at 'destinationConfig." + std::string(member) +
        ".destination' failed to satisfy constraint: Member must satisfy regular expression "
        "pattern: $|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):"
        "([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");
  if (arn->service == "lambda") {
    Context context;
    context.account = arn->account;
    context.region = arn->region;
    const FunctionName name = parse_function_name(arn_text, {}, context);
    if (!lambda.functions.find(name))
      throw invalid_parameter("The destination ARN " + arn_text + " is invalid.");
    if (name.unqualified_arn() == function.named().arn())
      throw invalid_parameter("You can't specify the function as a destination for itself.");
    return true;
  }
  return arn->service == "sqs" || arn->service == "sns" || arn->service == "events" || arn->service == "s3";
}

void check_destinations(Lambda& lambda, const json::object& destinations, const FunctionRecord& function) {
  const std::string success = destination_of(destinations, "OnSuccess");
  const std::string failure = destination_of(destinations, "OnFailure");
  const bool fine = check_destination(lambda, failure, "onFailure", function) &&
                    check_destination(lambda, success, "onSuccess", function);
  const auto shown = [](const char* name, const std::string& arn) {
    return arn.empty() ? std::string("null") : std::string(name) + "(destination=" + arn + ")";
  };
  if (!fine)
    throw invalid_parameter(
        "The provided destination config DestinationConfig(onSuccess=" + shown("OnSuccess", success) +
        ", onFailure=" + shown("OnFailure", failure) + ") is invalid.");
}

}  // namespace

InvokeConfigOf invoke_config_of(Lambda& lambda, const Input& input, InvokeConfigFor whose) {
  if (whose == InvokeConfigFor::change && !input.has("MaximumRetryAttempts") &&
      !input.has("MaximumEventAgeInSeconds") && !input.has("DestinationConfig"))
    throw invalid_parameter("You must specify at least one of error handling or destination setting.");
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const std::string qualifier = name.qualifier.empty() ? "$LATEST" : name.qualifier;
  try {
    InvokeConfigOf of{lambda.functions.get(name, input.context), qualifier};
    if (whose == InvokeConfigFor::change) lambda.functions.configuration(*of.function, of.qualifier);
    return of;
  } catch (const AwsError& refusal) {
    if (!refusal.message.starts_with("Function not found: ")) throw;
    name.qualifier = qualifier;
    throw not_found(whose == InvokeConfigFor::change
                        ? "The function doesn't exist."
                        : "The function " + name.arn() + " doesn't have an EventInvokeConfig");
  }
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
  if (retries) config["MaximumRetryAttempts"] = *retries;
  if (age) config["MaximumEventAgeInSeconds"] = *age;
  json::object destinations{{"OnSuccess", json::object{}}, {"OnFailure", json::object{}}};
  if (const json::object* given = input.maybe_object("DestinationConfig")) {
    check_destinations(lambda, *given, *of.function);
    for (auto& [when, destination] : destinations)
      if (const json::object* one = find_object(*given, when)) destination = *one;
    config["DestinationConfig"] = destinations;
  }
  config.emplace("DestinationConfig", destinations);
  config["FunctionArn"] = of.arn();
  config["LastModified"] = epoch_double(lambda.core.clock.now());
  lambda.core.store.put(Functions::part_key(*of.function, "invoke-config", of.qualifier), to_text(config));
  return config;
}

}  // namespace orrery::lambda

#include "services/lambda/versions.h"

#include "services/lambda/configuration.h"

namespace orrery::lambda {
namespace {

// What makes two versions different for AWS, beside the description of $LATEST; not when they were made, or
// under which description of their own.
json::object essence(json::object configuration) {
  for (const char* name : {"Version", "FunctionArn", "RevisionId", "LastModified", "Description", "State",
                           "LastUpdateStatus", "SnapStart"})
    configuration.erase(name);
  return configuration;
}

}  // namespace

json::object publish(Lambda& lambda, FunctionRecord& function, std::optional<std::string_view> description) {
  const std::string own = std::string(find_text(function.configuration, "Description").value_or(""));
  if (function.last_version > 0 && function.published_description.value_or(own) == own) {
    const auto last = lambda.functions.version(function, function.last_version);
    if (last && essence(*last) == essence(function.configuration)) {
      lambda.functions.save(function);
      return *last;
    }
  }
  const std::uint64_t number = ++function.last_version;
  function.published_description = own;
  json::object configuration = function.configuration;
  configuration["Version"] = std::to_string(number);
  configuration["FunctionArn"] = function.named(std::to_string(number)).arn();
  configuration["RevisionId"] = lambda.entropy.uuid();
  if (description) configuration["Description"] = *description;
  if (const json::object* snap = find_object(configuration, "SnapStart"))
    if (find_text(*snap, "ApplyOn") == "PublishedVersions")
      configuration["SnapStart"] =
          json::object{{"ApplyOn", "PublishedVersions"}, {"OptimizationStatus", "On"}};
  lambda.functions.save_version(function, number, configuration, function.code);
  // Publishing is a change of the function, as its revision shows; what runs
  // stays the same.
  function.configuration["RevisionId"] = lambda.entropy.uuid();
  lambda.functions.save(function);
  json::object answered = just_created(configuration);
  answered["RevisionId"] = lambda.entropy.uuid();
  return answered;
}

}  // namespace orrery::lambda

#include "services/lambda/versions.h"

namespace orrery::lambda {
namespace {

// What makes two versions different for AWS; not when or under which
// description they were made.
json::object essence(json::object configuration) {
  for (const char* name : {"Version", "FunctionArn", "RevisionId", "LastModified", "Description", "State",
                           "LastUpdateStatus", "SnapStart"})
    configuration.erase(name);
  return configuration;
}

}  // namespace

json::object publish(Lambda& lambda, FunctionRecord& function, std::optional<std::string_view> description) {
  if (function.last_version > 0) {
    const auto last = lambda.functions.version(function, function.last_version);
    if (last && essence(*last) == essence(function.configuration)) {
      lambda.functions.save(function);
      return *last;
    }
  }
  const std::uint64_t number = ++function.last_version;
  json::object configuration = function.configuration;
  configuration["Version"] = std::to_string(number);
  configuration["FunctionArn"] = function.named(std::to_string(number)).arn();
  configuration["RevisionId"] = lambda.entropy.uuid();
  if (description) configuration["Description"] = *description;
  lambda.functions.save_version(function, number, configuration, function.code);
  // Publishing is a change of the function, as its revision shows; what runs
  // stays the same.
  lambda.functions.save(function);
  return configuration;
}

}  // namespace orrery::lambda

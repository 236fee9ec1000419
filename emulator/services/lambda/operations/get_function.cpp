#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const auto function = lambda.functions.get(name, input.context);
  json::object result{{"Configuration", lambda.functions.configuration(*function, name.qualifier)}};
  if (function->code.directory.empty()) {
    std::string location = lambda.core.endpoint + "/2015-03-31/functions/" + name.name +
                           "/code?Account=" + function->account + "&Region=" + function->region;
    if (!name.qualifier.empty()) location += "&Qualifier=" + percent_encode(name.qualifier);
    result["Code"] = json::object{{"RepositoryType", "S3"}, {"Location", std::move(location)}};
  } else {
    result["Code"] =
        json::object{{"RepositoryType", "S3"}, {"Location", "file://" + function->code.directory}};
  }
  if (!function->tags.empty()) result["Tags"] = function->tags;
  if (function->reserved)
    result["Concurrency"] = json::object{{"ReservedConcurrentExecutions", *function->reserved}};
  return result;
}

}  // namespace orrery::lambda

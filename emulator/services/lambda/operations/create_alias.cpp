#include "services/lambda/aliases.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object create_alias(Lambda& lambda, const Input& input) {
  FunctionName named = parse_function_name(input.text("FunctionName"), {}, input.context);
  named.qualifier = input.text("FunctionVersion");
  const auto function = lambda.functions.get(named, input.context);
  const std::string_view name = input.text("Name", 1, 128);
  if (!is_plain_name(name) || is_version_number(name))
    throw validation(
        "1 validation error detected: Value '" + std::string(name) +
        "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "(?!^[0-9]+$)([a-zA-Z0-9-_]+)");
  const std::string arn = function->named(name).arn();
  if (lambda.functions.alias(*function, name)) throw conflict("Alias already exists: " + arn);
  json::object alias{{"AliasArn", arn}, {"Name", name}, {"Description", ""}};
  apply_alias(lambda, *function, alias, input);
  lambda.functions.save_alias(*function, name, alias);
  return alias;
}

}  // namespace orrery::lambda

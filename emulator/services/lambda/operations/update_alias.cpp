#include "services/lambda/aliases.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_alias(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  const std::string_view name = input.text("Name");
  json::object alias = existing_alias(lambda, *function, name);
  check_revision(input, find_text(alias, "RevisionId").value_or(""));
  apply_alias(lambda, *function, alias, input);
  lambda.functions.save_alias(*function, name, alias);
  return alias;
}

}  // namespace orrery::lambda

#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_alias(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  const std::string_view name = input.text("Name");
  lambda.functions.erase_alias(*function, name);
  lambda.core.store.erase(Functions::part_key(*function, "provisioned", name));
  return {};
}

}  // namespace orrery::lambda

#include "services/lambda/aliases.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object update_alias(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  const std::string_view name = input.text("Name");
  auto existing = lambda.functions.alias(*function, name);
  if (!existing) throw not_found("Alias not found: " + function->named(name).arn());
  json::object alias = *std::move(existing);
  check_revision(input, find_text(alias, "RevisionId").value_or(""));
  apply_alias(lambda, *function, alias, input);
  // Its provisioned concurrency goes with it.
  const auto provisioned = lambda.functions.part(*function, "provisioned", name);
  if (provisioned) lambda.provision(*function, name, 0);
  lambda.functions.save_alias(*function, name, alias);
  if (provisioned) lambda.provision(*function, name, find_number(*provisioned, "wanted").value_or(0));
  return alias;
}

}  // namespace orrery::lambda

#include "services/lambda/code_source.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/versions.h"

namespace orrery::lambda {
namespace {

struct Update {
  FunctionName name;
  json::object architectures;  // of the request; empty: unchanged
  bool publishes, dry_run;
};

json::object apply(Lambda& lambda, const Update& update, const Context& context, CodeStore::Stored stored) {
  if (auto* error = std::get_if<AwsError>(&stored)) throw std::move(*error);
  const auto now = lambda.functions.find(update.name);
  if (!now) throw function_not_found(update.name.arn());
  FunctionRecord function = *now;
  function.code = std::get<Code>(std::move(stored));
  apply_code(function.configuration, function.code);
  apply_architectures(function.configuration, Input(context, update.architectures, lambda.info().refusals));
  stamp(function.configuration, lambda.core.clock, lambda.entropy);
  if (update.dry_run) return function.configuration;
  lambda.save_changed(function);
  lambda.warm(function);
  return update.publishes ? publish(lambda, function, std::nullopt) : function.configuration;
}

}  // namespace

void update_function_code(Lambda& lambda, const Input& input, Reply reply) {
  FunctionName name = parse_function_name(input.text("FunctionName"), {}, input.context);
  const auto function = lambda.functions.get(name, input.context);
  check_revision(input, find_text(function->configuration, "RevisionId").value_or(""));
  if (!input.has("ZipFile") && !input.has("S3Bucket") && !input.has("ImageUri"))
    throw invalid_parameter("Please provide a source for function code.");
  name.qualifier.clear();
  Update update{std::move(name), {}, input.flag("Publish"), input.flag("DryRun")};
  if (const json::array* architectures = input.maybe_list("Architectures"))
    update.architectures["Architectures"] = *architectures;
  json::object trial = function->configuration;
  apply_architectures(trial, input);
  fetch_code(lambda, input.context, input.members,
             [&lambda, update = std::move(update), context = input.context,
              reply = std::move(reply)](CodeStore::Stored stored) mutable {
               answer(lambda, reply, [&] { return apply(lambda, update, context, std::move(stored)); });
             });
}

}  // namespace orrery::lambda

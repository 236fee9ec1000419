#include "services/lambda/code_signing.h"
#include "services/lambda/code_source.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/settings.h"
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
  std::vector<std::string> layer_hashes = std::move(function.code.layers);
  function.code = std::get<Code>(std::move(stored));
  function.code.layers = std::move(layer_hashes);
  apply_code(function.configuration, function.code);
  apply_architectures(function.configuration, Input(context, update.architectures, lambda.info().refusals));
  stamp(function.configuration, lambda.core.clock, lambda.entropy);
  if (update.dry_run) return function.configuration;
  const json::object answered = just_updated(function.configuration);
  function.configuration["RevisionId"] = lambda.entropy.uuid();
  lambda.save_changed(function);
  lambda.warm(function);
  return update.publishes ? publish(lambda, function, std::nullopt) : answered;
}

}  // namespace

void update_function_code(Lambda& lambda, const Input& input, Reply reply) {
  input.refuse_unsupported({"PublishTo"});
  Complaints complaints;
  check_architectures(complaints, input);
  complaints.refuse();
  FunctionName name = parse_function_name(input.text("FunctionName"), {}, input.context);
  const auto function = lambda.functions.get(name, input.context);
  check_revision(input, find_text(function->configuration, "RevisionId").value_or(""));
  if (input.has("ImageUri"))
    throw invalid_parameter("Please don't provide ImageUri when updating a function with packageType Zip.");
  if (!function->code_signing_arn.empty())
    if (const auto signing = lambda.code_signings.find(function->code_signing_arn)) refuse_unsigned(*signing);
  if (!input.has("ZipFile") && !input.has("S3Bucket"))
    throw invalid_parameter("Please provide a source for function code.");
  name.qualifier.clear();
  Update update{std::move(name), {}, input.flag("Publish"), input.flag("DryRun")};
  if (const json::array* architectures = input.maybe_list("Architectures"))
    update.architectures["Architectures"] = *architectures;
  fetch_code(lambda, input.context, input.members,
             [&lambda, update = std::move(update), context = input.context,
              reply = std::move(reply)](CodeStore::Stored stored) mutable {
               answer(lambda, reply, [&] { return apply(lambda, update, context, std::move(stored)); });
             });
}

}  // namespace orrery::lambda

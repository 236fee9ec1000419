#include "services/lambda/lambda.h"

#include <cstdlib>
#include <filesystem>

#include "services/lambda/function_urls.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/payload.h"
#include "services/lambda/provisioned.h"
#include "services/lambda/refusals.h"
#include "services/lambda/routes.h"

namespace orrery {
namespace {

using namespace lambda;

constexpr Operation<Lambda> table[] = {
    {"AddLayerVersionPermission", add_layer_version_permission},
    {"AddPermission", add_permission},
    {"CreateAlias", create_alias},
    {"CreateCodeSigningConfig", create_code_signing_config},
    {"CreateEventSourceMapping", create_event_source_mapping},
    {"CreateFunction", create_function},
    {"CreateFunctionUrlConfig", create_function_url_config},
    {"DeleteAlias", delete_alias},
    {"DeleteCodeSigningConfig", delete_code_signing_config},
    {"DeleteEventSourceMapping", delete_event_source_mapping},
    {"DeleteFunction", delete_function},
    {"DeleteFunctionCodeSigningConfig", delete_function_code_signing_config},
    {"DeleteFunctionConcurrency", delete_function_concurrency},
    {"DeleteFunctionEventInvokeConfig", delete_function_event_invoke_config},
    {"DeleteFunctionUrlConfig", delete_function_url_config},
    {"DeleteLayerVersion", delete_layer_version},
    {"DeleteProvisionedConcurrencyConfig", delete_provisioned_concurrency_config},
    {"DownloadFunctionCode", download_function_code},
    {"DownloadLayerContent", download_layer_content},
    {"GetAccountSettings", get_account_settings},
    {"GetAlias", get_alias},
    {"GetCodeSigningConfig", get_code_signing_config},
    {"GetEventSourceMapping", get_event_source_mapping},
    {"GetFunction", get_function},
    {"GetFunctionCodeSigningConfig", get_function_code_signing_config},
    {"GetFunctionConcurrency", get_function_concurrency},
    {"GetFunctionConfiguration", get_function_configuration},
    {"GetFunctionEventInvokeConfig", get_function_event_invoke_config},
    {"GetFunctionRecursionConfig", get_function_recursion_config},
    {"GetFunctionUrlConfig", get_function_url_config},
    {"GetLayerVersion", get_layer_version},
    {"GetLayerVersionByArn", get_layer_version_by_arn},
    {"GetLayerVersionPolicy", get_layer_version_policy},
    {"GetPolicy", get_policy},
    {"GetProvisionedConcurrencyConfig", get_provisioned_concurrency_config},
    {"GetRuntimeManagementConfig", get_runtime_management_config},
    {"Invoke", invoke},
    {"InvokeAsync", invoke_async},
    {"InvokeWithResponseStream", invoke_with_response_stream},
    {"ListAliases", list_aliases},
    {"ListCodeSigningConfigs", list_code_signing_configs},
    {"ListEventSourceMappings", list_event_source_mappings},
    {"ListFunctionEventInvokeConfigs", list_function_event_invoke_configs},
    {"ListFunctionUrlConfigs", list_function_url_configs},
    {"ListFunctions", list_functions},
    {"ListFunctionsByCodeSigningConfig", list_functions_by_code_signing_config},
    {"ListLayerVersions", list_layer_versions},
    {"ListLayers", list_layers},
    {"ListProvisionedConcurrencyConfigs", list_provisioned_concurrency_configs},
    {"ListTags", list_tags},
    {"ListVersionsByFunction", list_versions_by_function},
    {"PublishLayerVersion", publish_layer_version},
    {"PublishVersion", publish_version},
    {"PutFunctionCodeSigningConfig", put_function_code_signing_config},
    {"PutFunctionConcurrency", put_function_concurrency},
    {"PutFunctionEventInvokeConfig", put_function_event_invoke_config},
    {"PutFunctionRecursionConfig", put_function_recursion_config},
    {"PutProvisionedConcurrencyConfig", put_provisioned_concurrency_config},
    {"PutRuntimeManagementConfig", put_runtime_management_config},
    {"RemoveLayerVersionPermission", remove_layer_version_permission},
    {"RemovePermission", remove_permission},
    {"TagResource", tag_resource},
    {"UntagResource", untag_resource},
    {"UpdateAlias", update_alias},
    {"UpdateCodeSigningConfig", update_code_signing_config},
    {"UpdateEventSourceMapping", update_event_source_mapping},
    {"UpdateFunctionCode", update_function_code},
    {"UpdateFunctionConfiguration", update_function_configuration},
    {"UpdateFunctionEventInvokeConfig", update_function_event_invoke_config},
    {"UpdateFunctionUrlConfig", update_function_url_config},
};

const ServiceInfo about{
    .name = "lambda",
    .resource = "FunctionName,Resource,UUID",
    .wires = {.target = "AWSLambda", .json_version = "1.1", .query = nullptr, .routes = routes()},
    .refusals = {}};

// An event becomes a run when its time has come.
std::unique_ptr<Run> run_of(Lambda& service, const AsyncEvent& event) {
  Context context;
  context.account = event.account;
  context.region = event.region;
  auto run = std::make_unique<Run>();
  run->target = service.target(event.function, event.qualifier, context);
  run->request_id = event.request_id;
  run->payload = event.payload;
  run->client_context = event.client_context;
  run->trace = event.trace;
  run->attempt = static_cast<int>(event.attempt);
  return run;
}

// Removes what an emulator before us left behind. It is put aside at once and erased by a worker: the next
// request may bring the same again.
void remove_leftovers(Loop& loop, const std::filesystem::path& aside,
                      const std::vector<std::filesystem::path>& leftovers) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (leftovers.empty() && !fs::exists(aside, failed)) return;
  fs::create_directories(aside, failed);
  std::string place = (aside / "XXXXXX").string();
  if (!::mkdtemp(place.data())) return;
  for (std::size_t number = 0; number < leftovers.size(); ++number)
    fs::rename(leftovers[number], fs::path(place) / std::to_string(number), failed);
  loop.work(
      [aside] {
        std::error_code ignored;
        fs::remove_all(aside, ignored);
      },
      [] {});
}

}  // namespace

Lambda::Lambda(Core& core_, LambdaOptions options)
    : core(core_),
      entropy(core_.entropy.fork("lambda")),
      code(core_.loop, core_.files / "lambda"),
      functions(core_.store, code),
      layers(core_.store),
      code_signings(core_.store),
      launcher(core_.loop),
      mappings(*this),
      faults_(options.faults),
      logs_(core_),
      pools_({core_, launcher, logs_, entropy, core_.files / "lambda" / "sandbox"}, options.pool),
      async_(core_, functions, options.async_retry_base,
             [this](const AsyncEvent& event, Function<void(InvocationOutcome)> done) {
               auto run = run_of(*this, event);
               run->done = std::move(done);
               start(std::move(run));
             }) {}

Lambda::~Lambda() = default;

const ServiceInfo& Lambda::info() const { return about; }

void Lambda::call(std::string_view operation, const Context& context, const json::object& input,
                  Reply reply) {
  dispatch<Lambda>(table, *this, operation, context, input, std::move(reply));
}

void Lambda::resume() {
  std::vector<std::string> used;
  const auto uses = [&used](const Code& it) {
    used.push_back(it.hash);
    used.insert(used.end(), it.layers.begin(), it.layers.end());
  };
  layers.for_each_code(uses);
  functions.for_each([&](const FunctionRecord& function) {
    concurrency.reserve(function, std::nullopt, function.reserved);
    uses(function.code);
    for (std::uint64_t number = 1; number <= function.last_version; ++number)
      if (const auto version = functions.version_code(function, number)) uses(*version);
  });
  std::vector<std::filesystem::path> leftovers = code.unused(std::move(used));
  std::error_code failed;
  if (const auto sandboxes = core.files / "lambda" / "sandbox"; std::filesystem::exists(sandboxes, failed))
    leftovers.push_back(sandboxes);
  remove_leftovers(core.loop, core.files / "lambda" / "leftovers", leftovers);
  functions.for_each([this](const FunctionRecord& function) { provision_again(*this, function); });
  async_.resume();
  mappings.resume();
}

json::object Lambda::mapping(const Input& input) const {
  auto shown = mappings.find(input.context, input.text("UUID"));
  if (!shown) throw not_found("The resource you requested does not exist.");
  return *std::move(shown);
}

void Lambda::provision(const FunctionRecord& function, std::string_view qualifier, std::int64_t count) {
  const auto record = std::make_shared<const FunctionRecord>(function);
  pools_.provision(functions.target(record, qualifier, 0.0).runnable, static_cast<std::size_t>(count));
}

std::int64_t Lambda::started(const FunctionRecord& function, std::string_view qualifier) {
  const auto record = std::make_shared<const FunctionRecord>(function);
  return static_cast<std::int64_t>(pools_.started(*functions.target(record, qualifier, 0.0).runnable));
}

Target Lambda::target(std::string_view function, std::string_view qualifier, const Context& context) {
  FunctionName name = parse_function_name(function, qualifier, context);
  auto record = functions.get(name, context);
  return functions.target(std::move(record), name.qualifier, entropy.fraction());
}

std::shared_ptr<const FunctionRecord> Lambda::function(const Input& input) const {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  return functions.get(name, input.context);
}

std::shared_ptr<const FunctionRecord> Lambda::tagged(const Input& input) const {
  const std::string_view resource = input.text("Resource");
  FunctionName name = parse_function_name(resource, {}, input.context);
  if (!name.qualifier.empty())
    throw invalid_parameter(
        "Tags on function aliases and versions are not supported. Please specify a function ARN.");
  return functions.get(name, input.context);
}

void Lambda::warm(const FunctionRecord& function) {
  const auto kind = runtime_kind(find_text(function.configuration, "Runtime").value_or(""));
  if (kind != RuntimeKind::python) return;
  // Where it cannot be started, the invocation says so.
  core.loop.post([this, runtime = std::string(*find_text(function.configuration, "Runtime"))] {
    launcher.warm(runtime);
  });
}

void Lambda::start(std::unique_ptr<Run> run) {
  if (const auto reason = concurrency.enter(*run->target.function)) throw throttled(*reason);
  run->asked = core.clock.now();
  if (faults_) run->fault = faults_->of_run(run->target.runnable->account, run->target.runnable->name);
  run->done = [this, arn = run->target.runnable->arn,
               done = std::move(run->done)](InvocationOutcome outcome) mutable {
    concurrency.leave(arn);
    done(std::move(outcome));
    async_.capacity_freed(arn);
  };
  pools_.submit(std::move(run));
}

void Lambda::invoke(Invocation invocation, Function<void(InvocationOutcome)> done) {
  auto run = std::make_unique<Run>();
  try {
    check_payload(invocation.payload, payload_limit, "InvokeFunction");
    run->target = target(invocation.function, invocation.qualifier, invocation.context);
    run->request_id = entropy.uuid();
    run->payload = std::move(invocation.payload);
    run->client_context = std::move(invocation.client_context);
    run->trace = invocation.context.call
                     ? core.journal.trace_for(invocation.context.call, invocation.context.trace)
                     : std::move(invocation.context.trace);
    run->wants_log = invocation.wants_log;
    // Shared, for where the start is refused the promise is still to be kept.
    auto promise = std::make_shared<Function<void(InvocationOutcome)>>(std::move(done));
    run->done = [promise](InvocationOutcome outcome) { (*promise)(std::move(outcome)); };
    done = [promise](InvocationOutcome outcome) { (*promise)(std::move(outcome)); };
    start(std::move(run));
  } catch (AwsError& refusal) {
    InvocationOutcome outcome;
    outcome.refused = std::move(refusal);
    core.loop.post(
        [done = std::move(done), outcome = std::move(outcome)]() mutable { done(std::move(outcome)); });
  }
}

void Lambda::save_changed(FunctionRecord& function) {
  function.code.generation = entropy.hex(16);
  functions.save(function);
  pools_.retire(function.named().arn(), Pools::Change::changed);
}

void Lambda::erase(const FunctionRecord& function) {
  concurrency.reserve(function, function.reserved, std::nullopt);
  erase_urls(*this, function);
  functions.erase(function);
  pools_.retire(function.named().arn(), Pools::Change::deleted);
}

void Lambda::set_reserved(FunctionRecord function, std::optional<std::int64_t> reserved) {
  concurrency.reserve(function, function.reserved, reserved);
  function.reserved = reserved;
  functions.save(function);
  async_.limits_changed();
}

}  // namespace orrery

#include "core/arn.h"
#include "services/states/activities.h"
#include "services/states/integrations/integration.h"
#include "services/states/kinds/kinds.h"

namespace orrery::states {
namespace {

Integration integration_of(const State& state) {
  auto integration = parse_integration(state.resource);
  if (!integration) {
    throw runtime_failure("The resource '" + state.resource + "' is not supported");
  }
  return std::move(*integration);
}

json::object resource_details(const Integration& integration) {
  return {{"resourceType", integration.type}, {"resource", integration.resource}};
}

void add_limits(const State& state, const Scope& scope, const Tools& tools, Frame& frame,
                json::object& details, Integration::Family family) {
  const auto seconds = [&](const Template& field, std::string_view name) {
    if (field.kind() == Template::Kind::jsonata) return seconds_field(field, name, scope, tools);
    const double value = number_field(field, name, scope, tools);
    if (value <= 0) {
      throw runtime_failure("The value for the field '" + std::string(name) +
                            "' must be a positive number, but was '" + print(json::value(value)) + "'");
    }
    return static_cast<std::int64_t>(value);
  };
  frame.deadline.reset();
  frame.beat_by.reset();
  frame.timeout_s = frame.heartbeat_s = 0;
  if (state.timeout_s) {
    frame.timeout_s = seconds(*state.timeout_s, "TimeoutSeconds");
    details["timeoutInSeconds"] = frame.timeout_s;
  }
  if (state.heartbeat_s) {
    frame.heartbeat_s = seconds(*state.heartbeat_s, "HeartbeatSeconds");
    if (family != Integration::Family::function) details["heartbeatInSeconds"] = frame.heartbeat_s;
  }
}

void tell_scheduled(Run run, const Integration& integration, const json::value& input, json::object limits) {
  json::object details;
  if (integration.family == Integration::Family::task) {
    details = resource_details(integration);
    details["region"] = run.execution.context.region;
    details["parameters"] = print(input);
  } else {
    details["resource"] = integration.arn;
    add_data(details, "input", print(input));
  }
  for (auto& [name, value] : limits) details[name] = std::move(value);
  if (const auto role = task_role(run)) details["taskCredentials"] = json::object{{"roleArn", *role}};
  switch (integration.family) {
    case Integration::Family::task:
      run.engine.event(run, "TaskScheduled", "taskScheduledEventDetails", std::move(details));
      run.engine.event(run, "TaskStarted", "taskStartedEventDetails", resource_details(integration));
      break;
    case Integration::Family::function:
      run.engine.event(run, "LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails",
                       std::move(details));
      run.engine.event(run, "LambdaFunctionStarted");
      break;
    case Integration::Family::activity:
      run.engine.event(run, "ActivityScheduled", "activityScheduledEventDetails", std::move(details));
      break;
  }
}

void check_activity(const Run& run, const std::string& text) {
  const auto arn = parse_arn(text);
  Context place;
  place.account = arn->account;
  place.region = arn->region;
  if (run.engine.core.store.get(activity_key(place, arn->resource.substr(9)))) return;
  throw Failure("States.Runtime", introduced(run, "The activity " + text + " does not exist."));
}

void begin(Run run, const Integration& integration, const json::value& input) {
  if (integration.family == Integration::Family::function) return begin_function(run, integration, input);
  if (integration.family == Integration::Family::activity) return begin_activity(run, integration.arn, input);
  static const json::object none;
  if (!input.is_object() && !input.is_null()) {
    task_failed(
        run, integration,
        Failure("States.Runtime", "The parameters of '" + integration.resource + "' must be a JSON object"));
  }
  const json::object& parameters = input.is_object() ? input.get_object() : none;
  if (integration.type == "lambda" && integration.action == "invoke") {
    return begin_lambda_invoke(run, integration, parameters);
  }
  if (integration.type == "states" && integration.action == "startExecution") {
    return begin_start_execution(run, integration, parameters);
  }
  if (integration.type.starts_with("aws-sdk:")) return begin_aws_sdk(run, integration, parameters);
  begin_optimised(run, integration, parameters);
}

// What is answered for the work of the state in a test case. Every look counts as a run.
const MockedAnswer* mocked_answer(Run run) {
  json::object& about = run.execution.about;
  const auto test_case = find_text(about, "testCase");
  const MockedResponse* response =
      test_case ? run.engine.mocks.find(run.execution.machine_name(), *test_case, run.state().name) : nullptr;
  if (!response) return nullptr;
  json::object& runs = about.emplace("mockedRuns", json::object{}).first->value().get_object();
  std::int64_t& count = runs.emplace(run.state().name, std::int64_t{0}).first->value().as_int64();
  const std::int64_t now = count++;
  if (!run.execution.express) run.engine.records.write_execution(run.execution);
  if (const MockedAnswer* answer = response->answer(now)) return answer;
  throw runtime_failure("The mocked response '" + response->name + "' has no answer for run " +
                        std::to_string(now) + " of the state");
}

// It stands for the whole of the work, whoever would have done it.
void answer_mocked(Run run, const Integration& integration, const MockedAnswer& answer) {
  if (integration.family == Integration::Family::activity)
    run.engine.event(run, "ActivityStarted", "activityStartedEventDetails");
  if (answer.thrown) task_failed(run, integration, *answer.thrown);
  if (integration.pattern != Integration::Pattern::respond) task_answered(run, integration, answer.returned);
  task_succeeded(run, integration, answer.returned);
}

}  // namespace

void run_task(Run run) {
  const State& state = run.state();
  Frame& frame = run.frame;
  Engine& engine = run.engine;
  const Integration integration = integration_of(state);
  if (integration.pattern == Integration::Pattern::token ||
      integration.family == Integration::Family::activity) {
    frame.token = new_task_token(engine.entropy,
                                 integration.family == Integration::Family::activity ? integration.arn : "");
  }
  const Scope raw = engine.scope(run);
  const Tools tools = engine.tools();
  const json::value effective = state.jsonata() ? raw.input : effective_input(state, raw);
  const Scope scope = raw.over(effective);
  const json::value input = prepared_input(state, scope, tools);
  check_task_input(state, integration, input);
  json::object limits;
  add_limits(state, scope, tools, frame, limits, integration.family);
  const MockedAnswer* mocked = mocked_answer(run);
  if (integration.family == Integration::Family::activity && !mocked) check_activity(run, integration.arn);
  tell_scheduled(run, integration, input, std::move(limits));
  frame.phase = Phase::task;
  if (mocked) return answer_mocked(run, integration, *mocked);
  if (!frame.token.empty()) engine.records.write_token(run.execution, frame);
  // The time of an activity runs from when a worker takes it.
  if (integration.family != Integration::Family::activity) engine.begin_deadlines(run);
  begin(run, integration, input);
}

void check_task_input(const State& state, const Integration& integration, const json::value& input) {
  if (integration.family != Integration::Family::task || !input.is_object()) return;
  std::string all;
  for (const std::string& wrong : wrong_parameters(input.get_object(), state, integration)) {
    all += (all.empty() ? "" : ", ") + wrong;
  }
  if (all.empty()) return;
  throw runtime_failure(std::string("The ") + (state.jsonata() ? "Arguments" : "Parameters") + " '" +
                        print(input) + "' could not be used to start the Task: [" + all + "]");
}

void task_answered(Run run, const Integration& integration, json::value output) {
  if (integration.pattern == Integration::Pattern::respond)
    return task_succeeded(run, integration, std::move(output));
  json::object details = resource_details(integration);
  add_data(details, "output", print(output));
  run.engine.event(run, "TaskSubmitted", "taskSubmittedEventDetails", std::move(details));
  run.engine.save(run);
}

void task_succeeded(Run run, const Integration& integration, json::value output) {
  const std::string text = print(output);
  if (text.size() > data_limit_bytes) {
    const std::string& name =
        integration.family == Integration::Family::task ? integration.type : integration.arn;
    task_failed(
        run, integration,
        Failure("States.DataLimitExceeded",
                "The state/task '" + name +
                    "' returned a result with a size exceeding the maximum number of bytes service limit."));
  }
  json::object details;
  if (integration.family == Integration::Family::task) details = resource_details(integration);
  add_data(details, "output", text);
  switch (integration.family) {
    case Integration::Family::task:
      run.engine.event(run, "TaskSucceeded", "taskSucceededEventDetails", std::move(details));
      break;
    case Integration::Family::function:
      run.engine.event(run, "LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails",
                       std::move(details));
      break;
    case Integration::Family::activity:
      run.engine.event(run, "ActivitySucceeded", "activitySucceededEventDetails", std::move(details));
      break;
  }
  run.frame.phase = Phase::running;
  run.engine.finish(run, std::move(output));
}

void task_failed(Run run, const Integration& integration, Failure failure) {
  json::object details;
  if (integration.family == Integration::Family::task) details = resource_details(integration);
  if (!failure.error.empty()) details["error"] = failure.error;
  if (failure.cause) details["cause"] = *failure.cause;
  switch (integration.family) {
    case Integration::Family::task:
      run.engine.event(run, "TaskFailed", "taskFailedEventDetails", std::move(details));
      break;
    case Integration::Family::function:
      run.engine.event(run, "LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", std::move(details));
      break;
    case Integration::Family::activity:
      run.engine.event(run, "ActivityFailed", "activityFailedEventDetails", std::move(details));
      break;
  }
  run.frame.phase = Phase::running;
  throw failure;
}

void task_timed_out(Run run) {
  const Integration integration = integration_of(run.state());
  json::object details;
  if (integration.family == Integration::Family::task) details = resource_details(integration);
  details["error"] = "States.Timeout";
  run.frame.phase = Phase::running;
  switch (integration.family) {
    case Integration::Family::task:
      run.engine.event(run, "TaskTimedOut", "taskTimedOutEventDetails", std::move(details));
      break;
    case Integration::Family::function:
      run.engine.event(run, "LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails",
                       std::move(details));
      break;
    case Integration::Family::activity:
      run.engine.event(run, "ActivityTimedOut", "activityTimedOutEventDetails", std::move(details));
      break;
  }
}

}  // namespace orrery::states

#include "services/states/requests/starting.h"

#include "core/arn.h"

namespace orrery::states {
namespace {

// With mocks, "ARN#CASE" runs the machine in that test case. Without, it is the ARN of no machine, as on AWS.
std::string_view split_test_case(const States& states, std::string_view& machine_arn) {
  const std::size_t hash = machine_arn.find('#');
  if (!states.engine.mocks.any() || hash == std::string_view::npos) return {};
  const std::string_view test_case = machine_arn.substr(hash + 1);
  machine_arn = machine_arn.substr(0, hash);
  return test_case;
}

}  // namespace

Engine::Start prepare_start(States& states, const Input& input) {
  std::string_view machine_arn = input.text("stateMachineArn");
  const std::string_view test_case = split_test_case(states, machine_arn);
  const MachineArn arn = read_machine_arn(machine_arn);
  Engine::Start start;
  start.name = input.maybe_text("name").value_or("");
  start.input_text = input.maybe_text("input").value_or("{}");
  // What the model of the API limits comes before the machine is looked for, and everything else after it.
  if (input.has("name")) check_name_length(start.name);
  check_data_length("input", start.input_text);
  Machines::Target target = states.machines.resolve(input.context, arn, states.engine.entropy);
  check_active(target.machine);
  if (input.has("name")) check_name(start.name);
  start.input = read_execution_input(start.input_text);
  if (!test_case.empty()) {
    states.engine.mocks.require(arn.name, test_case);
    target.about["testCase"] = test_case;
  }
  start.context = input.context;
  if (const auto trace = input.maybe_text("traceHeader")) {
    target.about["traceHeader"] = *trace;
    if (start.context.trace.empty()) start.context.trace = *trace;
  }
  const auto machine = states.machines.revision(target.revision);
  start.express = machine_type(*machine) == MachineType::express;
  start.machine = arn.name;
  start.machine_arn = arn.base;
  start.revision = target.revision;
  start.role_arn = *find_text(*machine, "roleArn");
  start.definition = states.machines.definition(target.revision);
  if (!start.definition) {
    // An earlier release may have stored what is refused today.
    throw AwsError("InvalidDefinition", "Invalid State Machine Definition: '" + arn.text + "'");
  }
  start.about = std::move(target.about);
  const auto* logging = find_object(*machine, "loggingConfiguration");
  if (logging && find_text(*logging, "level").value_or("OFF") != "OFF") start.logging = *logging;
  if (start.name.empty()) start.name = states.engine.entropy.uuid();
  const std::string resource =
      start.express ? "express:" + arn.name + ":" + start.name + ":" + states.engine.entropy.uuid()
                    : "execution:" + arn.name + ":" + start.name;
  start.arn = make_arn(input.context, "states", resource);
  return start;
}

}  // namespace orrery::states

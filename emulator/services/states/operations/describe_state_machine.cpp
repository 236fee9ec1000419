#include "services/states/requests/common.h"

namespace orrery::states {

json::object describe_state_machine(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  const auto included = input.choice("includedData", {"ALL_DATA", "METADATA_ONLY"}, "ALL_DATA");
  const Machines::Target target = states.machines.resolve(input.context, arn, states.engine.entropy);
  json::object machine = target.machine;
  if (!arn.qualifier.empty()) machine = *states.machines.revision(target.revision);
  json::object answer{{"stateMachineArn", arn.text},
                      {"name", machine.at("name")},
                      {"status", find_text(target.machine, "status").value_or("ACTIVE")},
                      {"definition", machine.at("definition")},
                      {"roleArn", machine.at("roleArn")},
                      {"type", machine.at("type")},
                      {"creationDate", machine.at("creationDate")},
                      {"loggingConfiguration", machine.at("loggingConfiguration")},
                      {"tracingConfiguration", machine.at("tracingConfiguration")},
                      {"encryptionConfiguration", encryption_of(machine)}};
  if (const auto id = find_text(machine, "revisionId")) answer["revisionId"] = *id;
  if (const auto version = find_text(target.about, "stateMachineVersionArn")) {
    const std::uint64_t number = std::stoull(std::string(version->substr(version->rfind(':') + 1)));
    const auto found = states.machines.version(input.context, arn.name, number);
    answer["creationDate"] = found->at("creationDate");
    if (const auto description = find_text(*found, "description")) answer["description"] = *description;
  }
  if (included == "METADATA_ONLY") {
    answer["definition"] = "";
    return answer;
  }
  if (const auto definition = states.machines.definition(target.revision);
      definition && !definition->variable_references.empty()) {
    answer["variableReferences"] = definition->variable_references;
  }
  return answer;
}

}  // namespace orrery::states

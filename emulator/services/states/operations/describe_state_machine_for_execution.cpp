#include "services/states/requests/common.h"

namespace orrery::states {
namespace {

// The inside of the Map named `name`, wherever below `graph` it stands.
const json::object* processor_of(const json::object& graph, std::string_view name) {
  const json::object* states = find_object(graph, "States");
  if (!states) return nullptr;
  for (const auto& [key, state] : *states) {
    if (!state.is_object()) continue;
    const json::object* inside = find_object(state.get_object(), "ItemProcessor");
    if (!inside) inside = find_object(state.get_object(), "Iterator");
    if (inside && std::string_view(key) == name) return inside;
    if (inside) {
      if (const auto* found = processor_of(*inside, name)) return found;
    }
    if (const auto* branches = find_array(state.get_object(), "Branches")) {
      for (const auto& branch : *branches) {
        if (const auto* found = processor_of(branch.get_object(), name)) return found;
      }
    }
  }
  return nullptr;
}

// What a child of a Map Run walks, as it stands in the machine's definition.
std::string inner_definition(std::string_view definition, std::string_view map_state) {
  const auto whole = parse_json(definition, 256);
  const json::object* inside = processor_of(whole->get_object(), map_state);
  if (!inside) return std::string(definition);
  json::object kept = *inside;
  kept.stable_erase("ProcessorConfig");
  return print(kept);
}

}  // namespace

json::object describe_state_machine_for_execution(States& states, const Input& input) {
  const auto execution = described_execution(states, input.context, input.text("executionArn"));
  const auto machine = states.machines.revision(execution->revision);
  json::object answer{{"stateMachineArn", execution->machine_arn},
                      {"name", machine->at("name")},
                      {"definition", machine->at("definition")},
                      {"roleArn", machine->at("roleArn")},
                      {"updateDate", machine->at("updateDate")},
                      {"loggingConfiguration", machine->at("loggingConfiguration")},
                      {"tracingConfiguration", machine->at("tracingConfiguration")},
                      {"encryptionConfiguration", encryption_of(*machine)}};
  if (const auto id = find_text(*machine, "revisionId")) answer["revisionId"] = *id;
  if (const auto definition = states.machines.definition(execution->revision);
      definition && !definition->variable_references.empty()) {
    answer["variableReferences"] = definition->variable_references;
  }
  if (!execution->map_run.empty()) {
    answer["mapRunArn"] = execution->map_run;
    if (const auto* label = execution->about.if_contains("label")) answer["label"] = *label;
    if (const auto map_state = find_text(execution->about, "mapState")) {
      answer["definition"] = inner_definition(*find_text(*machine, "definition"), *map_state);
    }
  }
  return answer;
}

}  // namespace orrery::states

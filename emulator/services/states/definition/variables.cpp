// What the states of a machine assign and read: variables, and the members of $states.
#include <algorithm>
#include <functional>

#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

// What $states has besides its input and context. (That a Catch has no result is not known to be refused.)
enum class Given { nothing, result, error };

using Visitor = std::function<void(const Template& field, Given given)>;

void visit(std::initializer_list<const std::optional<Template>*> fields, Given given,
           const Visitor& visitor) {
  for (const auto* field : fields) {
    if (*field) visitor(**field, given);
  }
}

void visit_rule(const ChoiceRule& rule, const Visitor& visitor) {
  visit({&rule.condition, &rule.output, &rule.assign}, Given::nothing, visitor);
  for (const ChoiceRule& part : rule.parts) visit_rule(part, visitor);
}

void visit_map(const MapFields& map, const Visitor& visitor) {
  const auto plain = [&](std::initializer_list<const std::optional<Template>*> fields) {
    visit(fields, Given::nothing, visitor);
  };
  plain({&map.items, &map.most_at_once, &map.tolerated_count, &map.tolerated_percentage});
  if (map.reader) {
    visitor(map.reader->parameters, Given::nothing);
    visitor(map.reader->config, Given::nothing);
  }
  if (map.batcher) plain({&map.batcher->input, &map.batcher->most_items, &map.batcher->most_bytes});
  if (map.writer) plain({&map.writer->parameters});
}

void visit_state(const State& state, const Visitor& visitor) {
  visit({&state.output, &state.assign}, state.can_retry() ? Given::result : Given::nothing, visitor);
  visit({&state.parameters, &state.result_selector, &state.seconds, &state.timestamp, &state.timeout_s,
         &state.heartbeat_s, &state.credentials, &state.error, &state.cause},
        Given::nothing, visitor);
  for (const ChoiceRule& rule : state.choices) visit_rule(rule, visitor);
  for (const Catcher& catcher : state.catches)
    visit({&catcher.output, &catcher.assign}, Given::error, visitor);
  if (state.map) visit_map(*state.map, visitor);
}

void add_path(const std::optional<Path>& path, std::vector<std::string>& into) {
  if (path && path->root == Path::Root::variable) into.push_back(path->variable);
}

void add_paths(const ChoiceRule& rule, std::vector<std::string>& into) {
  if (rule.kind == ChoiceRule::Kind::comparison) {
    add_path(rule.variable, into);
    add_path(rule.operand_path, into);
  }
  for (const ChoiceRule& part : rule.parts) add_paths(part, into);
}

// Each name a state assigns, and the field that does.
void each_assigned(const json::object& state,
                   const std::function<void(std::string_view name, const std::string& field)>& visitor) {
  const auto tell = [&](const json::value& owner, const std::string& at) {
    const json::object* fields = owner.if_object();
    const json::value* assign = fields ? fields->if_contains("Assign") : nullptr;
    if (!assign || !assign->is_object()) return;
    for (const auto& member : assign->get_object()) {
      std::string_view name = member.key();
      if (name.ends_with(".$")) name.remove_suffix(2);
      visitor(name, at + "Assign");
    }
  };
  tell(json::value(state), "");
  for (const std::string list : {"Choices", "Catch"}) {
    const json::value* entries = state.if_contains(list);
    if (!entries || !entries->is_array()) continue;
    for (std::size_t i = 0; i < entries->get_array().size(); ++i)
      tell(entries->get_array()[i], list + "[" + std::to_string(i) + "]/");
  }
}

}  // namespace

void add_assigned(const json::object& states, std::set<std::string, std::less<>>& into) {
  for (const auto& state : states) {
    if (const auto* fields = state.value().if_object())
      each_assigned(*fields, [&](std::string_view name, const std::string&) { into.emplace(name); });
  }
}

void check_assigned(const Fields& state, const Surroundings& around) {
  each_assigned(state.object(), [&](std::string_view name, const std::string& field) {
    if (!around.variables.contains(name)) return;
    state.complain_when_asked(
        "The variable name '" + std::string(name) + "' was already defined in a parent scope.", field);
  });
}

void check_states_fields(const Fields& fields, const State& state) {
  visit_state(state, [&](const Template& field, Given given) {
    std::vector<std::pair<std::string, std::string>> read;
    field.collect_states_fields(read);
    for (const auto& [location, name] : read) {
      const bool there = name == "input" || name == "context" ||
                         (name == "result" && given != Given::nothing) ||
                         (name == "errorOutput" && given == Given::error);
      if (!there) fields.complain_when_asked("Field '$states." + name + "' does not exist.", location);
    }
  });
}

void collect_references(const Graph& graph, json::object& into) {
  for (const auto& [name, state] : graph.states) {
    std::vector<std::string> names;
    visit_state(state, [&](const Template& field, Given) { field.collect_variables(names); });
    add_path(state.input_path.path, names);
    add_path(state.output_path.path, names);
    for (const ChoiceRule& rule : state.choices) add_paths(rule, names);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (!names.empty()) into[name] = json::array(names.begin(), names.end());
    for (const Graph& branch : state.branches) collect_references(branch, into);
    if (state.map) collect_references(state.map->processor, into);
  }
}

}  // namespace orrery::states

// The machine as a whole: its graph, what leads where, and what nothing leads to.
#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

std::string encoded(std::string_view name) { return std::string(name); }

void check_target(const Graph& graph, const Fields& fields, const std::string& target,
                  const std::string& at) {
  if (target.empty() || graph.states.contains(target)) return;
  fields.diagnostics().push_back({"MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + target, at});
}

void check_targets(const Graph& graph, const Fields& fields) {
  if (!graph.start.empty() && !graph.states.contains(graph.start)) {
    fields.complain("Missing 'Next' target: " + graph.start, "StartAt", "MISSING_TRANSITION_TARGET");
  }
  for (const auto& [name, state] : graph.states) {
    const std::string at = fields.at("States/" + encoded(name));
    check_target(graph, fields, state.next, at + "/Next");
    check_target(graph, fields, state.otherwise, at + "/Default");
    for (std::size_t i = 0; i < state.choices.size(); ++i) {
      check_target(graph, fields, state.choices[i].next, at + "/Choices[" + std::to_string(i) + "]/Next");
    }
    for (std::size_t i = 0; i < state.catches.size(); ++i) {
      check_target(graph, fields, state.catches[i].next, at + "/Catch[" + std::to_string(i) + "]/Next");
    }
  }
}

void check_reachable(const Graph& graph, const Fields& fields) {
  std::set<std::string, std::less<>> reached;
  std::vector<std::string> open{graph.start};
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    const auto found = graph.states.find(name);
    if (found == graph.states.end() || !reached.insert(name).second) continue;
    const State& state = found->second;
    open.push_back(state.next);
    open.push_back(state.otherwise);
    for (const auto& rule : state.choices) open.push_back(rule.next);
    for (const auto& catcher : state.catches) open.push_back(catcher.next);
  }
  for (const auto& [name, state] : graph.states) {
    if (reached.contains(name)) continue;
    fields.diagnostics().push_back({"MISSING_TRANSITION_TARGET", "State \"" + name + "\" is not reachable.",
                                    fields.at("States/" + name)});
  }
}

QueryLanguage machine_language(const Fields& fields) {
  if (!fields.has("QueryLanguage")) return QueryLanguage::json_path;
  const std::string language = fields.text("QueryLanguage");
  if (language == "JSONata") return QueryLanguage::jsonata;
  if (language != "JSONPath") fields.complain("Value must be one of [JSONPath, JSONata]", "QueryLanguage");
  return QueryLanguage::json_path;
}

void collect_references(const Graph& graph, json::object& into) {
  for (const auto& [name, state] : graph.states) {
    std::vector<std::string> names;
    for (const auto* field :
         {&state.parameters, &state.result_selector, &state.output, &state.assign, &state.seconds,
          &state.timestamp, &state.timeout_s, &state.heartbeat_s, &state.error, &state.cause}) {
      if (*field) (*field)->collect_variables(names);
    }
    for (const auto* field : {&state.input_path, &state.output_path}) {
      if (field->path && field->path->root == Path::Root::variable) names.push_back(field->path->variable);
    }
    for (const auto& rule : state.choices) {
      if (rule.condition) rule.condition->collect_variables(names);
      if (rule.kind == ChoiceRule::Kind::comparison && rule.variable.root == Path::Root::variable) {
        names.push_back(rule.variable.variable);
      }
    }
    if (state.map && state.map->items) state.map->items->collect_variables(names);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (!names.empty()) into[name] = json::array(names.begin(), names.end());
    for (const Graph& branch : state.branches) collect_references(branch, into);
    if (state.map) collect_references(state.map->processor, into);
  }
}

}  // namespace

Graph read_graph(const Fields& fields, const Surroundings& around) {
  Graph graph;
  if (around.depth > deepest_nesting) {
    fields.complain("The definition is nested too deeply");
    return graph;
  }
  fields.require({"States", "StartAt"});
  graph.start = fields.text("StartAt");
  const json::object* states = fields.object("States");
  if (!states) return graph;
  if (states->empty()) fields.complain("The States field must not be empty", "States");
  for (const auto& [name, value] : *states) {
    const std::string at = "States/" + std::string(name);
    if (name.size() > 80) fields.complain("State name must not be longer than 80 characters", at);
    if (!value.is_object()) {
      fields.complain("Expected value of type Object", at);
      continue;
    }
    const Fields inner(value.get_object(), fields.at(at), fields.diagnostics());
    graph.states.emplace(std::string(name), read_state(name, inner, around));
  }
  check_targets(graph, fields);
  check_reachable(graph, fields);
  return graph;
}

std::shared_ptr<const Definition> read_definition(std::string_view text, MachineType type,
                                                  std::vector<Diagnostic>& diagnostics) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    diagnostics.push_back({Fields::failed, "Definition must be a valid JSON object", ""});
    return nullptr;
  }
  const auto document = parse_json(text, 256);
  if (!document) {
    const std::string shown =
        text.size() > 500 ? std::string(text.substr(0, 500)) + "..." : std::string(text);
    const std::string at = "[Source: (String)\"" + shown + "\"; line: 1, column: 1]";
    diagnostics.push_back({"INVALID_JSON_DESCRIPTION", unreadable(text) + "\n at " + at, at});
    return nullptr;
  }
  if (!document->is_object()) {
    diagnostics.push_back({Fields::failed, "Definition must be a valid JSON object", ""});
    return nullptr;
  }
  auto definition = std::make_shared<Definition>();
  const Fields fields(document->get_object(), "/", diagnostics);
  fields.refuse_unknown(
      {"Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage", "ProcessorConfig"});
  definition->language = machine_language(fields);
  if (const auto limit = fields.number("TimeoutSeconds", 1, 99999999, true)) {
    definition->timeout_s = static_cast<std::int64_t>(*limit);
  }
  definition->graph = read_graph(fields, {type, definition->language, 0});
  collect_references(definition->graph, definition->variable_references);
  const bool wrong =
      std::any_of(diagnostics.begin(), diagnostics.end(), [](const auto& one) { return !one.warning; });
  return wrong ? nullptr : definition;
}

std::string invalid_definition(const std::vector<Diagnostic>& diagnostics) {
  std::string all;
  for (const Diagnostic& one : diagnostics) {
    if (one.warning) continue;
    if (!all.empty()) all += ", ";
    all += one.code + ": " + one.message;
    if (!one.location.empty() && one.code != "INVALID_JSON_DESCRIPTION") all += " at " + one.location;
  }
  return "Invalid State Machine Definition: '" + all + "'";
}

}  // namespace orrery::states

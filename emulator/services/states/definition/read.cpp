// The machine as a whole: its graph, what leads where, and what nothing leads to.
#include "services/states/definition/fields.h"
#include "services/states/unreadable.h"

namespace orrery::states {
namespace {

void check_target(const Graph& graph, const Fields& fields, const std::string& target,
                  const std::string& at) {
  if (target.empty() || graph.states.contains(target)) return;
  fields.diagnostics().push_back({"MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + target, at});
}

// The states of a graph in the order of its text.
std::vector<const State*> in_order(const Graph& graph, const Fields& fields) {
  std::vector<const State*> states;
  for (const auto& [name, value] : *fields.object("States")) {
    const auto found = graph.states.find(std::string_view(name));
    if (found != graph.states.end()) states.push_back(&found->second);
  }
  return states;
}

void check_targets(const Graph& graph, const Fields& fields) {
  if (!graph.start.empty() && !graph.states.contains(graph.start)) {
    fields.complain("Missing 'Next' target: " + graph.start, "StartAt", "MISSING_TRANSITION_TARGET");
  }
  for (const State* state : in_order(graph, fields)) {
    const std::string at = fields.at("States/" + state->name);
    check_target(graph, fields, state->next, at + "/Next");
    check_target(graph, fields, state->otherwise, at + "/Default");
    for (std::size_t i = 0; i < state->choices.size(); ++i) {
      check_target(graph, fields, state->choices[i].next, at + "/Choices[" + std::to_string(i) + "]/Next");
    }
    for (std::size_t i = 0; i < state->catches.size(); ++i) {
      check_target(graph, fields, state->catches[i].next, at + "/Catch[" + std::to_string(i) + "]/Next");
    }
  }
}

void check_reachable(const Graph& graph, const Fields& fields) {
  if (graph.start.empty()) return;
  std::set<std::string, std::less<>> reached;
  std::vector<std::string> open{graph.start};
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    const auto found = graph.states.find(name);
    if (found == graph.states.end() || !reached.insert(name).second) continue;
    const State& state = found->second;
    // Also by a Next that a state of its kind cannot have.
    const json::object* raw = fields.object("States")->at(name).if_object();
    if (const auto next = raw ? find_text(*raw, "Next") : std::nullopt) open.emplace_back(*next);
    open.push_back(state.otherwise);
    for (const auto& rule : state.choices) open.push_back(rule.next);
    for (const auto& catcher : state.catches) open.push_back(catcher.next);
  }
  for (const State* state : in_order(graph, fields)) {
    if (reached.contains(state->name)) continue;
    fields.diagnostics().push_back({"MISSING_TRANSITION_TARGET",
                                    "State \"" + state->name + "\" is not reachable.",
                                    fields.at("States/" + state->name)});
  }
}

// A state without a type is none that ends.
bool may_end(const json::value& state) {
  const json::object* fields = state.if_object();
  const auto type = fields ? find_text(*fields, "Type") : std::nullopt;
  if (!type) return false;
  const json::value* end = fields->if_contains("End");
  return *type == "Succeed" || *type == "Fail" || (end && *end == json::value(true));
}

void check_end(const Fields& fields, const json::object& states) {
  const bool ends =
      std::any_of(states.begin(), states.end(), [](const auto& state) { return may_end(state.value()); });
  if (!ends) fields.complain("Workflow has no terminal state", "States", "MISSING_END_STATE");
}

QueryLanguage machine_language(const Fields& fields) {
  if (!fields.has("QueryLanguage")) return QueryLanguage::json_path;
  const std::string language = fields.word("QueryLanguage", {"JSONPath", "JSONata"});
  return language == "JSONata" ? QueryLanguage::jsonata : QueryLanguage::json_path;
}

}  // namespace

Graph read_graph(const Fields& fields, const Surroundings& around) {
  Graph graph;
  if (around.depth > deepest_nesting) {
    fields.complain("The states are nested too deeply", "", "TOO_DEEPLY_NESTED");
    return graph;
  }
  fields.require({"States", "StartAt"});
  graph.start = fields.text("StartAt");
  const json::object* states = fields.object("States");
  if (!states) return graph;
  if (states->empty()) fields.complain("Value cannot be empty", "States");
  Surroundings within = around;
  add_assigned(*states, within.variables);
  for (const auto& [key, value] : *states) {
    const std::string name(key), at = "States/" + name;
    if (name.size() > 80) {
      fields.complain("State name '" + name + "' exceeds the 80-character limit allowed by the service", at,
                      "INVALID_STATE_NAME");
    }
    if (!around.names.states.insert(name).second)
      fields.complain("Duplicate State name: " + name, at, "DUPLICATE_STATE_NAME");
    if (!value.is_object()) {
      fields.complain("Expected value of type Object", at);
      continue;
    }
    const Fields inner(value.get_object(), fields.at(at), fields.diagnostics());
    check_assigned(inner, around);
    graph.states.emplace(name, read_state(name, inner, within));
  }
  check_targets(graph, fields);
  check_reachable(graph, fields);
  check_end(fields, *states);
  return graph;
}

std::shared_ptr<const Definition> read_definition(std::string_view text, MachineType type,
                                                  std::vector<Diagnostic>& diagnostics, Admission admission) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    diagnostics.push_back({Fields::failed, "Definition must be a valid JSON object", ""});
    return nullptr;
  }
  const auto document = parse_json(text, 256);
  if (!document) {
    const Unreadable found = find_unreadable(text);
    const std::string at = place_in(text, found.read);
    diagnostics.push_back({"INVALID_JSON_DESCRIPTION", found.why + "\n at " + at, at});
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
  fields.word("Version", {"1.0"});
  definition->language = machine_language(fields);
  // No time at all is no limit.
  if (const auto limit = fields.number("TimeoutSeconds", 0, 99999999, true); limit && *limit > 0) {
    definition->timeout_s = static_cast<std::int64_t>(*limit);
  }
  Names names;
  definition->graph = read_graph(fields, {type, definition->language, names});
  collect_references(definition->graph, definition->variable_references);
  const bool wrong = std::any_of(diagnostics.begin(), diagnostics.end(), [&](const auto& one) {
    return !one.warning && !(one.when_asked && admission == Admission::given);
  });
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

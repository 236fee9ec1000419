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
    open.push_back(state.next);
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

void check_end(const Graph& graph, const Fields& fields) {
  const bool ends = std::any_of(graph.states.begin(), graph.states.end(), [](const auto& entry) {
    return entry.second.next.empty() && entry.second.kind != StateKind::choice;
  });
  if (!ends && !graph.states.empty())
    fields.complain("Workflow has no terminal state", "States", "MISSING_END_STATE");
}

QueryLanguage machine_language(const Fields& fields) {
  if (!fields.has("QueryLanguage")) return QueryLanguage::json_path;
  const std::string language = fields.word("QueryLanguage", {"JSONPath", "JSONata"});
  return language == "JSONata" ? QueryLanguage::jsonata : QueryLanguage::json_path;
}

void add_variable(const std::optional<Path>& path, std::vector<std::string>& into) {
  if (path && path->root == Path::Root::variable) into.push_back(path->variable);
}

void add_variables(std::initializer_list<const std::optional<Template>*> fields,
                   std::vector<std::string>& into) {
  for (const auto* field : fields) {
    if (*field) (*field)->collect_variables(into);
  }
}

void add_variables(const ChoiceRule& rule, std::vector<std::string>& into) {
  add_variables({&rule.condition, &rule.output, &rule.assign}, into);
  if (rule.kind == ChoiceRule::Kind::comparison) {
    add_variable(rule.variable, into);
    add_variable(rule.operand_path, into);
  }
  for (const ChoiceRule& part : rule.parts) add_variables(part, into);
}

void add_variables(const MapFields& map, std::vector<std::string>& into) {
  add_variables({&map.items, &map.most_at_once, &map.tolerated_count, &map.tolerated_percentage}, into);
  if (map.reader) {
    map.reader->parameters.collect_variables(into);
    map.reader->config.collect_variables(into);
  }
  if (map.batcher)
    add_variables({&map.batcher->input, &map.batcher->most_items, &map.batcher->most_bytes}, into);
  if (map.writer) add_variables({&map.writer->parameters}, into);
}

void collect_references(const Graph& graph, json::object& into) {
  for (const auto& [name, state] : graph.states) {
    std::vector<std::string> names;
    add_variables({&state.parameters, &state.result_selector, &state.output, &state.assign, &state.seconds,
                   &state.timestamp, &state.timeout_s, &state.heartbeat_s, &state.credentials, &state.error,
                   &state.cause},
                  names);
    add_variable(state.input_path.path, names);
    add_variable(state.output_path.path, names);
    for (const ChoiceRule& rule : state.choices) add_variables(rule, names);
    for (const Catcher& catcher : state.catches) add_variables({&catcher.output, &catcher.assign}, names);
    if (state.map) add_variables(*state.map, names);
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
    fields.complain("The states are nested too deeply", "", "TOO_DEEPLY_NESTED");
    return graph;
  }
  fields.require({"States", "StartAt"});
  graph.start = fields.text("StartAt");
  const json::object* states = fields.object("States");
  if (!states) return graph;
  if (states->empty()) fields.complain("Value cannot be empty", "States");
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
    graph.states.emplace(name, read_state(name, inner, around));
  }
  check_targets(graph, fields);
  check_reachable(graph, fields);
  check_end(graph, fields);
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

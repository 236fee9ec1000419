#include "services/states/data_flow.h"

#include <algorithm>

namespace orrery::states {
namespace {

constexpr std::size_t all_variables_limit_bytes = 10 * 1024 * 1024;

// Which step of a path that leads nowhere is the first to do so.
std::string why_missing(const Path& path, const Scope& scope) {
  if (auto why = scope.index_of_no_array(path)) return std::move(*why);
  Path part = path;
  do {
    part.steps.pop_back();
  } while (!part.steps.empty() && !scope.find(part));
  const std::size_t found = part.steps.size();
  if (found + 1 == path.steps.size()) return "No results for path: $" + bracketed(path, 0, found + 1);
  return "Missing property in path $" + bracketed(path, 0, found + 1);
}

json::value through(const PathField& field, const Scope& scope) {
  if (field.discards) return json::object{};
  if (!field.path) return scope.input;
  auto found = scope.find(*field.path);
  if (!found)
    throw runtime_failure("Invalid path '" + field.path->text + "' : " + why_missing(*field.path, scope));
  return std::move(*found);
}

Failure too_large(std::string cause) {
  Failure failure("States.DataLimitExceeded", std::move(cause));
  failure.location = "Assign";
  return failure;
}

// What the variables of all levels take as JSON once these are assigned.
std::size_t bytes_of_all(const Variables& variables, const json::object& assigned) {
  std::size_t bytes = 0;
  for (const Variables* level = &variables; level; level = level->outer) {
    for (const auto& [name, value] : level->own) {
      if (level != &variables || !assigned.contains(name)) bytes += print(value).size();
    }
  }
  return bytes;
}

void check_sizes(const State& state, const Variables& variables, const json::object& assigned) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : assigned) {
    check_nesting(value);
    const std::size_t size = print(value).size();
    const std::string told = "Variable '" + std::string(name) + "' in state '" + state.name +
                             "' was assigned " + std::to_string(size) + " bytes";
    if (size > data_limit_bytes) throw too_large("Variable size limit exceeded. " + told + ".");
    bytes += size;
    if (bytes <= data_limit_bytes) continue;
    throw too_large("State total variable size limit exceeded. " + told +
                    ", which caused the size of variables assigned in the state to exceed its limit by " +
                    std::to_string(bytes - data_limit_bytes) + " bytes.");
  }
  bytes += bytes_of_all(variables, assigned);
  if (bytes <= all_variables_limit_bytes) return;
  throw too_large("Execution total variable size limit exceeded. State '" + state.name +
                  "' assigned variables that exceed the total execution limit by " +
                  std::to_string(bytes - all_variables_limit_bytes) + " bytes.");
}

void assign(const State& state, const std::optional<Template>& fields, const Scope& scope, const Tools& tools,
            Outcome& outcome) {
  if (!fields) return;
  json::value values = fields->evaluate_as("object", scope, tools);
  check_sizes(state, scope.variables, values.get_object());
  for (auto& [name, value] : values.get_object())
    outcome.assigned.emplace_back(std::string(name), std::move(value));
}

}  // namespace

json::value combined(const PathField& field, const json::value& raw, json::value result) {
  if (field.discards) return raw;
  if (!field.path || field.path->steps.empty()) return result;
  json::value document = raw;
  if (!write_at(document, *field.path, std::move(result))) {
    throw runtime_failure(
        "Unable to apply ReferencePath '" + field.path->text + "' to input '" + print(raw) + "'",
        "States.ResultPathMatchFailure");
  }
  return document;
}

json::value effective_input(const State& state, const Scope& scope) {
  return through(state.input_path, scope);
}

json::value prepared_input(const State& state, const Scope& effective, const Tools& tools) {
  return state.parameters ? state.parameters->evaluate(effective, tools) : effective.input;
}

Outcome outcome_of(const State& state, const Scope& scope, json::value result, const Tools& tools) {
  Outcome outcome;
  if (state.jsonata()) {
    Scope with = scope;
    if (state.kind != StateKind::pass) with.result = &result;
    assign(state, state.assign, with, tools, outcome);
    outcome.output = state.output ? state.output->evaluate(with, tools) : std::move(result);
    return outcome;
  }
  if (state.result_selector) result = state.result_selector->evaluate(scope.over(result), tools);
  assign(state, state.assign, scope.over(result), tools, outcome);
  const json::value both = combined(state.result_path, scope.input, std::move(result));
  outcome.output = through(state.output_path, scope.over(both));
  return outcome;
}

Outcome unchanged(const State& state, const Scope& scope, const Tools& tools, const ChoiceRule* rule) {
  Outcome outcome;
  if (state.jsonata()) {
    assign(state, rule && rule->assign ? rule->assign : state.assign, scope, tools, outcome);
    const auto& output = rule && rule->output ? rule->output : state.output;
    outcome.output = output ? output->evaluate(scope, tools) : scope.input;
    return outcome;
  }
  const json::value effective = effective_input(state, scope);
  assign(state, rule && rule->assign ? rule->assign : state.assign, scope.over(effective), tools, outcome);
  outcome.output = through(state.output_path, scope.over(effective));
  return outcome;
}

Outcome caught_outcome(const State& state, const Catcher& catcher, const Scope& scope,
                       const json::value& error, const Tools& tools) {
  Outcome outcome;
  if (state.jsonata()) {
    Scope with = scope;
    with.error_output = &error;
    assign(state, catcher.assign, with, tools, outcome);
    outcome.output = catcher.output ? catcher.output->evaluate(with, tools) : error;
    return outcome;
  }
  assign(state, catcher.assign, scope.over(error), tools, outcome);
  outcome.output = combined(catcher.result_path, scope.input, error);
  return outcome;
}

void check_nesting(const json::value& value) {
  if (nests_deeper(value, deepest_data)) {
    throw runtime_failure("The data is nested deeper than " + std::to_string(deepest_data) + " levels");
  }
}

double number_field(const Template& field, std::string_view name, const Scope& scope, const Tools& tools) {
  const json::value value = field.evaluate_as("number", scope, tools);
  // What computes with it counts in whole numbers, of microseconds where these are seconds.
  constexpr double most = 1e12;
  if (value.is_number()) return std::clamp(number_of(value), -most, most);
  throw runtime_failure("The value for the field '" + std::string(name) + "' must be a number, but was '" +
                        print(value) + "'");
}

std::int64_t seconds_field(const Template& field, std::string_view name, const Scope& scope,
                           const Tools& tools) {
  const json::value value = field.evaluate_as("number", scope, tools);
  const std::string field_name(name);
  const auto seconds = integer_of(value);
  if (!seconds) {
    throw evaluation_failure("The " + field_name + " field cannot be parsed as an integer: " + print(value),
                             field_name);
  }
  if (*seconds < 0 || *seconds > most_seconds) {
    throw evaluation_failure(field_name + " must be between 0 and 99999999 but was: " + print(value),
                             field_name);
  }
  return *seconds;
}

double map_number(const Template& field, std::string_view name, const Scope& scope, const Tools& tools,
                  bool whole) {
  if (field.kind() != Template::Kind::path) return number_field(field, name, scope, tools);
  const json::value value = field.evaluate(scope, tools);
  if (value.is_int64() || value.is_uint64() || (value.is_double() && !whole)) {
    return number_field(Template::constant(value), name, scope, tools);
  }
  throw runtime_failure("The " + std::string(name) + "Path field refers to value \"" + text_or_print(value) +
                        "\" which is not a valid " + (whole ? "integer: " : "float: ") + field.path().text);
}

}  // namespace orrery::states

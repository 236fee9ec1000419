#pragma once
// How JSON passes through a state: InputPath, Parameters, the state's work, ResultSelector, ResultPath,
// OutputPath; or in JSONata Arguments and Output. And Assign in both.
#include "services/states/definition/definition.h"

namespace orrery::states {

struct Outcome {
  json::value output;
  std::vector<std::pair<std::string, json::value>> assigned;
};

// What InputPath lets through of the raw input `scope.input`.
json::value effective_input(const State& state, const Scope& scope);
// Parameters or Arguments, or the effective input where there are none.
json::value prepared_input(const State& state, const Scope& effective, const Tools& tools);
// What ResultPath makes of the raw input and the result.
json::value combined(const PathField& result_path, const json::value& raw, json::value result);
// What a state passes on that did its work and has `result`. `scope` is over its raw input.
Outcome outcome_of(const State& state, const Scope& scope, json::value result, const Tools& tools);
// What a state passes on that changes nothing (Wait, Choice, Succeed); `rule` adds its own Output and Assign.
Outcome unchanged(const State& state, const Scope& scope, const Tools& tools,
                  const ChoiceRule* rule = nullptr);
// What a caught error makes of the raw input.
Outcome caught_outcome(const State& state, const Catcher& catcher, const Scope& scope,
                       const json::value& error, const Tools& tools);

// What goes on from a state, into a variable or into an iteration can be kept, and read again.
void check_nesting(const json::value& value);

// A number a field must give: TimeoutSeconds, MaxConcurrency...
double number_field(const Template& field, std::string_view name, const Scope& scope, const Tools& tools);
// Seconds that the definition or JSONata gives: whole ones, and no more than these.
inline constexpr std::int64_t most_seconds = 99999999;
std::int64_t seconds_field(const Template& field, std::string_view name, const Scope& scope,
                           const Tools& tools);
// The same for the fields of a Map, where AWS has other words for what a path leads to.
double map_number(const Template& field, std::string_view name, const Scope& scope, const Tools& tools,
                  bool whole = true);

}  // namespace orrery::states

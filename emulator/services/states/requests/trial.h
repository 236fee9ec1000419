#pragma once
// One state under test, as TestState runs it: what it is given, and what is told of it.
#include "services/states/requests/common.h"

namespace orrery::states {

// A refusal of what is asked of a trial.
inline AwsError invalid_trial(const std::string& why) { return {"ValidationException", why}; }

struct Trial {
  Trial(States& states, const Input& input);

  const State& state() const { return *found; }
  Scope scope() const {
    return {document, ContextSource([this] { return context; }), variables};
  }
  Tools tools() const { return states.engine.tools(); }
  void inspect(const char* name, const json::value& value) { inspection[name] = spelled(value); }
  // What was given as a text, and is still the same, keeps its spelling.
  std::string spelled(const json::value& value) const;

  States& states;
  std::string level;
  std::shared_ptr<const Definition> definition;
  const State* found = nullptr;
  json::value document, context;
  std::string document_text;
  Variables variables;
  std::int64_t retries = 0;
  std::optional<std::int64_t> failed_iterations;
  std::optional<std::string> items_read;  // what its ItemReader would read
  // In place of the state's work: a result, as it was written, or an error.
  std::optional<std::string> mocked_result;
  std::optional<Failure> mocked_failure;
  json::object inspection;

 private:
  void read_definition_of(const Input& input);
  void read_configuration(const Input& input);
  void read_mock(const Input& input);
  json::object default_context(const Input& input) const;
};

// Refuse a result that the integration of the state would not give, and a Context object of another shape.
void check_mocked_result(const State& state, const json::object& result, bool strict);
void check_given_context(const State& state, const json::value& context);

// A Map state, whose iterations are mocked: tells what each of them would be given, and checks that the
// mocked result fits. Throws Failure where more iterations fail than are tolerated.
void inspect_map(Trial& trial, const json::value& effective);

}  // namespace orrery::states

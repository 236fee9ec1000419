#pragma once
// The fields of one object of a definition, read with complaints instead of exceptions, so that one check
// tells of everything that is wrong.
#include <set>

#include "services/states/definition/definition.h"

namespace orrery::states {

class Fields {
 public:
  Fields(const json::object& object, std::string location, std::vector<Diagnostic>& diagnostics)
      : object_(object), location_(std::move(location)), diagnostics_(diagnostics) {}

  void complain(const std::string& message, const std::string& field = {},
                const std::string& code = failed) const;
  // Of what a machine can run with: it stands in the way of new ones only.
  void complain_when_asked(const std::string& message, const std::string& field) const;

  bool has(std::string_view name) const;  // also null
  const json::value* raw(std::string_view name) const;
  // One complaint for all of these that are absent.
  void require(std::initializer_list<std::string_view> names) const;
  // Of these there may be one, and if they are `needed` there must be.
  void one_of(std::initializer_list<std::string_view> names, bool needed = false) const;
  void refuse_unknown(const std::set<std::string_view>& known) const;

  std::string text(std::string_view name) const;  // empty where absent
  std::string word(std::string_view name, std::initializer_list<std::string_view> allowed) const;
  std::optional<bool> flag(std::string_view name) const;
  std::optional<double> number(std::string_view name, double least, double most, bool whole) const;
  std::vector<std::string> texts(std::string_view name) const;
  const json::object* object(std::string_view name) const;
  const json::array* list(std::string_view name) const;
  const json::array* filled_list(std::string_view name) const;

  PathField path_field(std::string_view name) const;
  PathField reference_field(std::string_view name) const;
  // A template of any JSON, e.g. Parameters.
  std::optional<Template> payload(std::string_view name, QueryLanguage language) const;
  // The Assign of a state, a Catch or a choice's rule.
  std::optional<Template> assignment(QueryLanguage language) const;
  // `name` as a constant (or, in JSONata, an expression), or `name`Path as a path.
  std::optional<Template> computed(std::string_view name, QueryLanguage language, json::kind constant,
                                   bool intrinsics = false) const;
  // The same for a number between these two, as far as the definition tells it.
  std::optional<Template> bounded(std::string_view name, QueryLanguage language, double least, double most,
                                  bool whole = true) const;

  std::string at(std::string_view name) const {
    return location_ + (location_ == "/" ? "" : "/") + std::string(name);
  }
  const std::string& location() const { return location_; }
  std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const json::object& object() const { return object_; }

  static constexpr const char* failed = "SCHEMA_VALIDATION_FAILED";

 private:
  std::optional<Template> guarded(std::string_view name, const std::function<Template()>& compile) const;
  void warn_of_constants(const json::value& payload, const std::string& location) const;
  // How failures call a field of this object: one of a choice's rules or of a Catch with its index.
  std::string told(std::string_view name) const;

  const json::object& object_;
  std::string location_;
  std::vector<Diagnostic>& diagnostics_;
};

// The complaint about a field of the other query language.
std::string wrong_language(std::string_view field, QueryLanguage language);

// How deep a definition may nest its Parallel and Map states.
inline constexpr int deepest_nesting = 32;

// What no two states or Maps of one machine may share.
struct Names {
  std::set<std::string, std::less<>> states, labels;
};

struct Surroundings {
  MachineType type;
  QueryLanguage language;  // of the machine
  Names& names;
  int depth = 0;
  std::set<std::string, std::less<>> variables = {};  // that are assigned around it
};

// The names that some state of these assigns.
void add_assigned(const json::object& states, std::set<std::string, std::less<>>& into);
// That a state assigns none of the variables around it.
void check_assigned(const Fields& state, const Surroundings& around);
// That its expressions read of $states only what there is where they stand.
void check_states_fields(const Fields& fields, const State& state);
void collect_references(const Graph& graph, json::object& into);

Graph read_graph(const Fields& fields, const Surroundings& around);
State read_state(std::string_view name, const Fields& fields, const Surroundings& around);
void read_choice(const Fields& fields, State& state);
void read_map(const Fields& fields, State& state, const Surroundings& around);
void read_task(const Fields& fields, State& state, const Surroundings& around);
void read_error_handling(const Fields& fields, State& state);
// What a Task's Resource must be, and what it must be given in Parameters or Arguments.
void check_task_resource(const Fields& fields, const State& state, MachineType type);
struct Integration;
void check_parameters(const Fields& fields, const State& state, const Integration& integration);

}  // namespace orrery::states

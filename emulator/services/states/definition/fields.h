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

  bool has(std::string_view name) const;  // also null
  const json::value* raw(std::string_view name) const;
  // One complaint for all of these that are absent.
  void require(std::initializer_list<std::string_view> names) const;
  void refuse_unknown(const std::set<std::string_view>& known) const;

  std::string text(std::string_view name) const;  // empty where absent
  std::optional<bool> flag(std::string_view name) const;
  std::optional<double> number(std::string_view name, double least, double most, bool whole) const;
  std::vector<std::string> texts(std::string_view name) const;
  const json::object* object(std::string_view name) const;
  const json::array* list(std::string_view name) const;

  PathField path_field(std::string_view name) const;
  PathField reference_field(std::string_view name) const;
  // A template of any JSON, e.g. Parameters.
  std::optional<Template> payload(std::string_view name, QueryLanguage language) const;
  // `name` as a constant (or, in JSONata, an expression), or `name`Path as a path.
  std::optional<Template> computed(std::string_view name, QueryLanguage language, json::kind constant,
                                   bool intrinsics = false) const;

  std::string at(std::string_view name) const {
    return location_ + (location_ == "/" ? "" : "/") + std::string(name);
  }
  const std::string& location() const { return location_; }
  std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const json::object& object() const { return object_; }

  static constexpr const char* failed = "SCHEMA_VALIDATION_FAILED";

 private:
  std::optional<Template> guarded(const std::function<Template()>& compile) const;
  // How failures call a field of this object: one of a choice's rules or of a Catch with its index.
  std::string told(std::string_view name) const;

  const json::object& object_;
  std::string location_;
  std::vector<Diagnostic>& diagnostics_;
};

// How deep a definition may nest its Parallel and Map states.
inline constexpr int deepest_nesting = 32;

struct Surroundings {
  MachineType type;
  QueryLanguage language;  // of the machine
  int depth = 0;
};

Graph read_graph(const Fields& fields, const Surroundings& around);
State read_state(std::string_view name, const Fields& fields, const Surroundings& around);
void read_choice(const Fields& fields, State& state);
void read_map(const Fields& fields, State& state, const Surroundings& around);
void read_task(const Fields& fields, State& state, const Surroundings& around);
void read_error_handling(const Fields& fields, State& state);

}  // namespace orrery::states

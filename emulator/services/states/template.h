#pragma once
// A payload template: JSON in which some values are computed. In JSONPath the fields that end in ".$", in
// JSONata the texts between "{%" and "%}". Compiled with the definition, evaluated per state.
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/entropy.h"
#include "services/states/document.h"
#include "services/states/intrinsics/intrinsic.h"
#include "services/states/jsonata/expression.h"
#include "services/states/scope.h"

namespace orrery::states {

// The parts of the house an evaluation needs.
struct Tools {
  Clock& clock;
  Entropy& entropy;
};

enum class QueryLanguage { json_path, jsonata };

// What is wrong with a template.
struct TemplateError {
  std::string message;
};

class Template {
 public:
  // Any JSON. Throws TemplateError; `location` leads to the template, for errors and EvaluationFailed.
  static Template compile(const json::value& source, QueryLanguage language, const std::string& location);
  // The text of a field that is itself computed: a path or intrinsic, or a JSONata expression.
  static Template computed(std::string_view source, QueryLanguage language, const std::string& location);
  static Template constant(json::value value);

  // Throws Failure.
  json::value evaluate(const Scope& scope, const Tools& tools) const;
  // The same; what JSONata gives must be of this type, as JSONata names it.
  json::value evaluate_as(std::string_view type, const Scope& scope, const Tools& tools) const;
  // That it gave `value` in its place.
  Failure unexpected(std::string_view type, const json::value& value) const;

  enum class Kind { literal, path, intrinsic, jsonata, object, array };
  Kind kind() const { return kind_; }
  const json::value& literal() const { return literal_; }
  const Path& path() const { return path_; }
  const std::vector<std::pair<std::string, Template>>& members() const { return members_; }
  // Names of the variables it reads.
  void collect_variables(std::vector<std::string>& into) const;
  // Where it reads which member of $states.
  void collect_states_fields(std::vector<std::pair<std::string, std::string>>& into) const;

 private:
  json::value from_path(const Scope& scope) const;
  json::value from_jsonata(const Scope& scope, const Tools& tools) const;
  std::string told() const;  // the expression and its place, as failures begin

  Kind kind_ = Kind::literal;
  std::string location_;  // "Output/total"
  std::string field_;     // "x.$", for AWS's words
  json::value literal_;
  Path path_;
  Intrinsic intrinsic_;
  std::shared_ptr<const jsonata::Expression> expression_;
  std::vector<std::pair<std::string, Template>> members_;
  std::vector<Template> elements_;
};

// "{% ... %}" without its marks, or std::nullopt.
std::optional<std::string_view> jsonata_body(std::string_view text);

// A JSONata expression in `location` failed, or (where that is empty) what JSONata works with is wrong.
Failure evaluation_failure(std::string cause, std::string location);

}  // namespace orrery::states

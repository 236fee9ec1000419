#pragma once
// What an expression in a state can see: its input, the Context object, and the variables.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "services/states/path/path.h"

namespace orrery::states {

// The variables of one level (the machine, a branch, an iteration) and those around it.
struct Variables {
  const Variables* outer = nullptr;
  std::map<std::string, json::value, std::less<>> own{};

  const json::value* find(std::string_view name) const;
  // All that can be seen, inner ones first.
  json::object visible() const;
};

// The Context object, built when something asks for it, and once. Copies share it.
class ContextSource {
 public:
  explicit ContextSource(std::function<json::value()> build)
      : shared_(std::make_shared<Shared>(Shared{std::move(build), {}})) {}
  const json::value& operator()() const {
    if (!shared_->made) shared_->made = shared_->build();
    return *shared_->made;
  }

 private:
  struct Shared {
    std::function<json::value()> build;
    std::optional<json::value> made;
  };
  std::shared_ptr<Shared> shared_;
};

struct Scope {
  const json::value& input;
  ContextSource context;
  const Variables& variables;
  const json::value* result = nullptr;        // $states.result, where there is one
  const json::value* error_output = nullptr;  // $states.errorOutput, in a Catch

  // std::nullopt where a definite path leads nowhere. Throws Failure for a variable that is not assigned.
  std::optional<json::value> find(const Path& path) const;
  // What the service's parser says of a definite path that leads nowhere because it takes an index of what is
  // no array; std::nullopt where another step leads nowhere.
  std::optional<std::string> index_of_no_array(const Path& path) const;
  // The same surroundings around another document.
  Scope over(const json::value& other) const { return {other, context, variables, result, error_output}; }
};

}  // namespace orrery::states

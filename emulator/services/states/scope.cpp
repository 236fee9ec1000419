#include "services/states/scope.h"

#include "services/states/document.h"

namespace orrery::states {

const json::value* Variables::find(std::string_view name) const {
  for (const Variables* level = this; level; level = level->outer) {
    if (const auto found = level->own.find(name); found != level->own.end()) return &found->second;
  }
  return nullptr;
}

json::object Variables::visible() const {
  json::object all;
  for (const Variables* level = this; level; level = level->outer) {
    for (const auto& [name, value] : level->own) {
      if (!all.contains(name)) all.emplace(name, value);
    }
  }
  return all;
}

std::optional<json::value> Scope::find(const Path& path) const {
  switch (path.root) {
    case Path::Root::input:
      return path.find(input);
    case Path::Root::context:
      return path.find(context());
    case Path::Root::variable:
      break;
  }
  const json::value* value = variables.find(path.variable);
  if (!value) {
    throw runtime_failure("The variable '$" + path.variable + "' referenced by '" + path.text +
                          "' has not been assigned");
  }
  return path.find(*value);
}

std::optional<std::string> Scope::index_of_no_array(const Path& path) const {
  Path part = path;
  std::optional<json::value> reached;
  while (!reached && !part.steps.empty()) {
    part.steps.pop_back();
    reached = find(part);
  }
  const std::size_t next = part.steps.size();
  if (!reached || next == path.steps.size() || path.steps[next].kind != Step::Kind::indexes ||
      reached->is_array())
    return std::nullopt;
  return "Filter: " + bracketed(path, next, path.steps.size()) +
         " can only be applied to arrays. Current context is: " + print(*reached);
}

}  // namespace orrery::states

#include "services/states/document.h"
#include "services/states/intrinsics/functions.h"
#include "services/states/intrinsics/intrinsic.h"

namespace orrery::states {

const IntrinsicFunction* find_function(std::string_view name) {
  for (const auto table : {array_functions(), text_functions(), value_functions()}) {
    for (const IntrinsicFunction& function : table) {
      if (function.name == name) return &function;
    }
  }
  return nullptr;
}

json::value Intrinsic::evaluate(const Scope& scope, Entropy& entropy, const Intrinsic& whole) const {
  if (kind == Kind::literal) {
    if (!literal.is_string()) return literal;
    // Outside of Format, an escaped brace is a brace.
    std::string plain;
    const std::string_view body = view(literal.get_string());
    for (std::size_t at = 0; at < body.size(); ++at) {
      if (body[at] == '\\' && at + 1 < body.size() &&
          std::string_view("{}\\").find(body[at + 1]) != std::string::npos)
        ++at;
      plain += body[at];
    }
    return json::string(plain);
  }
  if (kind == Kind::path) {
    auto found = scope.find(path);
    if (!found) {
      const std::string failed = "The function '" + whole.text + "' had the following error: ";
      if (const auto why = scope.index_of_no_array(path)) throw runtime_failure(failed + *why);
      // A path into the Context object is told as one into what is searched; the input it names is not that.
      const bool context = path.text.starts_with("$$");
      throw runtime_failure(failed + "The JsonPath argument for the field '" +
                            path.text.substr(context ? 1 : 0) + "' could not be found in the input '" +
                            print(scope.input) + "'");
    }
    return std::move(*found);
  }
  const IntrinsicFunction* function = find_function(name);
  std::vector<json::value> values;
  values.reserve(arguments.size());
  for (const Intrinsic& argument : arguments) {
    const bool pattern = name == "States.Format" && values.empty() && argument.kind == Kind::literal;
    values.push_back(pattern ? argument.literal : argument.evaluate(scope, entropy, whole));
  }
  try {
    if (values.size() < function->least || values.size() > function->most) throw IntrinsicError{};
    return function->run(values, entropy);
  } catch (const IntrinsicError& error) {
    const std::string why = error.message.empty() ? "Invalid arguments in " + name : error.message;
    throw runtime_failure("There was an error while evaluating the intrinsic function: " + whole.text + ". " +
                          why);
  }
}

}  // namespace orrery::states

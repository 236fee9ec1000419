#include "services/states/jsonata/functions.h"

namespace orrery::states::jsonata {
namespace {

Value make_builtin(const Builtin& builtin) {
  Callable function;
  function.name = builtin.name;
  const auto signature = std::make_shared<const Signature>(builtin.signature);
  // How many arguments callers like $map may hand it.
  int depth = 0;
  for (const char* at = builtin.signature + 1; *at && *at != ':' && !(*at == '>' && depth == 0); ++at) {
    if (depth == 0 && *at == '?') --function.arity;
    if (*at == '<' || *at == '(') ++depth;
    if (depth == 0 && *at != '-' && *at != '?' && *at != '+') ++function.arity;
    if (*at == '>' || *at == ')') {
      --depth;
      if (*at == ')') ++function.arity;
    }
  }
  function.native = [name = std::string(builtin.name), signature, run = builtin.run](
                        Evaluator& evaluator, Values& arguments, const Value& context) {
    signature->apply(arguments, context, name);
    return run(evaluator, arguments);
  };
  return make_function(std::move(function));
}

std::map<std::string, Value, std::less<>> make_all() {
  std::map<std::string, Value, std::less<>> all;
  for (const auto table : {text_functions(), pattern_functions(), number_functions(), format_functions(),
                           array_functions(), object_functions(), code_functions(), time_functions()}) {
    for (const Builtin& builtin : table) all.emplace(builtin.name, make_builtin(builtin));
  }
  return all;
}

}  // namespace

const Value* find_builtin(std::string_view name) {
  static const auto all = make_all();
  const auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace orrery::states::jsonata

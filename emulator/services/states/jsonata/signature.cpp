#include "services/states/jsonata/signature.h"

namespace orrery::states::jsonata {
namespace {

char symbol(const Value& value) {
  if (value.is_function()) return 'f';
  if (value.is_text()) return 's';
  if (value.is_number()) return 'n';
  if (value.is_flag()) return 'b';
  if (value.null()) return 'l';
  if (value.is_array()) return 'a';
  if (value.is_object()) return 'o';
  return 'm';
}

std::size_t closing(std::string_view text, std::size_t at, char open, char close) {
  int depth = 1;
  while (++at < text.size()) {
    if (text[at] == close && --depth == 0) return at;
    if (text[at] == open) ++depth;
  }
  throw Error("S0402", "The signature is not closed");
}

Error mismatch(std::size_t argument, std::string_view function) {
  return Error("T0410", "Argument " + std::to_string(argument) + " of function \"" + std::string(function) +
                            "\" does not match function signature");
}

}  // namespace

Signature::Signature(std::string_view text) {
  for (std::size_t at = 1; at < text.size() && text[at] != ':' && text[at] != '>'; ++at) {
    const char letter = text[at];
    Parameter parameter;
    switch (letter) {
      case '-':
        if (parameters_.empty()) continue;
        parameters_.back().context = true;
        parameters_.back().context_pattern = parameters_.back().pattern;
        parameters_.back().pattern += '?';
        continue;
      case '?':
      case '+':
        if (!parameters_.empty()) parameters_.back().pattern += letter;
        continue;
      case '<': {
        if (parameters_.empty() || (parameters_.back().type != 'a' && parameters_.back().type != 'f')) {
          throw Error("S0401", "Type parameters can only be applied to functions and arrays");
        }
        const std::size_t end = closing(text, at, '<', '>');
        parameters_.back().subtype = text.substr(at + 1, end - at - 1);
        at = end;
        continue;
      }
      case '(': {
        const std::size_t end = closing(text, at, '(', ')');
        if (text.substr(at, end - at).find('<') != std::string_view::npos)
          throw Error("S0402", "Choice groups containing parameterized types are not supported");
        parameter.type = '(';
        parameter.pattern = "[" + std::string(text.substr(at + 1, end - at - 1)) + "m]";
        at = end;
        break;
      }
      case 'a':
        parameter = {"[asnblfom]", 'a', false, {}, {}};
        break;
      case 'f':
        parameter = {"f", 'f', false, {}, {}};
        break;
      case 'j':
        parameter = {"[asnblom]", 'j', false, {}, {}};
        break;
      case 'x':
        parameter = {"[asnblfom]", 'x', false, {}, {}};
        break;
      default:
        if (std::string_view("snblo").find(letter) == std::string_view::npos) continue;
        parameter = {std::string("[") + letter + "m]", letter, false, {}, {}};
    }
    parameters_.push_back(std::move(parameter));
  }
  std::string pattern = "^";
  for (const Parameter& parameter : parameters_) pattern += "(" + parameter.pattern + ")";
  try {
    whole_.emplace(pattern + "$");
  } catch (const RegexError&) {
    throw Error("S0401", "The signature is not valid");
  }
}

void Signature::apply(Values& arguments, const Value& context, std::string_view function) const {
  std::string symbols;
  for (const Value& argument : arguments) symbols += symbol(argument);
  const auto match = whole_->search(symbols);
  if (!match) {
    std::size_t wrong = 0;
    std::string pattern = "^";
    for (const Parameter& parameter : parameters_) {
      pattern += parameter.pattern;
      const auto part = Regex(pattern).search(symbols);
      if (!part) throw mismatch(wrong + 1, function);
      wrong = part->whole.end;
    }
    throw mismatch(wrong + 1, function);
  }
  Values checked;
  std::size_t next = 0;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    const auto span = match->groups[i];
    const std::string taken = span ? symbols.substr(span->begin, span->end - span->begin) : std::string();
    if (taken.empty()) {
      if (parameter.context && !parameter.context_pattern.empty()) {
        const std::string type(1, symbol(context));
        if (!Regex(parameter.context_pattern).search(type)) {
          throw Error("T0411", "Context value is not a compatible type with argument " +
                                   std::to_string(next + 1) + " of function \"" + std::string(function) +
                                   "\"");
        }
        checked.push_back(context);
      } else {
        checked.push_back(next < arguments.size() ? arguments[next] : Value());
        ++next;
      }
      continue;
    }
    for (const char single : taken) {
      Value argument = arguments[next++];
      if (parameter.type == 'a' && single != 'm') {
        if (!parameter.subtype.empty()) {
          const char wanted = parameter.subtype[0];
          bool fits = single == 'a' || single == wanted;
          if (single == 'a') {
            for (const Value& item : argument.array().items) fits = fits && symbol(item) == wanted;
          }
          if (!fits) {
            throw Error("T0412", "Argument " + std::to_string(next) + " of function \"" +
                                     std::string(function) + "\" must be an array of \"" +
                                     std::string(wanted == 'n'   ? "numbers"
                                                 : wanted == 's' ? "strings"
                                                 : wanted == 'o' ? "objects"
                                                                 : "values") +
                                     "\"");
          }
        }
        if (single != 'a') argument = make_array({argument});
      }
      checked.push_back(std::move(argument));
    }
  }
  arguments = std::move(checked);
}

}  // namespace orrery::states::jsonata

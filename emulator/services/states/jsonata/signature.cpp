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
        parameters_.back().context = true;
        parameters_.back().context_pattern = parameters_.back().pattern;
        parameters_.back().pattern += '?';
        continue;
      case '?':
      case '+':
        parameters_.back().pattern += letter;
        continue;
      case '<': {
        const std::size_t end = closing(text, at, '<', '>');
        parameters_.back().subtype = text.substr(at + 1, end - at - 1);
        at = end;
        continue;
      }
      case '(': {
        const std::size_t end = closing(text, at, '(', ')');
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
        parameter = {std::string("[") + letter + "m]", letter, false, {}, {}};
    }
    parameters_.push_back(std::move(parameter));
  }
  std::string pattern = "^";
  for (const Parameter& parameter : parameters_) pattern += "(" + parameter.pattern + ")";
  try {
    whole_ = std::regex(pattern + "$");
  } catch (const std::regex_error&) {
    throw Error("S0401", "The signature is not valid");
  }
}

void Signature::apply(Values& arguments, const Value& context, std::string_view function) const {
  std::string symbols;
  for (const Value& argument : arguments) symbols += symbol(argument);
  std::smatch match;
  if (!std::regex_match(symbols, match, whole_)) {
    std::size_t wrong = 0;
    std::string pattern = "^";
    for (const Parameter& parameter : parameters_) {
      pattern += parameter.pattern;
      std::smatch part;
      if (!std::regex_search(symbols, part, std::regex(pattern))) throw mismatch(wrong + 1, function);
      wrong = static_cast<std::size_t>(part.length());
    }
    throw mismatch(wrong + 1, function);
  }
  Values checked;
  std::size_t next = 0;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    const std::string taken = match[i + 1].str();
    if (taken.empty()) {
      if (parameter.context && !parameter.context_pattern.empty()) {
        const std::string type(1, symbol(context));
        if (!std::regex_match(type, std::regex(parameter.context_pattern))) {
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
                                     std::string(function) + "\" must be an array of " +
                                     (wanted == 'n'   ? "numbers"
                                      : wanted == 's' ? "strings"
                                      : wanted == 'o' ? "objects"
                                                      : "values"));
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

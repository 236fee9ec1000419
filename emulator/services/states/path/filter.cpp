#include "services/states/path/filter.h"

#include "services/states/document.h"

namespace orrery::states {
namespace {

constexpr int deepest = 32;

class FilterParser {
 public:
  FilterParser(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::shared_ptr<const Filter> whole() {
    expect('(');
    auto found = any(0);
    expect(')');
    return found;
  }
  std::size_t at() const { return at_; }

 private:
  using Part = std::shared_ptr<const Filter>;

  [[noreturn]] void fail(const std::string& why) const {
    throw PathError("Invalid path '" + std::string(text_) + "': " + why);
  }

  Part any(int depth) { return joined(depth, "||", Filter::Kind::any); }
  Part all(int depth) { return joined(depth, "&&", Filter::Kind::all); }

  Part joined(int depth, std::string_view mark, Filter::Kind kind) {
    if (depth > deepest) fail("the filter is nested too deeply");
    auto next = [&] { return kind == Filter::Kind::any ? all(depth) : single(depth); };
    Part first = next();
    if (!take(mark)) return first;
    auto group = std::make_shared<Filter>();
    group->kind = kind;
    group->parts.push_back(std::move(first));
    do group->parts.push_back(next());
    while (take(mark));
    return group;
  }

  Part single(int depth) {
    if (peek() == '!') {
      ++at_;
      auto negation = std::make_shared<Filter>();
      negation->kind = Filter::Kind::negation;
      if (depth > deepest) fail("the filter is nested too deeply");
      negation->parts.push_back(single(depth + 1));
      return negation;
    }
    if (peek() == '(') {
      ++at_;
      auto inner = any(depth + 1);
      expect(')');
      return inner;
    }
    return comparison();
  }

  Part comparison() {
    auto found = std::make_shared<Filter>();
    found->left = operand();
    static constexpr std::string_view marks[] = {"==", "!=", "<=", ">=", "=~", "<", ">"};
    static constexpr std::string_view words[] = {"in",       "nin",      "size",  "empty",
                                                 "contains", "subsetof", "anyof", "noneof"};
    found->kind = Filter::Kind::exists;
    peek();
    for (const auto mark : marks) {
      if (text_.substr(at_, mark.size()) == mark) {
        return compared(*found, mark);
      }
    }
    for (const auto word : words) {
      const std::size_t end = at_ + word.size();
      if (text_.substr(at_, word.size()) == word && end < text_.size() &&
          !std::isalnum(static_cast<unsigned char>(text_[end]))) {
        return compared(*found, word);
      }
    }
    if (found->left.kind == Operand::Kind::literal) fail("a filter compares paths");
    return found;
  }

  Part compared(const Filter& begun, std::string_view mark) {
    auto found = std::make_shared<Filter>(begun);
    found->kind = Filter::Kind::comparison;
    found->comparison = mark;
    at_ += mark.size();
    found->right = operand();
    return found;
  }

  Operand operand() {
    Operand found;
    const char first = peek();
    if (first == '@' || first == '$') {
      found.kind = first == '@' ? Operand::Kind::current : Operand::Kind::document;
      found.path = Path::parse_relative(text_, at_);
    } else if (first == '/') {
      found.kind = Operand::Kind::pattern;
      found.pattern = pattern();
    } else if (first == '\'' || first == '"') {
      found.literal = json::string(quoted());
    } else if (first == '[' || first == '{') {
      found.literal = bracketed();
    } else {
      found.literal = bare();
    }
    return found;
  }

  std::shared_ptr<const Regex> pattern() {
    std::string body;
    for (++at_; at_ < text_.size() && text_[at_] != '/'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '/') ++at_;
      body += text_[at_];
    }
    if (at_ >= text_.size()) fail("a pattern is not closed");
    ++at_;
    Regex::Flags flags;
    if (at_ < text_.size() && text_[at_] == 'i') {
      flags.ignore_case = true;
      ++at_;
    }
    try {
      static_cast<void>(Regex(body));  // what is no pattern alone is not made one by what is put around it
      return std::make_shared<const Regex>("^(?:" + body + ")$", flags);
    } catch (const RegexError&) {
      fail("'" + body + "' is not a pattern");
    }
  }

  std::string quoted() {
    const char quote = text_[at_++];
    std::string body;
    for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      body += text_[at_];
    }
    if (at_ >= text_.size()) fail("a text is not closed");
    ++at_;
    return body;
  }

  json::value bracketed() {
    const char open = text_[at_];
    const char close = open == '[' ? ']' : '}';
    std::string body;
    int depth = 0;
    for (char quote = 0; at_ < text_.size(); ++at_) {
      char byte = text_[at_];
      if (quote && byte == '\\' && at_ + 1 < text_.size()) {
        byte = text_[++at_];
        if (byte != '\'') body += '\\';
      } else if (quote) {
        if (byte == quote)
          quote = 0, byte = '"';
        else if (byte == '"')
          body += '\\';
      } else if (byte == '\'' || byte == '"') {
        quote = byte;
        byte = '"';
      } else if (byte == open) {
        ++depth;
      } else if (byte == close) {
        --depth;
      }
      body += byte;
      if (depth == 0) break;
    }
    if (at_ >= text_.size()) fail("a literal is not closed");
    ++at_;
    auto parsed = parse_json(body, 32);
    if (!parsed) fail("'" + body + "' is not a literal");
    return *parsed;
  }

  json::value bare() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '-' ||
                                  text_[at_] == '+' || text_[at_] == '.')) {
      ++at_;
    }
    std::string literal(text_.substr(begin, at_ - begin));
    if (literal.starts_with('.') || literal.starts_with("-.")) literal.insert(literal.find('.'), "0");
    auto parsed = parse_json(literal, 2);
    if (!parsed && !literal.empty() && std::isalpha(static_cast<unsigned char>(literal[0])))
      return json::string(literal);  // a word without quotes
    if (!parsed) fail("unexpected character in a filter at position " + std::to_string(begin));
    return *parsed;
  }

  char peek() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(std::string_view mark) {
    peek();
    if (text_.substr(at_, mark.size()) != mark) return false;
    at_ += mark.size();
    return true;
  }
  void expect(char wanted) {
    if (peek() != wanted) fail(std::string("'") + wanted + "' is missing in a filter");
    ++at_;
  }

  std::string_view text_;
  std::size_t at_;
};

std::optional<json::value> resolve(const Operand& operand, const json::value& current,
                                   const json::value& document) {
  switch (operand.kind) {
    case Operand::Kind::literal:
      return operand.literal;
    case Operand::Kind::current:
      return operand.path.find(current);
    case Operand::Kind::document:
      return operand.path.find(document);
    case Operand::Kind::pattern:
      return std::nullopt;
  }
  return std::nullopt;
}

bool has(const json::value& list, const json::value& wanted) {
  if (!list.is_array()) return false;
  for (const json::value& element : list.get_array()) {
    if (same(element, wanted)) return true;
  }
  return false;
}

std::optional<int> order(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number()) {
    const double left = number_of(a), right = number_of(b);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (a.is_string() && b.is_string()) return view(a.get_string()).compare(view(b.get_string()));
  return std::nullopt;
}

std::optional<std::size_t> size_of(const json::value& value) {
  if (value.is_array()) return value.get_array().size();
  if (value.is_object()) return value.get_object().size();
  if (value.is_string()) return value.get_string().size();
  return std::nullopt;
}

bool lists_agree(const json::value& left, const json::value& right, std::string_view word) {
  if (!left.is_array()) return false;
  std::size_t common = 0;
  for (const json::value& element : left.get_array()) common += has(right, element);
  if (word == "subsetof") return common == left.get_array().size();
  return word == "anyof" ? common > 0 : common == 0;
}

bool compare(const std::string& mark, const json::value& left, const json::value& right) {
  if (mark == "==") return same(left, right);
  if (mark == "!=") return !same(left, right);
  if (mark == "in") return has(right, left);
  if (mark == "nin") return !has(right, left);
  if (mark == "subsetof" || mark == "anyof" || mark == "noneof") return lists_agree(left, right, mark);
  if (mark == "contains") {
    if (left.is_string() && right.is_string()) {
      return view(left.get_string()).find(view(right.get_string())) != std::string_view::npos;
    }
    return has(left, right);
  }
  if (mark == "size") {
    const auto size = size_of(left);
    return size && right.is_number() && static_cast<double>(*size) == number_of(right);
  }
  if (mark == "empty") {
    const auto size = size_of(left);
    return size && right.is_bool() && (*size == 0) == right.get_bool();
  }
  const auto found = order(left, right);
  if (!found) return false;
  if (mark == "<") return *found < 0;
  if (mark == "<=") return *found <= 0;
  if (mark == ">") return *found > 0;
  return *found >= 0;
}

bool matches(const Operand& pattern, const std::optional<json::value>& value) {
  if (!pattern.pattern || !value || !value->is_string()) return false;
  try {
    return pattern.pattern->search(view(value->get_string())).has_value();
  } catch (const RegexError&) {
    return false;  // a pattern that takes too long finds nothing
  }
}

}  // namespace

std::shared_ptr<const Filter> parse_filter(std::string_view text, std::size_t& at) {
  FilterParser parser(text, at);
  auto found = parser.whole();
  at = parser.at();
  return found;
}

bool holds(const Filter& filter, const json::value& current, const json::value& document) {
  switch (filter.kind) {
    case Filter::Kind::all:
      return std::all_of(filter.parts.begin(), filter.parts.end(),
                         [&](const auto& part) { return holds(*part, current, document); });
    case Filter::Kind::any:
      return std::any_of(filter.parts.begin(), filter.parts.end(),
                         [&](const auto& part) { return holds(*part, current, document); });
    case Filter::Kind::negation:
      return !holds(*filter.parts[0], current, document);
    case Filter::Kind::exists: {
      const auto found = resolve(filter.left, current, document);
      if (!found) return false;
      return filter.left.path.definite() || !found->is_array() || !found->get_array().empty();
    }
    case Filter::Kind::comparison:
      break;
  }
  const auto left = resolve(filter.left, current, document);
  if (filter.comparison == "=~") return matches(filter.right, left);
  const auto right = resolve(filter.right, current, document);
  if (!left || !right) return filter.comparison == "!=" && left.has_value() != right.has_value();
  return compare(filter.comparison, *left, *right);
}

}  // namespace orrery::states

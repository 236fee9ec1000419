#include <charconv>

#include "services/states/path/filter.h"
#include "services/states/path/path.h"

namespace orrery::states {
namespace {

constexpr std::size_t most_steps = 256;

bool variable_byte(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return std::isalnum(code) || byte == '_' || code >= 0x80;
}

class PathParser {
 public:
  // Where a filter goes on behind the path, its operators end a name.
  enum class Place { alone, in_filter };
  PathParser(std::string_view text, std::size_t at, Place place)
      : text_(text), at_(at), ends_name_(place == Place::alone ? ".[( " : ".[( )<>=~!&|,") {}

  std::vector<Step> steps() {
    std::vector<Step> steps;
    while (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == '[')) {
      if (steps.size() == most_steps) fail("too many steps");
      steps.push_back(step());
    }
    return steps;
  }

  std::size_t at() const { return at_; }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw PathError("Invalid path '" + std::string(text_) + "': " + why);
  }

  Step step() {
    if (text_[at_] == '[') return bracket();
    ++at_;
    bool deep = false;
    if (at_ < text_.size() && text_[at_] == '.') {
      deep = true;
      ++at_;
    }
    if (at_ >= text_.size()) fail("Path must not end with a '.' or '..'");
    Step found = text_[at_] == '[' ? bracket() : dotted();
    found.deep = deep;
    return found;
  }

  Step dotted() {
    if (text_[at_] == '*') {
      ++at_;
      return {.kind = Step::Kind::wildcard};
    }
    const std::size_t begin = at_;
    at_ = std::min(text_.size(), text_.find_first_of(ends_name_, at_));
    if (at_ == begin) fail("a name is missing at position " + std::to_string(at_));
    std::string name(text_.substr(begin, at_ - begin));
    if (text_.substr(at_, 2) == "()") {
      at_ += 2;
      static constexpr std::string_view known[] = {"length", "min",  "max",   "avg",
                                                   "sum",    "keys", "first", "last"};
      if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
        fail("the function '" + name + "' is not known");
      }
      return {.kind = Step::Kind::function, .names = {std::move(name)}};
    }
    return {.kind = Step::Kind::names, .names = {std::move(name)}};
  }

  Step bracket() {
    ++at_;
    skip_space();
    if (at_ >= text_.size()) fail("a bracket is not closed");
    Step found;
    if (text_[at_] == '*') {
      ++at_;
      found = {.kind = Step::Kind::wildcard};
    } else if (text_[at_] == '?') {
      ++at_;
      found = {.kind = Step::Kind::filter, .filter = parse_filter(text_, at_)};
    } else if (text_[at_] == '\'' || text_[at_] == '"') {
      found = names();
    } else {
      found = numbers();
    }
    skip_space();
    if (at_ >= text_.size() || text_[at_] != ']') fail("a bracket is not closed");
    ++at_;
    return found;
  }

  Step names() {
    Step found{.kind = Step::Kind::names};
    do {
      skip_space();
      found.names.push_back(quoted());
    } while (comma());
    return found;
  }

  std::string quoted() {
    if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) fail("a quoted name is missing");
    const char quote = text_[at_++];
    std::string name;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      name += text_[at_++];
    }
    if (at_ >= text_.size()) fail("a quoted name is not closed");
    ++at_;
    return name;
  }

  Step numbers() {
    Step found{.kind = Step::Kind::indexes};
    std::optional<std::int64_t> first = maybe_number();
    skip_space();
    if (at_ < text_.size() && text_[at_] == ':') {
      found.kind = Step::Kind::slice;
      found.from = first;
      ++at_;
      found.to = maybe_number();
      skip_space();
      if (at_ < text_.size() && text_[at_] == ':') {
        ++at_;
        found.stride = maybe_number().value_or(1);
        if (found.stride <= 0) fail("the step of a slice must be positive");
      }
      return found;
    }
    if (!first) fail("expected a name, an index, a wildcard or a filter");
    found.indexes.push_back(*first);
    while (comma()) {
      const auto next = maybe_number();
      if (!next) fail("an index is missing");
      found.indexes.push_back(*next);
    }
    return found;
  }

  std::optional<std::int64_t> maybe_number() {
    skip_space();
    std::int64_t number = 0;
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), number);
    if (error != std::errc{}) return std::nullopt;
    at_ += static_cast<std::size_t>(end - begin);
    return number;
  }

  bool comma() {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != ',') return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::string_view text_;
  std::size_t at_;
  std::string_view ends_name_;
};

}  // namespace

Path Path::parse(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  Path path;
  path.text = text;
  if (text.empty() || text[0] != '$')
    throw PathError("Invalid path '" + path.text + "': it must begin with '$'");
  std::size_t at = 1;
  if (text.substr(0, 2) == "$$") {
    path.root = Root::context;
    at = 2;
  } else if (at < text.size() && variable_byte(text[at])) {
    path.root = Root::variable;
    while (at < text.size() && variable_byte(text[at])) ++at;
    path.variable = text.substr(1, at - 1);
  }
  PathParser parser(text, at, PathParser::Place::alone);
  path.steps = parser.steps();
  if (parser.at() != text.size()) {
    throw PathError("Invalid path '" + path.text + "': unexpected character at position " +
                    std::to_string(parser.at()));
  }
  return path;
}

Path Path::parse_relative(std::string_view text, std::size_t& at) {
  Path path;
  const std::size_t begin = at++;
  PathParser parser(text, at, PathParser::Place::in_filter);
  path.steps = parser.steps();
  at = parser.at();
  path.text = text.substr(begin, at - begin);
  return path;
}

bool Path::definite() const {
  for (const Step& step : steps) {
    if (step.deep) return false;
    switch (step.kind) {
      case Step::Kind::names:
        if (step.names.size() != 1 && &step != &steps.back()) return false;
        break;
      case Step::Kind::indexes:
        if (step.indexes.size() != 1) return false;
        break;
      case Step::Kind::function:
        return true;
      default:
        return false;
    }
  }
  return true;
}

bool Path::reference() const {
  for (const Step& step : steps) {
    if (step.deep || step.kind == Step::Kind::function || step.names.size() > 1) return false;
  }
  return definite();
}

}  // namespace orrery::states

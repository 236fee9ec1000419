#include "services/states/intrinsics/functions.h"
#include "services/states/intrinsics/intrinsic.h"

namespace orrery::states {
namespace {

constexpr int deepest = 10;

class IntrinsicParser {
 public:
  explicit IntrinsicParser(std::string_view text) : text_(text) {}

  Intrinsic whole() {
    Intrinsic found = call(1);
    skip_space();
    if (at_ != text_.size()) fail();
    return found;
  }

 private:
  [[noreturn]] void fail() const {
    throw PathError("The intrinsic function '" + std::string(text_) + "' is not valid");
  }

  Intrinsic call(int depth) {
    if (depth > deepest) fail();
    skip_space();
    const std::size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '.'))
      ++at_;
    Intrinsic found;
    found.kind = Intrinsic::Kind::call;
    found.name = text_.substr(begin, at_ - begin);
    if (!find_function(found.name)) fail();
    skip_space();
    take('(');
    skip_space();
    if (peek() != ')') {
      do found.arguments.push_back(argument(depth));
      while (comma());
    }
    take(')');
    found.text = text_.substr(begin, at_ - begin);
    return found;
  }

  Intrinsic argument(int depth) {
    skip_space();
    if (peek() == '$') return path();
    if (peek() == '\'') return text();
    if (text_.substr(at_, 7) == "States.") return call(depth + 1);
    return bare();
  }

  Intrinsic path() {
    const std::size_t begin = at_;
    int brackets = 0;
    for (char quote = 0; at_ < text_.size(); ++at_) {
      const char byte = text_[at_];
      if (quote) {
        if (byte == quote) quote = 0;
        continue;
      }
      if (byte == '\'' || byte == '"') quote = byte;
      if (byte == '[' || byte == '(') ++brackets;
      if (byte == ']' || (byte == ')' && brackets > 0)) {
        --brackets;
        continue;
      }
      if (brackets == 0 && (byte == ',' || byte == ')' || byte == ' ')) break;
    }
    Intrinsic found;
    found.kind = Intrinsic::Kind::path;
    found.path = Path::parse(text_.substr(begin, at_ - begin));
    found.text = found.path.text;
    return found;
  }

  // Inside quotes a backslash keeps ' { } and itself; Format reads the braces.
  Intrinsic text() {
    const std::size_t begin = at_++;
    std::string body;
    while (at_ < text_.size() && text_[at_] != '\'') {
      if (text_[at_] == '\\') {
        if (at_ + 1 >= text_.size()) fail();
        const char escaped = text_[at_ + 1];
        if (escaped == '{' || escaped == '}') {
          body += '\\';
        } else if (escaped != '\'' && escaped != '\\') {
          body += '\\';
        }
        if (escaped == '\\') body += '\\';
        body += escaped;
        at_ += 2;
        continue;
      }
      body += text_[at_++];
    }
    if (at_ >= text_.size()) fail();
    ++at_;
    Intrinsic found;
    found.literal = json::string(body);
    found.text = text_.substr(begin, at_ - begin);
    return found;
  }

  Intrinsic bare() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != ')' && text_[at_] != ' ') ++at_;
    auto parsed = parse_json(text_.substr(begin, at_ - begin), 2);
    if (!parsed || parsed->is_structured() || parsed->is_string()) fail();
    Intrinsic found;
    found.literal = std::move(*parsed);
    found.text = text_.substr(begin, at_ - begin);
    return found;
  }

  bool comma() {
    skip_space();
    if (peek() != ',') return false;
    ++at_;
    return true;
  }
  void take(char wanted) {
    skip_space();
    if (peek() != wanted) fail();
    ++at_;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool looks_intrinsic(std::string_view text) { return text.substr(0, 7) == "States."; }

Intrinsic Intrinsic::parse(std::string_view text) { return IntrinsicParser(text).whole(); }

void Intrinsic::collect_paths(std::vector<const Path*>& into) const {
  if (kind == Kind::path) into.push_back(&path);
  for (const Intrinsic& argument : arguments) argument.collect_paths(into);
}

}  // namespace orrery::states

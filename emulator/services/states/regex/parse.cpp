// From the text of a regular expression to its tree.
#include <map>

#include "services/states/jsonata/value.h"
#include "services/states/regex/syntax.h"

namespace orrery::states {
namespace {

using Kind = RegexNode::Kind;
using Ranges = std::vector<std::pair<char32_t, char32_t>>;

constexpr int deepest = 100;
constexpr std::uint32_t most_repeats = 100'000;
constexpr char32_t last_point = 0x10FFFF;

const Ranges& class_of(char32_t letter) {
  static const Ranges digits{{'0', '9'}};
  static const Ranges words{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  static const Ranges spaces{{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680},
                             {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                             {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
  return letter == 'd' ? digits : letter == 'w' ? words : spaces;
}

// `ranges` are in order and do not overlap.
Ranges all_but(const Ranges& ranges) {
  Ranges rest;
  char32_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) rest.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= last_point) rest.emplace_back(next, last_point);
  return rest;
}

Ranges class_escape(char32_t letter) {
  switch (letter) {
    case 'D':
      return all_but(class_of('d'));
    case 'W':
      return all_but(class_of('w'));
    case 'S':
      return all_but(class_of('s'));
    default:
      return class_of(letter);
  }
}
bool is_class(char32_t letter) {
  return letter < 0x80 &&
         std::string_view("dDwWsS").find(static_cast<char>(letter)) != std::string_view::npos;
}

RegexNodePtr make(Kind kind) { return std::make_unique<RegexNode>(kind); }

class Parser {
 public:
  explicit Parser(std::string_view pattern) : text_(jsonata::to_points(pattern)) {}

  RegexTree whole() {
    count_groups();
    RegexTree tree;
    tree.root = choice(0);
    if (at_ < text_.size()) fail("Unmatched ')'");
    tree.groups = groups_;
    return tree;
  }

 private:
  [[noreturn]] static void fail(const std::string& why) { throw RegexError(why); }
  bool more() const { return at_ < text_.size(); }
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0; }
  bool take(std::u32string_view mark) {
    if (text_.compare(at_, mark.size(), mark) != 0) return false;
    at_ += mark.size();
    return true;
  }

  // References may look ahead: how many groups there are must be known before they are read.
  void count_groups() {
    bool set = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '[') {
        set = true;
      } else if (text_[i] == ']') {
        set = false;
      } else if (text_[i] == '(' && !set) {
        const auto after = [&](std::size_t n) { return i + n < text_.size() ? text_[i + n] : U'\0'; };
        const bool named = after(1) == '?' && after(2) == '<' && after(3) != '=' && after(3) != '!';
        if (after(1) != '?' || named) ++known_groups_;
        if (!named) continue;
        std::u32string name;
        for (std::size_t n = 3; after(n) && after(n) != '>'; ++n) name += after(n);
        if (!names_.emplace(name, known_groups_).second) fail("Duplicate capture group name");
      }
    }
  }

  RegexNodePtr choice(int depth) {
    if (depth > deepest) fail("The pattern is nested too deeply");
    RegexNodePtr first = sequence(depth);
    if (peek() != '|' || !more()) return first;
    RegexNodePtr node = make(Kind::choice);
    node->parts.push_back(std::move(first));
    while (take(U"|")) node->parts.push_back(sequence(depth));
    return node;
  }

  RegexNodePtr sequence(int depth) {
    RegexNodePtr node = make(Kind::sequence);
    while (more() && peek() != '|' && peek() != ')') node->parts.push_back(quantified(depth));
    return node;
  }

  RegexNodePtr quantified(int depth) {
    RegexNodePtr atom = single(depth);
    std::uint32_t least = 0, most = RegexNode::endless;
    if (take(U"+")) {
      least = 1;
    } else if (take(U"?")) {
      most = 1;
    } else if (!take(U"*") && !counted(least, most)) {
      return atom;
    }
    if (atom->kind == Kind::begin || atom->kind == Kind::end || atom->kind == Kind::word_edge ||
        (atom->kind == Kind::look && atom->behind)) {
      fail("Nothing to repeat");
    }
    RegexNodePtr node = make(Kind::repeat);
    node->least = least;
    node->most = most;
    node->greedy = !take(U"?");
    node->parts.push_back(std::move(atom));
    return node;
  }

  // "{2}", "{2,}" or "{2,5}"; anything else leaves the brace a character like others.
  bool counted(std::uint32_t& least, std::uint32_t& most) {
    const std::size_t begin = at_;
    if (!take(U"{")) return false;
    const auto first = number();
    if (!first) return at_ = begin, false;
    least = most = *first;
    if (take(U",")) {
      const auto second = number();
      most = second ? *second : RegexNode::endless;
    }
    if (!take(U"}")) return at_ = begin, least = 0, most = RegexNode::endless, false;
    if (most < least) fail("Numbers out of order in {} quantifier");
    return true;
  }

  std::optional<std::uint32_t> number() {
    if (peek() < '0' || peek() > '9') return std::nullopt;
    std::uint32_t value = 0;
    for (; peek() >= '0' && peek() <= '9'; ++at_) value = std::min(most_repeats, value * 10 + (peek() - '0'));
    return value;
  }

  RegexNodePtr single(int depth) {
    const char32_t point = text_[at_];
    switch (point) {
      case '^':
        return ++at_, make(Kind::begin);
      case '$':
        return ++at_, make(Kind::end);
      case '.':
        return ++at_, make(Kind::any);
      case '(':
        return group(depth);
      case '[':
        return set();
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        fail("Nothing to repeat");
      default:
        break;
    }
    std::uint32_t least = 0, most = 0;
    if (point == '{' && counted(least, most)) fail("Nothing to repeat");
    ++at_;
    return character(point);
  }

  static RegexNodePtr character(char32_t point) {
    RegexNodePtr node = make(Kind::character);
    node->point = point;
    return node;
  }

  RegexNodePtr group(int depth) {
    ++at_;
    RegexNodePtr node = make(Kind::group);
    if (take(U"?=") || take(U"?!") || take(U"?<=") || take(U"?<!")) {
      node = make(Kind::look);
      node->negated = text_[at_ - 1] == '!';
      node->behind = text_[at_ - 2] == '<';
    } else if (take(U"?<")) {
      const std::size_t end = text_.find(U'>', at_);
      if (end == std::u32string::npos || end == at_) fail("Invalid capture group name");
      at_ = end + 1;
      node->index = ++groups_;
    } else if (!take(U"?:")) {
      if (peek() == '?') fail("Invalid group");
      node->index = ++groups_;
    }
    node->parts.push_back(choice(depth + 1));
    if (!take(U")")) fail("Unterminated group");
    return node;
  }

  RegexNodePtr escape() {
    ++at_;
    if (!more()) fail("\\ at end of pattern");
    const char32_t letter = text_[at_];
    if (letter == 'b' || letter == 'B') {
      RegexNodePtr node = make(Kind::word_edge);
      node->negated = letter == 'B';
      return ++at_, std::move(node);
    }
    if (is_class(letter)) {
      RegexNodePtr node = make(Kind::set);
      node->ranges = class_escape(letter);
      return ++at_, std::move(node);
    }
    if (letter == 'k' && !names_.empty()) {
      const std::size_t end = text_.find(U'>', at_);
      const auto name = peek(1) == '<' && end != std::u32string::npos
                            ? names_.find(text_.substr(at_ + 2, end - at_ - 2))
                            : names_.end();
      if (name == names_.end()) fail("Invalid named reference");
      at_ = end + 1;
      return reference(name->second);
    }
    if (letter >= '1' && letter <= '9') {
      const std::size_t begin = at_;
      const std::uint32_t index = *number();
      if (index <= known_groups_) return reference(index);
      at_ = begin;
    }
    return character(escaped(false));
  }

  static RegexNodePtr reference(std::uint32_t index) {
    RegexNodePtr node = make(Kind::reference);
    node->index = index;
    return node;
  }

  // The character behind a backslash.
  char32_t escaped(bool in_set) {
    const char32_t letter = text_[at_++];
    switch (letter) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return '\v';
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case 'b':
        return in_set ? U'\b' : letter;
      case 'x':
        return hexadecimal(2).value_or(letter);
      case 'u':
        return unicode(letter);
      case 'c':
        if ((peek() | 0x20) >= 'a' && (peek() | 0x20) <= 'z') return text_[at_++] & 0x1F;
        --at_;
        return '\\';
      default:
        break;
    }
    if (letter < '0' || letter > '7') return letter;
    char32_t value = letter - '0';
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7' && value * 8 + (peek() - '0') < 256; ++i)
      value = value * 8 + (text_[at_++] - '0');
    return value;
  }

  std::optional<char32_t> hexadecimal(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char32_t digit = peek(i) | 0x20;
      if (peek(i) >= '0' && peek(i) <= '9') {
        value = value * 16 + (peek(i) - '0');
      } else if (digit >= 'a' && digit <= 'f') {
        value = value * 16 + (digit - 'a' + 10);
      } else {
        return std::nullopt;
      }
    }
    at_ += digits;
    return value;
  }

  char32_t unicode(char32_t letter) {
    const auto first = hexadecimal(4);
    if (!first) return letter;
    if (*first >= 0xD800 && *first < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
      const std::size_t begin = at_;
      at_ += 2;
      const auto second = hexadecimal(4);
      if (second && *second >= 0xDC00 && *second < 0xE000)
        return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
      at_ = begin;
    }
    return *first;
  }

  RegexNodePtr set() {
    ++at_;
    RegexNodePtr node = make(Kind::set);
    node->negated = take(U"^");
    while (more() && peek() != ']') {
      const Ranges first = member();
      const bool spans = peek() == '-' && peek(1) != ']' && at_ + 1 < text_.size();
      if (!spans) {
        node->ranges.insert(node->ranges.end(), first.begin(), first.end());
        continue;
      }
      ++at_;
      const Ranges last = member();
      const bool points = first.size() == 1 && first[0].first == first[0].second && last.size() == 1 &&
                          last[0].first == last[0].second;
      if (points && first[0].first > last[0].first) fail("Range out of order in character class");
      if (points) {
        node->ranges.emplace_back(first[0].first, last[0].first);
      } else {
        node->ranges.insert(node->ranges.end(), first.begin(), first.end());
        node->ranges.emplace_back('-', '-');
        node->ranges.insert(node->ranges.end(), last.begin(), last.end());
      }
    }
    if (!take(U"]")) fail("Unterminated character class");
    return node;
  }

  Ranges member() {
    char32_t point = text_[at_++];
    if (point == '\\') {
      if (!more()) fail("\\ at end of pattern");
      if (is_class(text_[at_])) return class_escape(text_[at_++]);
      point = escaped(true);
    }
    return {{point, point}};
  }

  std::u32string text_;
  std::size_t at_ = 0;
  std::uint32_t groups_ = 0, known_groups_ = 0;
  std::map<std::u32string, std::uint32_t> names_;
};

}  // namespace

RegexTree parse_regex(std::string_view pattern) { return Parser(pattern).whole(); }

}  // namespace orrery::states

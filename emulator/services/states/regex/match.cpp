// The matcher: it tries alternatives in order and keeps what is left to try on a stack of its own, so that
// neither a long text nor a wicked pattern can exhaust the thread's.
#include <algorithm>
#include <clocale>
#include <cwctype>

#include "services/states/regex/syntax.h"

namespace orrery::states {
namespace {

using Op = RegexInstruction::Op;

constexpr std::size_t most_steps = 10'000'000;
constexpr std::size_t most_pending = 2'000'000;
constexpr std::size_t unset = static_cast<std::size_t>(-1);

locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

bool is_word(char32_t point) {
  return point < 0x80 && (std::isalnum(static_cast<int>(point)) != 0 || point == '_');
}
bool ends_line(char32_t point) {
  return point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029;
}

class Matcher {
 public:
  Matcher(const RegexProgram& program, std::string_view text)
      : program_(program), text_(text), registers_(program.registers, unset) {}

  bool at(std::size_t from) {
    std::fill(registers_.begin(), registers_.end(), unset);
    pending_.clear();
    return run(0, from);
  }
  std::size_t reg(std::size_t index) const { return registers_[index]; }
  std::size_t steps() const { return steps_; }

  // The character that begins at `at`, and where the next one does.
  std::pair<char32_t, std::size_t> next(std::size_t at) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0xC0) return {byte, at + 1};
    const std::size_t length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t point = byte & (0x7FU >> length);
    std::size_t end = at + 1;
    for (; end < text_.size() && end < at + length && (text_[end] & 0xC0) == 0x80; ++end)
      point = (point << 6) | (static_cast<unsigned char>(text_[end]) & 0x3FU);
    return {point, end};
  }

 private:
  // What to do when the present way fails: go on somewhere else, or give a register its old value back.
  struct Pending {
    std::uint32_t place;
    bool undo;
    std::size_t value;
  };

  void push(Pending pending) {
    if (pending_.size() >= most_pending) throw RegexError("The regular expression needs too much memory");
    pending_.push_back(pending);
  }
  void set(std::uint32_t index, std::size_t value) {
    if (registers_[index] == value) return;
    push({index, true, registers_[index]});
    registers_[index] = value;
  }

  std::pair<char32_t, std::size_t> previous(std::size_t at) const {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && (text_[begin] & 0xC0) == 0x80) --begin;
    return {next(begin).first, begin};
  }

  bool holds(const RegexProgram::Set& set, char32_t point) const {
    const auto among = [&](char32_t one) {
      return std::any_of(set.ranges.begin(), set.ranges.end(),
                         [&](const auto& range) { return one >= range.first && one <= range.second; });
    };
    bool found = among(point);
    if (!found && program_.flags.ignore_case) found = among(to_upper(point)) || among(to_lower(point));
    return found != set.negated;
  }

  bool takes(const RegexInstruction& instruction, char32_t point) const {
    if (instruction.op == Op::any) return !ends_line(point);
    if (instruction.op == Op::set) return holds(program_.sets[instruction.a], point);
    return (program_.flags.ignore_case ? to_upper(point) : point) == instruction.point;
  }

  bool character(const RegexInstruction& instruction, std::size_t& here) const {
    if (instruction.behind ? here == 0 : here >= text_.size()) return false;
    const auto [point, after] = instruction.behind ? previous(here) : next(here);
    if (!takes(instruction, point)) return false;
    here = after;
    return true;
  }

  bool edge(std::size_t here, bool end) const {
    if (here == (end ? text_.size() : 0)) return true;
    return program_.flags.multiline && ends_line(end ? next(here).first : previous(here).first);
  }

  bool word_edge(std::size_t here) const {
    const bool before = here > 0 && is_word(previous(here).first);
    const bool after = here < text_.size() && is_word(next(here).first);
    return before != after;
  }

  bool reference(const RegexInstruction& instruction, std::size_t& here) {
    const std::size_t begin = registers_[2 * instruction.a], end = registers_[2 * instruction.a + 1];
    if (begin == unset || end == unset) return true;
    const std::size_t length = end - begin;
    steps_ += length / 8;
    if (instruction.behind ? here < length : text_.size() - here < length) return false;
    const std::size_t from = instruction.behind ? here - length : here;
    for (std::size_t i = 0; i < length;) {
      const auto [wanted, wanted_end] = next(begin + i);
      const auto [found, found_end] = next(from + i);
      const bool fold = program_.flags.ignore_case;
      if ((fold ? to_upper(wanted) : wanted) != (fold ? to_upper(found) : found)) return false;
      i = wanted_end - begin;
    }
    here = instruction.behind ? from : from + length;
    return true;
  }

  // What a look has tried is not tried again; what it has captured stays and can be undone.
  void settle(std::size_t base) {
    std::size_t kept = base;
    for (std::size_t i = base; i < pending_.size(); ++i) {
      if (pending_[i].undo) pending_[kept++] = pending_[i];
    }
    pending_.resize(kept);
  }
  void undo_to(std::size_t base) {
    for (; pending_.size() > base; pending_.pop_back()) {
      if (pending_.back().undo) registers_[pending_.back().place] = pending_.back().value;
    }
  }

  bool look(const RegexInstruction& instruction, std::uint32_t place, std::size_t here) {
    const std::size_t base = pending_.size();
    const bool found = run(place + 1, here);
    if (found && !instruction.negated) {
      settle(base);
    } else {
      undo_to(base);
    }
    return found != instruction.negated;
  }

  // One instruction: false where this way ends. Moves `place` and `here`.
  bool step(std::uint32_t& place, std::size_t& here) {
    const RegexInstruction& instruction = program_.code[place];
    switch (instruction.op) {
      case Op::character:
      case Op::any:
      case Op::set:
        return ++place, character(instruction, here);
      case Op::begin:
      case Op::end:
        return ++place, edge(here, instruction.op == Op::end);
      case Op::word_edge:
        return ++place, word_edge(here) != instruction.negated;
      case Op::reference:
        return ++place, reference(instruction, here);
      case Op::save:
      case Op::mark:
        set(instruction.a, here);
        return ++place, true;
      case Op::clear:
        for (std::uint32_t index = instruction.a; index <= instruction.b; ++index) set(index, unset);
        steps_ += instruction.b - instruction.a;
        return ++place, true;
      case Op::progressed:
        return ++place, registers_[instruction.a] != here;
      case Op::fork:
        push({instruction.b, false, here});
        place = instruction.a;
        return true;
      case Op::jump:
        place = instruction.a;
        return true;
      case Op::look: {
        const bool fits = look(instruction, place, here);
        place = instruction.a;
        return fits;
      }
      case Op::matched:
        return true;
    }
    return false;
  }

  bool run(std::uint32_t place, std::size_t here) {
    const std::size_t base = pending_.size();
    while (true) {
      if (++steps_ > most_steps) throw RegexError("The regular expression takes too long");
      if (program_.code[place].op == Op::matched) return true;
      if (step(place, here)) continue;
      bool another = false;
      while (!another && pending_.size() > base) {
        const Pending pending = pending_.back();
        pending_.pop_back();
        if (pending.undo) {
          registers_[pending.place] = pending.value;
        } else {
          place = pending.place;
          here = pending.value;
          another = true;
        }
      }
      if (!another) return false;
    }
  }

  const RegexProgram& program_;
  std::string_view text_;
  std::vector<std::size_t> registers_;
  std::vector<Pending> pending_;
  std::size_t steps_ = 0;
};

}  // namespace

char32_t to_upper(char32_t point) {
  if (point < 0x80) return point >= 'a' && point <= 'z' ? point - 0x20 : point;
  return static_cast<char32_t>(towupper_l(static_cast<wint_t>(point), unicode_locale()));
}
char32_t to_lower(char32_t point) {
  if (point < 0x80) return point >= 'A' && point <= 'Z' ? point + 0x20 : point;
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(point), unicode_locale()));
}

Regex::Regex(std::string_view pattern, Flags flags)
    : program_(std::make_shared<const RegexProgram>(compile_regex(parse_regex(pattern), flags))) {}

std::optional<Regex::Match> Regex::search(std::string_view text, std::size_t from, std::size_t* steps) const {
  Matcher matcher(*program_, text);
  for (std::size_t at = from; at <= text.size();) {
    if (matcher.at(at)) {
      Match match{{matcher.reg(0), matcher.reg(1)}, {}};
      for (std::size_t group = 1; group <= program_->groups; ++group) {
        const std::size_t begin = matcher.reg(2 * group), end = matcher.reg(2 * group + 1);
        const bool captured = begin != unset && end != unset;
        match.groups.push_back(captured ? std::optional(Match::Span{begin, end}) : std::nullopt);
      }
      if (steps) *steps = matcher.steps();
      return match;
    }
    at = at < text.size() ? matcher.next(at).second : at + 1;
  }
  if (steps) *steps = matcher.steps();
  return std::nullopt;
}

}  // namespace orrery::states

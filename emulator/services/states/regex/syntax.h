#pragma once
// A regular expression as a tree, and as the program it is compiled to.
#include "services/states/regex/regex.h"

namespace orrery::states {

struct RegexNode {
  enum class Kind {
    empty,
    character,
    any,
    set,
    begin,
    end,
    word_edge,
    group,
    reference,
    look,
    sequence,
    choice,
    repeat
  };
  explicit RegexNode(Kind kind_) : kind(kind_) {}

  Kind kind;
  char32_t point = 0;
  std::vector<std::pair<char32_t, char32_t>> ranges;  // of a set
  bool negated = false;                               // of a set, a word edge, a look
  bool behind = false;                                // of a look
  bool greedy = true;                                 // of a repeat
  std::uint32_t least = 0, most = 0;                  // of a repeat; `endless` stands for no limit
  std::uint32_t index = 0;                            // of a group (0: it captures nothing) or a reference
  std::string name;                                   // of a reference by name, until it is resolved
  std::vector<std::unique_ptr<RegexNode>> parts;

  static constexpr std::uint32_t endless = 0xFFFFFFFF;
};
using RegexNodePtr = std::unique_ptr<RegexNode>;

struct RegexTree {
  RegexNodePtr root;
  std::uint32_t groups = 0;
};

RegexTree parse_regex(std::string_view pattern);

struct RegexInstruction {
  enum class Op {
    character,  // one character: `point`
    any,        // one character that ends no line
    set,        // one character of sets[a]
    begin,      // start of the text, or of a line
    end,
    word_edge,
    reference,   // what group `a` has captured
    save,        // register a = here
    clear,       // registers a .. b are unset
    mark,        // register a = here, where an iteration begins
    progressed,  // fails where nothing was taken since mark a
    fork,        // go on at a; should that fail, at b
    jump,
    look,  // what follows must match up to `matched`, then go on at a
    matched
  };
  Op op;
  std::uint32_t a = 0, b = 0;
  char32_t point = 0;
  bool negated = false;
  bool behind = false;  // characters are taken backwards, inside a look behind
};

struct RegexProgram {
  struct Set {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    bool negated = false;
  };
  std::vector<RegexInstruction> code;
  std::vector<Set> sets;
  std::uint32_t groups = 0;
  std::uint32_t registers = 0;
  Regex::Flags flags;
};

// Throws RegexError where the program would be too large.
RegexProgram compile_regex(const RegexTree& tree, Regex::Flags flags);

}  // namespace orrery::states

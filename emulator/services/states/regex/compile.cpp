// From the tree of a regular expression to a program for the matcher.
#include <algorithm>

#include "services/states/regex/syntax.h"

namespace orrery::states {
namespace {

using Kind = RegexNode::Kind;
using Op = RegexInstruction::Op;

constexpr std::size_t most_code = 50'000;

bool may_be_empty(const RegexNode& node) {
  const auto part = [](const auto& one) { return may_be_empty(*one); };
  switch (node.kind) {
    case Kind::character:
    case Kind::any:
    case Kind::set:
      return false;
    case Kind::group:
    case Kind::sequence:
      return std::all_of(node.parts.begin(), node.parts.end(), part);
    case Kind::choice:
      return std::any_of(node.parts.begin(), node.parts.end(), part);
    case Kind::repeat:
      return node.least == 0 || may_be_empty(*node.parts[0]);
    default:
      return true;
  }
}

struct Groups {
  std::uint32_t first = RegexNode::endless, last = 0;
};
void groups_in(const RegexNode& node, Groups& found) {
  if (node.kind == Kind::group && node.index > 0) {
    found.first = std::min(found.first, node.index);
    found.last = std::max(found.last, node.index);
  }
  for (const auto& part : node.parts) groups_in(*part, found);
}

class Compiler {
 public:
  explicit Compiler(RegexProgram& program) : program_(program) {}

  void whole(const RegexNode& root) {
    emit({Op::save, 0});
    node(root, false);
    emit({Op::save, 1});
    emit({Op::matched});
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(program_.code.size()); }
  std::uint32_t emit(RegexInstruction instruction) {
    if (program_.code.size() >= most_code) throw RegexError("The pattern is too large");
    program_.code.push_back(instruction);
    return here() - 1;
  }

  void node(const RegexNode& tree, bool behind) {
    switch (tree.kind) {
      case Kind::empty:
        return;
      case Kind::character: {
        const char32_t point = program_.flags.ignore_case ? to_upper(tree.point) : tree.point;
        emit({.op = Op::character, .point = point, .behind = behind});
        return;
      }
      case Kind::any:
        emit({.op = Op::any, .behind = behind});
        return;
      case Kind::set:
        emit({.op = Op::set, .a = static_cast<std::uint32_t>(program_.sets.size()), .behind = behind});
        program_.sets.push_back({tree.ranges, tree.negated});
        return;
      case Kind::begin:
        emit({Op::begin});
        return;
      case Kind::end:
        emit({Op::end});
        return;
      case Kind::word_edge:
        emit({.op = Op::word_edge, .negated = tree.negated});
        return;
      case Kind::reference:
        emit({.op = Op::reference, .a = tree.index, .behind = behind});
        return;
      case Kind::group:
        return group(tree, behind);
      case Kind::look:
        return look(tree);
      case Kind::sequence:
        return sequence(tree, behind);
      case Kind::choice:
        return choice(tree, behind);
      case Kind::repeat:
        return repeat(tree, behind);
    }
  }

  void group(const RegexNode& tree, bool behind) {
    if (tree.index > 0) emit({Op::save, 2 * tree.index + behind});
    node(*tree.parts[0], behind);
    if (tree.index > 0) emit({Op::save, 2 * tree.index + !behind});
  }

  void look(const RegexNode& tree) {
    const std::uint32_t at = emit({.op = Op::look, .negated = tree.negated});
    node(*tree.parts[0], tree.behind);
    emit({Op::matched});
    program_.code[at].a = here();
  }

  // Backwards, the last part is met first.
  void sequence(const RegexNode& tree, bool behind) {
    if (!behind) {
      for (const auto& part : tree.parts) node(*part, behind);
    } else {
      for (auto part = tree.parts.rbegin(); part != tree.parts.rend(); ++part) node(**part, behind);
    }
  }

  void choice(const RegexNode& tree, bool behind) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i + 1 < tree.parts.size(); ++i) {
      const std::uint32_t fork = emit({Op::fork, here() + 1});
      node(*tree.parts[i], behind);
      ends.push_back(emit({Op::jump}));
      program_.code[fork].b = here();
    }
    node(*tree.parts.back(), behind);
    for (const std::uint32_t end : ends) program_.code[end].a = here();
  }

  void iteration(const RegexNode& tree, bool behind, bool guarded) {
    Groups inside;
    groups_in(*tree.parts[0], inside);
    if (inside.last > 0) emit({Op::clear, 2 * inside.first, 2 * inside.last + 1});
    const std::uint32_t mark = guarded ? program_.registers++ : 0;
    if (guarded) emit({Op::mark, mark});
    node(*tree.parts[0], behind);
    if (guarded) emit({Op::progressed, mark});
  }

  // A fork into an iteration or past it; which comes first is a matter of greed. `past` is filled in later.
  std::uint32_t enter(bool greedy) {
    const std::uint32_t fork = emit({Op::fork});
    (greedy ? program_.code[fork].a : program_.code[fork].b) = here();
    return fork;
  }
  void leave(std::uint32_t fork, bool greedy) {
    (greedy ? program_.code[fork].b : program_.code[fork].a) = here();
  }

  void repeat(const RegexNode& tree, bool behind) {
    const bool guarded = may_be_empty(*tree.parts[0]);
    for (std::uint32_t i = 0; i < tree.least; ++i) iteration(tree, behind, false);
    if (tree.most == RegexNode::endless) {
      const std::uint32_t fork = enter(tree.greedy);
      iteration(tree, behind, guarded);
      emit({Op::jump, fork});
      leave(fork, tree.greedy);
      return;
    }
    std::vector<std::uint32_t> forks;
    for (std::uint32_t i = tree.least; i < tree.most; ++i) {
      forks.push_back(enter(tree.greedy));
      iteration(tree, behind, guarded);
    }
    for (const std::uint32_t fork : forks) leave(fork, tree.greedy);
  }

  RegexProgram& program_;
};

}  // namespace

RegexProgram compile_regex(const RegexTree& tree, Regex::Flags flags) {
  RegexProgram program;
  program.flags = flags;
  program.groups = tree.groups;
  program.registers = 2 * (tree.groups + 1);
  Compiler(program).whole(*tree.root);
  return program;
}

}  // namespace orrery::states

#pragma once
// What the expressions of a request say, once parsed: plain structures, evaluated elsewhere.
#include <cstdint>
#include <string>
#include <vector>

namespace orrery::dynamodb {

// One step of a document path: a member's name or an index of a list.
struct Step {
  std::string name;  // as written ("#alias") until names are resolved; empty for an index
  std::uint32_t index = 0;
  bool is_index = false;

  static Step member(std::string name) { return {std::move(name), 0, false}; }
  static Step element(std::uint32_t index) { return {{}, index, true}; }
  bool operator==(const Step&) const = default;
};
using Path = std::vector<Step>;

std::string print_path(const Path& path);  // "[a, [0], b]", as AWS prints it

struct Operand {
  enum class Kind { path, value, function };
  Kind kind = Kind::path;
  Path path;
  std::string name;  // of a function; of a value: ":v"
  std::vector<Operand> arguments;
  std::string value;  // of a value, encoded, once resolved
};

struct Condition {
  enum class Kind { comparison, between, in, function, conjunction, disjunction, negation };
  Kind kind = Kind::comparison;
  std::string comparator;         // "=", "<>", "<", "<=", ">", ">="; of a function: its name
  std::vector<Operand> operands;  // of a comparison 2, of BETWEEN 3, of IN 1 + n, of a function its arguments
  std::vector<Condition> children;
};

struct Action {
  enum class Section { set, remove, add, remove_elements };  // remove_elements: DELETE
  Section section = Section::set;
  Path path;
  Operand left;        // the value of SET, ADD and DELETE
  char operation = 0;  // '+' or '-': of SET, with `right`
  Operand right;
  bool legacy = false;  // of AttributeUpdates, which is refused in words of its own

  bool takes_away() const { return section == Section::remove || section == Section::remove_elements; }
};

using Update = std::vector<Action>;
using Projection = std::vector<Path>;

}  // namespace orrery::dynamodb

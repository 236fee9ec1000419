#include "services/dynamodb/expression/evaluate.h"

#include "services/dynamodb/number.h"

namespace orrery::dynamodb {
namespace {

bool is_ordered(Type type) { return type == Type::string || type == Type::number || type == Type::binary; }

// DynamoDB counts the units of UTF-16: one for each character, two beyond the basic plane.
long utf16_length(std::string_view text) {
  long units = 0;
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    units += (byte & 0xc0) == 0x80 ? 0 : byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

std::optional<Value> list_element(const Value& list, std::uint32_t index) {
  Reader reader(list.payload);
  for (; !reader.done(); --index) {
    const Value value = reader.value();
    if (index == 0) return value;
  }
  return std::nullopt;
}

class Evaluator {
 public:
  explicit Evaluator(std::string_view item) : item_(item) {}

  bool holds(const Condition& condition) {
    switch (condition.kind) {
      case Condition::Kind::conjunction:
        for (const Condition& child : condition.children) {
          if (!holds(child)) return false;
        }
        return true;
      case Condition::Kind::disjunction:
        for (const Condition& child : condition.children) {
          if (holds(child)) return true;
        }
        return false;
      case Condition::Kind::negation:
        return !holds(condition.children[0]);
      case Condition::Kind::function:
        return call(condition);
      default:
        return compare(condition);
    }
  }

 private:
  bool compare(const Condition& condition) {
    const auto left = value(condition.operands[0]);
    const auto right = value(condition.operands[1]);
    if (condition.kind == Condition::Kind::comparison) {
      if (condition.comparator == "<>") return !(left && right && *left == *right);
      return left && right && compare_values(condition.comparator, *left, *right);
    }
    if (!left) return false;
    if (condition.kind == Condition::Kind::between) {
      const auto upper = value(condition.operands[2]);
      return right && upper && compare_values(">=", *left, *right) && compare_values("<=", *left, *upper);
    }
    for (std::size_t i = 1; i < condition.operands.size(); ++i) {
      const auto candidate = value(condition.operands[i]);
      if (candidate && *left == *candidate) return true;
    }
    return false;
  }

  bool call(const Condition& condition) {
    const auto first = value(condition.operands[0]);
    if (condition.comparator == "attribute_exists") return first.has_value();
    if (condition.comparator == "attribute_not_exists") return !first.has_value();
    const auto second = value(condition.operands[1]);
    if (!first || !second) return false;
    if (condition.comparator == "attribute_type") return type_name(first->type) == second->payload;
    if (condition.comparator == "begins_with") return begins_with(*first, *second);
    return contains_value(*first, *second);
  }

  std::optional<Value> value(const Operand& operand) {
    if (operand.kind == Operand::Kind::path) return find_path(item_, operand.path);
    if (operand.kind == Operand::Kind::value) return Value(operand.value);
    const auto argument = value(operand.arguments[0]);  // size() is the only function that is an operand
    if (!argument) return std::nullopt;
    const Type type = argument->type;
    long size = 0;
    if (type == Type::string) {
      size = utf16_length(argument->payload);
    } else if (type == Type::binary) {
      size = static_cast<long>(argument->payload.size());
    } else if (is_set(type) || type == Type::list || type == Type::map) {
      size = static_cast<long>(argument->count());
    } else {
      return std::nullopt;
    }
    return Value(scratch_.emplace_back(make_number(size)));
  }

  std::string_view item_;
  std::list<std::string> scratch_;
};

}  // namespace

std::optional<Value> find_path(std::string_view item, const Path& path) {
  std::optional<Value> value = find_attribute(item, path[0].name);
  for (std::size_t i = 1; i < path.size() && value; ++i) {
    if (path[i].is_index) {
      value = value->type == Type::list ? list_element(*value, path[i].index) : std::nullopt;
    } else {
      value = value->type == Type::map ? find_attribute(value->payload, path[i].name) : std::nullopt;
    }
  }
  return value;
}

bool holds(const Condition& condition, std::string_view item) { return Evaluator(item).holds(condition); }

bool compare_values(std::string_view comparator, const Value& left, const Value& right) {
  if (comparator == "=") return left == right;
  if (comparator == "<>") return !(left == right);
  if (left.type != right.type || !is_ordered(left.type)) return false;
  const int order = left.payload.compare(right.payload);
  if (comparator == "<") return order < 0;
  if (comparator == "<=") return order <= 0;
  return comparator == ">" ? order > 0 : order >= 0;
}

bool contains_value(const Value& container, const Value& element) {
  switch (container.type) {
    case Type::string:
    case Type::binary:
      return element.type == container.type &&
             container.payload.find(element.payload) != std::string_view::npos;
    case Type::string_set:
    case Type::number_set:
    case Type::binary_set: {
      const Type wanted = container.type == Type::string_set   ? Type::string
                          : container.type == Type::number_set ? Type::number
                                                               : Type::binary;
      if (element.type != wanted) return false;
      for (Reader reader(container.payload); !reader.done();) {
        if (reader.text() == element.payload) return true;
      }
      return false;
    }
    case Type::list:
      for (Reader reader(container.payload); !reader.done();) {
        if (reader.value() == element) return true;
      }
      return false;
    default:
      return false;
  }
}

bool begins_with(const Value& text, const Value& prefix) {
  return text.type == prefix.type && (text.type == Type::string || text.type == Type::binary) &&
         text.payload.starts_with(prefix.payload);
}

}  // namespace orrery::dynamodb

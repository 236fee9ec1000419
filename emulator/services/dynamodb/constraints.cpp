#include "services/dynamodb/constraints.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/ascii.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {

using Kind = Shape::Kind;
constexpr std::size_t most_errors = 10;

// As Java prints the value: [KeySchemaElement(attributeName=pk, keyType=HASH)].
std::string print(const Shape& shape, const json::value* value) {
  if (!value) return "null";
  switch (shape.kind) {
    case Kind::text:
      return std::string(view(value->as_string()));
    case Kind::attribute_value:
      return "com.amazonaws.dynamodb.v20120810.AttributeValue@0";
    case Kind::list: {
      std::string text;
      for (const json::value& element : value->as_array()) {
        text += (text.empty() ? "" : ", ") + print(*shape.element, element.is_null() ? nullptr : &element);
      }
      return "[" + text + "]";
    }
    case Kind::map: {
      std::string text;
      for (const auto& member : value->as_object()) {
        const json::value* element = member.value().is_null() ? nullptr : &member.value();
        text += (text.empty() ? "" : ", ") + std::string(member.key()) + "=" + print(*shape.element, element);
      }
      return "{" + text + "}";
    }
    case Kind::structure: {
      std::string text;
      for (const Member& member : shape.members) {
        text += (text.empty() ? "" : ", ") + lower_first(member.name) + "=" +
                print(member.shape, find(value->as_object(), member.name));
      }
      return std::string(shape.java) + "(" + text + ")";
    }
    default:
      return to_text(*value);
  }
}

// How deep values nest in a request: maps and lists around the innermost.
int depth_of(const json::value& value) {
  int deepest = 0;
  if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) deepest = std::max(deepest, depth_of(member.value()));
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) deepest = std::max(deepest, depth_of(element));
  } else {
    return 0;
  }
  return deepest + 1;
}

// Each level of a document is two of JSON: {"M": {"n": ...}}.
bool nests_deeply(const json::object& input) {
  constexpr int most = 2 * 62 + 1;
  for (const auto& member : input) {
    if (depth_of(member.value()) > most) return true;
  }
  return false;
}

// The keys of a map, but for those that are names of tables, are names of attributes.
bool is_long_name(const json::key_value_pair& member) {
  constexpr std::size_t most = 65535;
  return member.key().size() > most;
}

// Whether the value cannot break a constraint of the shape: what most members of most requests are.
bool is_free(const Shape& shape, const json::value& value) {
  const bool any_size = shape.min == Shape::no_min && shape.max == Shape::no_max;
  switch (shape.kind) {
    case Kind::text:
      return any_size && shape.choices.empty() && shape.name == Shape::Name::no && !shape.has_form;
    case Kind::integer:
    case Kind::real:
      return any_size;
    case Kind::map:
      return any_size && !shape.table_keys && shape.element->kind == Kind::attribute_value &&
             std::ranges::none_of(value.as_object(), is_long_name);
    default:
      return shape.kind != Kind::list && shape.kind != Kind::structure;
  }
}

// What belongs to a table, an index or a stream, is no table.
bool is_table_arn(std::string_view text) {
  const std::size_t table = text.find(":table/");
  return text.starts_with("arn:") &&
         (table == std::string_view::npos || text.find('/', table + 7) == std::string_view::npos);
}

class Checker {
 public:
  Checker(ConstraintWords words, bool all_present) : words_(words), all_present_(all_present) {}

  void members(std::span<const Member> members, const json::object& object, const std::string& prefix) {
    for (const Member& member : members) {
      const json::value* value = find(object, member.name);
      if (value ? is_free(member.shape, *value) : member.need == Need::optional) continue;
      const bool as_given = words_ != ConstraintWords::older && prefix.empty();
      const std::string path = prefix + (as_given ? std::string(member.name) : lower_first(member.name));
      if (value) {
        check(member.shape, *value, path);
      } else {
        add("null", lower_first(path), "Member must not be null");
      }
    }
  }

  void finish() const {
    if (errors_.empty()) return;
    std::string text = std::to_string(errors_.size()) + " validation error" +
                       (errors_.size() > 1 ? "s" : "") + " detected: ";
    for (std::size_t i = 0; i < errors_.size(); ++i) text += (i > 0 ? "; " : "") + errors_[i];
    throw validation(std::move(text));
  }

 private:
  void check(const Shape& shape, const json::value& value, const std::string& path) {
    switch (shape.kind) {
      case Kind::text:
        return text(shape, view(value.as_string()), path);
      case Kind::integer:
      case Kind::real:
        return number(shape, value, path);
      case Kind::list:
        length(shape, static_cast<std::int64_t>(value.as_array().size()), value, path);
        for (std::size_t i = 0; i < value.as_array().size(); ++i) {
          check_element(shape, value.as_array()[i], path + "." + std::to_string(i + 1) + ".member");
        }
        return;
      case Kind::map:
        return map(shape, value, path);
      case Kind::structure:
        return members(shape.members, value.as_object(), path + ".");
      default:
        return;
    }
  }

  // Null attribute values are refused where values are read.
  void check_element(const Shape& shape, const json::value& element, const std::string& path) {
    if (!element.is_null()) return check(*shape.element, element, path);
    if (shape.element->kind != Kind::attribute_value) add("null", path, "Member must not be null");
  }

  void text(const Shape& shape, std::string_view value, const std::string& path) {
    if (!shape.choices.empty()) return choice(shape, value, path);
    if (shape.name != Shape::Name::no) return name(shape, value, path);
    const auto size = static_cast<std::int64_t>(value.size());
    const std::string quoted = "'" + std::string(value) + "'";
    if (shape.has_form && !shape.has_form(value)) {
      add(quoted, lower_first(path),
          "Member must satisfy regular expression pattern: " + std::string(shape.pattern));
    }
    if (size < shape.min) add(quoted, lower_first(path), at_least(shape.min));
    if (size > shape.max) add(quoted, lower_first(path), at_most(shape.max));
  }

  void name(const Shape& shape, std::string_view value, const std::string& path) {
    constexpr std::int64_t least = 3, most = 255;
    const auto size = static_cast<std::int64_t>(value.size());
    const bool too_long = size > most;
    if (is_table_arn(value) || (size >= least && !too_long && is_name(value))) return;
    // A bad name of the table is reported alone.
    const bool alone = lower_first(path) == "tableName" && all_present_;
    if (alone) errors_.clear();
    const std::string quoted = "'" + std::string(value) + "'";
    if (size < shape.min) {
      add_bound(quoted, path, at_least(shape.min));
    } else {
      std::vector<std::string> wrong;
      if (size < least || too_long) wrong.push_back(too_long ? at_most(most) : at_least(least));
      if (!is_name(value)) wrong.push_back("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
      if (shape.name == Shape::Name::pattern_first) std::ranges::reverse(wrong);
      for (const std::string& what : wrong) add(quoted, lower_first(path), what);
    }
    if (alone) finish();
  }

  void choice(const Shape& shape, std::string_view value, const std::string& path) {
    std::string allowed;
    for (const std::string_view choice : shape.choices) {
      if (choice == value) return;
      allowed += (allowed.empty() ? "" : ", ") + std::string(choice);
    }
    if (words_ == ConstraintWords::writes || words_ == ConstraintWords::update) {
      if (path == "ReturnValues") return add_return_values();
      if (path == "ConditionalOperator") {
        return add_error("Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]");
      }
    }
    add("'" + std::string(value) + "'", lower_first(path),
        "Member must satisfy enum value set: [" + allowed + "]");
  }

  void add_return_values() {
    if (words_ == ConstraintWords::update) errors_.clear();
    add_error(
        "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, "
        "UPDATE_NEW, NONE]");
    if (words_ == ConstraintWords::update) finish();
  }

  void number(const Shape& shape, const json::value& value, const std::string& path) {
    const double number = value.to_number<double>();
    if (shape.min != Shape::no_min && number < static_cast<double>(shape.min)) {
      add_bound("'" + print(shape, &value) + "'", path,
                "Member must have value greater than or equal to " + std::to_string(shape.min));
    }
    if (shape.max != Shape::no_max && number > static_cast<double>(shape.max)) {
      add_bound("'" + print(shape, &value) + "'", path,
                "Member must have value less than or equal to " + std::to_string(shape.max));
    }
  }

  void map(const Shape& shape, const json::value& value, const std::string& path) {
    const json::object& object = value.as_object();
    length(shape, static_cast<std::int64_t>(object.size()), value, path);
    for (const auto& member : object) {
      const std::string_view key(member.key().data(), member.key().size());
      if (shape.table_keys && !key.starts_with("arn:") &&
          (!is_name(key) || key.size() < 3 || key.size() > 255)) {
        // The newer words print the request as it came; the older ones give way to other violations.
        if (words_ == ConstraintWords::older && !errors_.empty()) continue;
        const std::string shown = words_ == ConstraintWords::older ? print(shape, &value) : to_text(value);
        add("'" + shown + "'", lower_first(path),
            "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member "
            "must "
            "have length greater than or equal to 3, Member must satisfy regular expression pattern: "
            "[a-zA-Z0-9_.-]+]");
      }
      if (is_long_name(member)) {
        add("'" + print(shape, &value) + "'", lower_first(path),
            "Map keys must satisfy constraint: [Member must have length less than or equal to 65535, Member "
            "must have length greater than or equal to 0]");
      }
      const json::array* list = member.value().if_array();
      if (shape.value_max > 0 && list &&
          (list->empty() || static_cast<std::int64_t>(list->size()) > shape.value_max)) {
        add("'" + print(shape, &value) + "'", path,
            "Map value must satisfy constraint: [Member must have length less than or equal to " +
                std::to_string(shape.value_max) + ", Member must have length greater than or equal to 1]");
      }
    }
    for (const auto& member : object) {
      check_element(shape, member.value(), path + "." + std::string(member.key()) + ".member");
    }
  }

  void length(const Shape& shape, std::int64_t size, const json::value& value, const std::string& path) {
    if (size < shape.min) add_bound("'" + print(shape, &value) + "'", path, at_least(shape.min));
    if (size > shape.max) add_bound("'" + print(shape, &value) + "'", path, at_most(shape.max));
  }

  static std::string at_least(std::int64_t size) {
    return "Member must have length greater than or equal to " + std::to_string(size);
  }
  static std::string at_most(std::int64_t size) {
    return "Member must have length less than or equal to " + std::to_string(size);
  }

  // Ranges and lengths: some operations leave the value out.
  void add_bound(const std::string& value, const std::string& path, const std::string& what) {
    if (words_ == ConstraintWords::older) return add(value, lower_first(path), what);
    add_error("Value at '" + path + "' failed to satisfy constraint: " + what);
  }

  void add_error(std::string error) {
    if (errors_.size() < most_errors) errors_.push_back(std::move(error));
  }

  void add(const std::string& value, const std::string& path, const std::string& what) {
    if (errors_.size() == most_errors) return;
    errors_.push_back("Value " + value + " at '" + path + "' failed to satisfy constraint: " + what);
  }

  ConstraintWords words_;
  bool all_present_;
  std::vector<std::string> errors_;
};

}  // namespace

void check_constraints(std::span<const Member> members, const json::object& input, ConstraintWords words) {
  bool all_present = true;
  for (const Member& member : members) {
    all_present = all_present && (member.need == Need::optional || find(input, member.name));
  }
  Checker checker(all_present ? words : ConstraintWords::older, all_present);
  try {
    checker.members(members, input, "");
    checker.finish();
  } catch (const AwsError&) {
    if (!all_present || words == ConstraintWords::older || !nests_deeply(input)) throw;
    check_constraints(members, input, ConstraintWords::older);
  }
}

}  // namespace orrery::dynamodb

#pragma once
// The shapes of requests, and the two checks DynamoDB makes of them before it looks at anything else: JSON
// types (SerializationException), then constraints, up to ten of them in one message ("2 validation errors
// detected: ...").
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "core/json.h"

namespace orrery::dynamodb {

struct Member;

struct Shape {
  enum class Kind { text, integer, real, flag, blob, list, map, structure, attribute_value };

  static constexpr std::int64_t no_min = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t no_max = std::numeric_limits<std::int64_t>::max();

  Kind kind;
  std::string_view java = {};  // the class AWS names in its refusals
  std::int64_t min = no_min;   // of a number's value, or of a length
  std::int64_t max = no_max;
  // Of a text: a name of 3 to 255 characters of [a-zA-Z0-9_.-]; of a table it may be an ARN instead.
  enum class Name { no, length_first, pattern_first } name = Name::no;
  std::span<const std::string_view> choices = {};
  const Shape* element = nullptr;  // of a list or map
  std::span<const Member> members = {};
  // Of a map: its keys are table names; its lists have 1..value_max elements.
  bool table_keys = false;
  std::int64_t value_max = 0;
  // Of a text: the pattern as AWS prints it, and whether a text has that form.
  std::string_view pattern = {};
  bool (*has_form)(std::string_view) = nullptr;
};

enum class Need { optional, required };

struct Member {
  std::string_view name;
  const Shape& shape;
  Need need = Need::optional;
};

// Operations on tables look whether there is a name before all else.
enum class TableNameCheck { with_others, presence_first };

// Two generations of words. The older one says of every member what is wrong with which value; the newer one
// leaves the values of lengths and ranges out, says less of some choices, and stops at a bad table name.
// Where a required member is absent, or values nest too deeply for the newer one, all speak the older one.
enum class ConstraintWords {
  older,   // "Value '0' at 'limit' failed to satisfy constraint: ..."
  newer,   // "Value at 'Limit' failed to satisfy constraint: ..."
  writes,  // newer; and ReturnValues and ConditionalOperator: "Failed to satisfy constraint: ..."
  update,  // as writes, but bad ReturnValues are reported alone
};

// Throws SerializationException or ValidationException.
void check_shape(std::span<const Member> members, const json::object& input,
                 TableNameCheck table_name = TableNameCheck::with_others,
                 ConstraintWords words = ConstraintWords::older);

// Names that are looked at before the shapes, in words of their own: "IndexName must be at least 3 ...".
void check_name_length(std::optional<std::string_view> name, std::string_view called);

bool is_name(std::string_view text);  // [a-zA-Z0-9_.-]+

}  // namespace orrery::dynamodb

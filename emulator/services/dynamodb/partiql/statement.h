#pragma once
// A PartiQL statement, once parsed: the same conditions, updates and projections as expressions have.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb::partiql {

enum class Returning { nothing, all_old, all_new, modified_old, modified_new };

struct Statement {
  enum class Kind { select, insert, update, remove, exists };
  Kind kind = Kind::select;
  std::string table, index;
  std::optional<Projection> projection;  // of SELECT; absent: *
  std::optional<Condition> where;
  std::string order_by;  // an attribute, or empty
  bool descending = false;
  std::string item;  // of INSERT, encoded
  Update update;
  Returning returning = Returning::nothing;

  bool reads() const { return kind == Kind::select; }
};

// Reads the statement with its parameters (AttributeValues). Throws ValidationException.
Statement parse_statement(std::string_view text, const json::array* parameters);

}  // namespace orrery::dynamodb::partiql

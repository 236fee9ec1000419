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

struct OrderTerm {
  std::string attribute;
  bool descending = false;
};

struct Statement {
  enum class Kind { select, insert, update, remove, exists };
  Kind kind = Kind::select;
  std::string table, index;
  std::optional<Projection> projection;  // of SELECT; absent: *
  std::optional<Condition> where;
  std::vector<OrderTerm> order_by;
  std::string item;  // of INSERT, encoded
  Update update;
  Returning returning = Returning::nothing;

  bool reads() const { return kind == Kind::select; }
};

// What a path of SELECT is answered as: its last name, with the indexes after it ("m.k[1]": "k[1]").
std::string column_name(const Path& path);

// Reads the statement with its parameters (AttributeValues). Throws ValidationException.
// Refuses parameters that are no values, which parse_statement does as well, before all else.
void check_parameters(const json::array& parameters);
Statement parse_statement(std::string_view text, const json::array* parameters);

}  // namespace orrery::dynamodb::partiql

#pragma once
// FilterSpecification: which items of a table an export has, and what of them.
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class ExportFilter {
 public:
  ExportFilter() = default;  // all of all items
  // Throws ValidationException as Query does, where the expressions are not well made or do not fit the
  // table.
  ExportFilter(const json::object& specification, const Table& table);

  bool takes(std::string_view item) const;
  std::string shown(std::string_view item) const;

 private:
  std::optional<Condition> keys_, items_;
  std::optional<Projection> projection_;
};

}  // namespace orrery::dynamodb

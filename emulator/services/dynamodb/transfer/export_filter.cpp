#include "services/dynamodb/transfer/export_filter.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/compile.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/key_condition.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb {
namespace {

// Beside a condition on the keys, a filter looks at what is no key.
void check_no_keys(const Condition& filter, const KeySchema& keys) {
  std::vector<const Path*> paths;
  collect_paths(filter, paths);
  for (const Path* path : paths) {
    if (!keys.has((*path)[0].name)) continue;
    throw validation(
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
        (*path)[0].name);
  }
}

}  // namespace

ExportFilter::ExportFilter(const json::object& specification, const Table& table) {
  check_expression_parameters(specification,
                              {"ProjectionExpression", "FilterExpression", "KeyConditionExpression"}, {});
  Bindings bindings(specification);
  if (const auto text = find_text(specification, "KeyConditionExpression")) {
    keys_ = compile_condition(*text, "KeyConditionExpression", bindings);
  }
  if (const auto text = find_text(specification, "FilterExpression")) {
    items_ = compile_condition(*text, "FilterExpression", bindings);
  }
  projection_ = read_projection(specification, bindings);
  bindings.check_all_used();
  if (!keys_) return;
  fit_schema(table.keys, read_key_expression(*keys_));
  if (items_) check_no_keys(*items_, table.keys);
}

bool ExportFilter::takes(std::string_view item) const {
  return (!keys_ || holds(*keys_, item)) && (!items_ || holds(*items_, item));
}

std::string ExportFilter::shown(std::string_view item) const {
  return projection_ ? project(item, *projection_) : std::string(item);
}

}  // namespace orrery::dynamodb

#include "services/dynamodb/contributor_insights.h"

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {

Table& insight_table(Dynamodb& dynamodb, const Context& context, std::string_view name,
                     std::string_view index) {
  Table& table = dynamodb.tables.describe(context, name);
  const Index* found = index.empty() ? nullptr : table.find_index(index);
  if (!index.empty() && (!found || found->kind != IndexKind::global)) {
    throw resource_not_found("Requested resource not found: Index: " + std::string(index) +
                             " not found for table: " + table.name);
  }
  return table;
}

json::object insight_summary(const Table& table, std::string_view index) {
  json::object summary{{"TableName", table.name}};
  if (!index.empty()) summary["IndexName"] = index;
  const json::object* kept = find_object(table.insights, index);
  summary["ContributorInsightsStatus"] = kept && kept->at("enabled").as_bool() ? "ENABLED" : "DISABLED";
  if (kept) summary["ContributorInsightsMode"] = kept->at("mode");
  return summary;
}

}  // namespace orrery::dynamodb

#include "services/dynamodb/tags.h"

#include <set>

#include "core/arn.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {

void put_tags(Table& table, const json::array& tags) {
  constexpr std::size_t most = 50;
  std::map<std::string, std::string> merged = table.tags;
  std::set<std::string_view> seen;
  for (const json::value& tag : tags) {
    const auto key = find_text(tag.as_object(), "Key").value_or("");
    if (!seen.insert(key).second) throw invalid_parameter("Found duplicate TagKey: " + std::string(key));
    if (key.empty() || key.size() > 128)
      throw validation("Invalid TagKey: the length must be between 1 and 128");
    if (key.starts_with("aws:")) throw validation("One or more tag keys begin with the reserved prefix aws:");
    merged[std::string(key)] = find_text(tag.as_object(), "Value").value_or("");
  }
  if (merged.size() > most) {
    throw validation(
        "One or more parameter values were invalid: Too many tags: the limit is 50 for a resource");
  }
  table.tags = std::move(merged);
}

json::array show_tags(const Table& table) {
  json::array tags;
  for (const auto& [key, value] : table.tags) tags.push_back({{"Key", key}, {"Value", value}});
  return tags;
}

Table& tagged_table(Tables& tables, const Context& context, std::string_view text,
                    std::string_view operation) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "dynamodb" || !arn->resource.starts_with("table/")) {
    throw validation("Invalid TableArn: Invalid ResourceArn provided as input " + std::string(text));
  }
  Table* table = tables.find(context, text);
  if (table) return *table;
  if (arn->account != context.account || arn->region != context.region) {
    throw AwsError("AccessDeniedException",
                   "User: arn:aws:iam::" + context.account + ":root is not authorized to perform: dynamodb:" +
                       std::string(operation) + " on resource: " + std::string(text));
  }
  throw resource_not_found("Requested resource not found: ResourcArn: " + std::string(text) + " not found");
}

}  // namespace orrery::dynamodb

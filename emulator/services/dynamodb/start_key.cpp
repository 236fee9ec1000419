#include "services/dynamodb/start_key.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/keys.h"

namespace orrery::dynamodb {
namespace {

std::size_t count_of(std::string_view item) {
  std::size_t count = 0;
  for (Reader reader(item); !reader.done(); ++count) {
    reader.text();
    reader.value();
  }
  return count;
}

std::size_t expected_count(const ReadPlan& plan) {
  std::size_t count = plan.table->keys.size();
  if (!plan.index) return count;
  count += !plan.table->keys.has(plan.index->keys.hash.name);
  if (plan.index->keys.range) count += !plan.table->keys.has(plan.index->keys.range->name);
  return count;
}

void check_schema(const KeySchema& keys, std::string_view key, const std::string& words) {
  const auto check = [&](const KeyAttribute& attribute) {
    const auto value = find_attribute(key, attribute.name);
    if (!value || value->type != attribute.type || value->payload.empty()) throw validation(words);
  };
  check(keys.hash);
  if (keys.range) check(*keys.range);
}

bool matches(const KeyRange::Sort& sort, const Value& value) {
  const Value low(sort.low);
  if (sort.comparison == "BEGINS_WITH") return begins_with(value, low);
  if (sort.comparison == "BETWEEN") {
    return compare_values(">=", value, low) && compare_values("<=", value, Value(sort.high));
  }
  const std::string_view comparator = sort.comparison == "EQ"   ? "="
                                      : sort.comparison == "LT" ? "<"
                                      : sort.comparison == "LE" ? "<="
                                      : sort.comparison == "GT" ? ">"
                                                                : ">=";
  return compare_values(comparator, value, low);
}

}  // namespace

std::optional<std::string> read_start_key(const json::object& request) {
  const json::object* key = find_object(request, "ExclusiveStartKey");
  if (!key) return std::nullopt;
  try {
    return encode_item(*key);
  } catch (const AwsError& error) {
    throw validation("The provided starting key is invalid: " + error.message);
  }
}

void check_query_start(const ReadPlan& plan, const KeyRange& range, std::string_view key) {
  if (count_of(key) != expected_count(plan)) throw validation("The provided starting key is invalid");
  check_schema(plan.keys(), key, "The provided starting key is invalid");
  check_schema(plan.table->keys, key,
               "The provided starting key is invalid: The provided key element does not match the schema");
  const bool same_partition = *find_attribute(key, plan.keys().hash.name) == Value(range.hash);
  if (!range.sort) {
    if (same_partition) return;
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!matches(*range.sort, *find_attribute(key, plan.keys().range->name))) {
    throw validation("The provided starting key does not match the range key predicate");
  }
  if (!same_partition) {
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
}

void check_scan_start(const ReadPlan& plan, std::string_view key) {
  const std::string words =
      "The provided starting key is invalid: The provided key element does not match the schema";
  if (count_of(key) != expected_count(plan)) {
    throw validation(plan.index ? "The provided starting key is invalid" : words);
  }
  if (plan.index) check_schema(plan.index->keys, key, "The provided starting key is invalid");
  check_schema(plan.table->keys, key, words);
}

}  // namespace orrery::dynamodb

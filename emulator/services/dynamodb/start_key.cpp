#include "services/dynamodb/start_key.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/keys.h"

namespace orrery::dynamodb {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view invalid = "The provided starting key is invalid";

// Refuses what `read` refuses, in words that say of which parameter; AWS leaves them out for numbers and
// sets.
template <class Read>
auto as_starting_key(Read&& read) {
  try {
    return read();
  } catch (const AwsError& error) {
    for (const std::string_view words : {invalid, "umber"sv, "numeric"sv, "duplicates"sv}) {
      if (error.message.find(words) != error.message.npos) throw;
    }
    throw validation(std::string(invalid) + ": " + error.message);
  }
}

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
  plan.index->keys.for_each(
      [&](const KeyAttribute& key, bool) { count += plan.table->keys.has(key.name) ? 0 : 1; });
  return count;
}

// The attributes have their types; then their sizes are looked at.
void check_schema(const KeySchema& keys, std::string_view key, const std::string& other_type) {
  keys.for_each([&](const KeyAttribute& attribute, bool is_hash) {
    const auto value = find_attribute(key, attribute.name);
    if (!value || value->type != attribute.type) throw validation(other_type);
    check_key_value(attribute, *value, is_hash);
  });
}

// Of the table's own key AWS says that the starting key is invalid, and then why.
void check_table_schema(const Table& table, std::string_view key, const std::string& other_type) {
  as_starting_key([&] { check_schema(table.keys, key, other_type); });
}

bool same_partition(const KeySchema& keys, const KeyRange& range, std::string_view key) {
  std::size_t at = 0;
  bool same = *find_attribute(key, keys.hash.name) == Value(range.hash);
  for (const KeyAttribute& more : keys.more_hashes) {
    same = same && *find_attribute(key, more.name) == Value(range.more_hashes[at++]);
  }
  return same;
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

std::optional<std::string> read_start_key(const json::object& request, Reading reading) {
  const json::object* key = find_object(request, "ExclusiveStartKey");
  if (!key) return std::nullopt;
  return as_starting_key([&] { return encode_item(*key, reading); });
}

void check_query_start(const ReadPlan& plan, const KeyRange& range, std::string_view key) {
  if (count_of(key) != expected_count(plan)) throw validation(std::string(invalid));
  check_schema(plan.keys(), key, std::string(invalid));
  check_table_schema(*plan.table, key, "The provided key element does not match the schema");
  const bool inside = same_partition(plan.keys(), range, key);
  if (!range.sort) {
    if (inside) return;
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!matches(*range.sort, *find_attribute(key, range.sort->attribute))) {
    throw validation("The provided starting key does not match the range key predicate");
  }
  if (!inside) {
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
}

void check_scan_start(const ReadPlan& plan, std::string_view key) {
  const std::string words(invalid);
  if (count_of(key) != expected_count(plan)) throw validation(words);
  if (plan.index) check_schema(plan.index->keys, key, words);
  check_table_schema(*plan.table, key, words);
}

}  // namespace orrery::dynamodb

#include "services/dynamodb/keys.h"

#include <vector>

#include "core/digest.h"
#include "core/key.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/number.h"
#include "services/dynamodb/vectors.h"

namespace orrery::dynamodb {
namespace {

constexpr std::size_t max_hash_size = 2048;
constexpr std::size_t max_range_size = 1024;

void append_partition(Key& key, std::span<const Value> hash_key) {
  key.number(partition_hash(hash_key));
  if (hash_key.size() == 1) {
    key.text(hash_key[0].payload);
    return;
  }
  Key joined;
  for (const Value& one : hash_key) joined.text(one.payload);
  key.text(joined.bytes());
}

std::size_t max_size(bool is_hash) { return is_hash ? max_hash_size : max_range_size; }

void check_index_key(const Index& index, const KeyAttribute& attribute, std::string_view item, bool is_hash) {
  const auto value = find_attribute(item, attribute.name);
  if (!value) return;
  check_index_type(index, attribute, *value);
  if (value->type == Type::number) return;
  if (value->payload.empty()) {
    throw validation(
        "One or more parameter values are not valid. A value specified for a secondary index key is not "
        "supported. "
        "The AttributeValue for a key attribute cannot contain an empty " +
        std::string(value->type == Type::string ? "string" : "binary") + " value. IndexName: " + index.name +
        ", IndexKey: " + attribute.name);
  }
  if (value->payload.size() > max_size(is_hash)) {
    throw invalid_parameter(
        is_hash ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
                : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
}

}  // namespace

std::string items_prefix(const Table& table) { return items_prefix(table, table.incarnation); }

std::string items_prefix(const Table& table, std::uint64_t incarnation) {
  return Key("dynamodb").text(table.account).text(table.region).text("item").number(incarnation).bytes();
}

std::string index_prefix(const Table& table, const Index& index) {
  return Key("dynamodb").text(table.account).text(table.region).text("index").number(index.id).bytes();
}

// AWS does not say how it hashes; the order in which scans meet partitions gave it away.
std::uint64_t partition_hash(std::span<const Value> hash_key) {
  std::string text = "Outliers";
  for (const Value& one : hash_key) {
    if (one.type == Type::number)
      text += hashed_number(one.payload);
    else
      text += one.payload;
  }
  const std::string digest = md5(text);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8 | static_cast<unsigned char>(digest[i]);
  return hash;
}

std::uint64_t partition_hash(const Table& table, std::string_view item) {
  const Value key = *find_attribute(item, table.keys.hash.name);
  return partition_hash({&key, 1});
}

std::string partition_prefix(std::string_view prefix, std::span<const Value> hash_key) {
  Key key;
  append_partition(key, hash_key);
  return std::string(prefix) + key.bytes();
}

std::string item_key(const Table& table, std::string_view item) {
  Key key;
  const Value hash = *find_attribute(item, table.keys.hash.name);
  append_partition(key, {&hash, 1});
  if (table.keys.range) key.text(find_attribute(item, table.keys.range->name)->payload);
  return table.item_prefix + key.bytes();
}

std::optional<std::string> index_key(const Table& table, const Index& index, std::string_view item) {
  std::vector<Value> hashes, ranges;
  bool complete = true;
  index.keys.for_each([&](const KeyAttribute& attribute, bool is_hash) {
    const auto value = find_attribute(item, attribute.name);
    complete = complete && value && value->type == attribute.type && !value->payload.empty() &&
               value->payload.size() <= max_size(is_hash);
    if (complete) (is_hash ? hashes : ranges).push_back(*value);
  });
  if (index.vector) complete = complete && floats_of(*index.vector, item);
  if (!complete) return std::nullopt;
  Key key;
  append_partition(key, hashes);
  for (const Value& range : ranges) key.text(range.payload);
  key.text(find_attribute(item, table.keys.hash.name)->payload);
  if (table.keys.range) key.text(find_attribute(item, table.keys.range->name)->payload);
  return index_prefix(table, index) + key.bytes();
}

void check_key_value(const KeyAttribute& attribute, const Value& value, bool is_hash) {
  if (value.type == Type::number) return;
  if (value.payload.empty()) {
    throw validation(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
        "an empty " +
        std::string(value.type == Type::string ? "string" : "binary") + " value. Key: " + attribute.name);
  }
  if (is_hash && value.payload.size() > max_hash_size) {
    throw invalid_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (!is_hash && value.payload.size() > max_range_size) {
    throw invalid_parameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
}

void check_key(const Table& table, std::string_view key) {
  std::size_t count = 0;
  for (Reader reader(key); !reader.done(); ++count) {
    reader.text();
    reader.value();
  }
  const auto check = [&](const KeyAttribute& attribute, bool is_hash) {
    const auto value = find_attribute(key, attribute.name);
    if (!value || value->type != attribute.type) {
      throw validation("The provided key element does not match the schema");
    }
    check_key_value(attribute, *value, is_hash);
  };
  if (count != table.keys.size()) throw validation("The provided key element does not match the schema");
  check(table.keys.hash, true);
  if (table.keys.range) check(*table.keys.range, false);
}

std::string encode_key(const Table& table, const json::object& key) {
  std::string encoded = encode_item(key);
  check_key(table, encoded);
  return encoded;
}

void check_item_keys(const Table& table, std::string_view item) {
  const auto check = [&](const KeyAttribute& attribute, bool is_hash) {
    const auto value = find_attribute(item, attribute.name);
    if (!value) throw invalid_parameter("Missing the key " + attribute.name + " in the item");
    if (value->type != attribute.type) {
      throw invalid_parameter("Type mismatch for key " + attribute.name +
                              " expected: " + std::string(type_name(attribute.type)) +
                              " actual: " + std::string(type_name(value->type)));
    }
    check_key_value(attribute, *value, is_hash);
  };
  check(table.keys.hash, true);
  if (table.keys.range) check(*table.keys.range, false);
}

void check_index_type(const Index& index, const KeyAttribute& attribute, const Value& value) {
  if (value.type == attribute.type) return;
  throw invalid_parameter("Type mismatch for Index Key " + attribute.name +
                          " Expected: " + std::string(type_name(attribute.type)) +
                          " Actual: " + std::string(type_name(value.type)) + " IndexName: " + index.name);
}

void check_index_keys(const Table& table, std::string_view item) {
  // Of several indexes that refuse it, the first by name speaks.
  const Index* speaker = nullptr;
  std::optional<AwsError> refusal;
  for (const Index& index : table.indexes) {
    if (speaker && speaker->name < index.name) continue;
    try {
      index.keys.for_each([&](const KeyAttribute& attribute, bool is_hash) {
        check_index_key(index, attribute, item, is_hash);
      });
      if (index.vector) {
        // A filter has its type, but may be empty.
        for (const KeyAttribute& filter : index.vector->filters) {
          const auto value = find_attribute(item, filter.name);
          if (value) check_index_type(index, filter, *value);
        }
        check_vector(index, item);
      }
    } catch (const AwsError& error) {
      speaker = &index;
      refusal = error;
    }
  }
  if (refusal) throw *refusal;
}

std::string key_of(const Table& table, const Index* index, std::string_view item) {
  Projection wanted;
  const auto add = [&wanted](const KeySchema& keys) {
    keys.for_each([&](const KeyAttribute& key, bool) { wanted.push_back({Step::member(key.name)}); });
  };
  add(table.keys);
  if (index) add(index->keys);
  return project(item, wanted);
}

}  // namespace orrery::dynamodb

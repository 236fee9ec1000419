#pragma once
// Where items and index entries lie in the store, and which keys requests may name.
//
//   "dynamodb" account region "item" incarnation  H(pk) pk sk
//   "dynamodb" account region "index" id          H(ipk) ipk isk, then pk and sk of the item
//
// A vector index without a HASH attribute has an empty ipk. Where an index has several attributes of a kind,
// ipk is all of its HASH attributes as one text, and isk all of its RANGE attributes one after the other.
//
// H is 64 bits of hash, so that a scan meets partitions in no order of their keys, but in that of AWS, and
// segments share them evenly. Keys are the payloads of their values; an sk that the schema does not have is
// left out.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

std::string items_prefix(const Table& table);
std::string items_prefix(const Table& table, std::uint64_t incarnation);
std::string index_prefix(const Table& table, const Index& index);

// Of all HASH attributes, in the schema's order.
std::uint64_t partition_hash(std::span<const Value> hash_key);
std::uint64_t partition_hash(const Table& table, std::string_view item);

// The key of an item that has its key attributes.
std::string item_key(const Table& table, std::string_view item);
// std::nullopt where the item is not in the index: it lacks a key attribute, or has what cannot be one, from
// before the index was there.
std::optional<std::string> index_key(const Table& table, const Index& index, std::string_view item);

// All items of one partition, of the table or an index.
std::string partition_prefix(std::string_view prefix, std::span<const Value> hash_key);

// Throws ValidationException unless `key` has exactly the key attributes, of the right types and sizes.
std::string encode_key(const Table& table, const json::object& key);
void check_key(const Table& table, std::string_view key);
// Of one key attribute that has its type.
void check_key_value(const KeyAttribute& attribute, const Value& value, bool is_hash);
// A value an index gives a type to.
void check_index_type(const Index& index, const KeyAttribute& attribute, const Value& value);
// The key attributes of an item that is to be written, and of the indexes.
void check_item_keys(const Table& table, std::string_view item);
void check_index_keys(const Table& table, std::string_view item);

// The key attributes of `item`: of the table, and of the index where there is one.
std::string key_of(const Table& table, const Index* index, std::string_view item);

}  // namespace orrery::dynamodb

#pragma once
// A table as it is described: keys, indexes, throughput, streams, time to live. Kept as one JSON row.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/json.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {

struct KeyAttribute {
  std::string name;
  Type type = Type::string;
};

struct KeySchema {
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
  bool has(std::string_view attribute) const {
    return hash.name == attribute || (range && range->name == attribute);
  }
  std::size_t size() const { return range ? 2 : 1; }
};

struct Throughput {
  std::int64_t read = 0;
  std::int64_t write = 0;
  std::optional<Instant> increased, decreased;
};

struct Counts {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
};

enum class IndexKind { local, global };
enum class Projected { all, keys_only, include };

struct Index {
  std::string name;
  std::uint64_t id = 0;  // of its entries in the store
  IndexKind kind = IndexKind::global;
  KeySchema keys;
  Projected projected = Projected::all;
  std::vector<std::string> included;  // of Projected::include
  Throughput throughput;
  json::object extras;  // OnDemandThroughput, WarmThroughput: described as given
  Instant ready_at{};   // CREATING until then
  Counts counts;
};

struct StreamSettings {
  bool enabled = false;
  std::string view;   // "NEW_IMAGE"...
  std::string label;  // the time it was enabled, ISO; empty where there never was one
};

struct Table {
  std::string account, region, name;
  std::string id;
  std::uint64_t incarnation = 0;  // of its items in the store
  Instant created{};
  Instant ready_at{};  // CREATING or UPDATING until then
  std::string pending = "CREATING";
  std::vector<std::pair<std::string, std::string>> definitions;  // name, type, in the order given
  KeySchema keys;
  std::vector<Index> indexes;
  bool on_demand = false;
  std::optional<Instant> on_demand_since;
  Throughput throughput;
  bool deletion_protected = false;
  std::string table_class;  // empty: STANDARD, not described
  std::optional<Instant> class_changed;
  StreamSettings stream;
  std::string ttl_attribute;  // empty: disabled
  json::object extras;        // SSEDescription, OnDemandThroughput, WarmThroughput, RestoreSummary
  std::map<std::string, std::string> tags;
  std::optional<Instant> recovery_since;  // point-in-time recovery
  std::int64_t recovery_days = 35;
  Counts counts;

  std::string item_prefix;  // of its items' keys
  std::string status(Instant now) const { return now < ready_at ? pending : "ACTIVE"; }
  std::string arn() const;
  std::string stream_arn() const { return arn() + "/stream/" + stream.label; }
  const Index* find_index(std::string_view index) const;
  Index* find_index(std::string_view index);
  std::string_view definition(std::string_view attribute) const;  // "S", or "" where there is none
};

json::object to_row(const Table& table);
Table from_row(const json::object& row);

// As DescribeTable shows it.
json::object describe(const Table& table, Instant now);

Type key_type(std::string_view name);  // "S", "N", "B"

}  // namespace orrery::dynamodb

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

// Global indexes may have up to four attributes of each kind, compared one after the other. Vector indexes
// may have a HASH attribute, else its name is empty.
struct KeySchema {
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
  std::vector<KeyAttribute> more_hashes, more_ranges;

  // In the order of the schema; `visit` takes the attribute and whether it is a HASH.
  template <class Visit>
  void for_each(Visit&& visit) const {
    if (!hash.name.empty()) visit(hash, true);
    for (const KeyAttribute& attribute : more_hashes) visit(attribute, true);
    if (range) visit(*range, false);
    for (const KeyAttribute& attribute : more_ranges) visit(attribute, false);
  }
  bool has(std::string_view attribute) const {
    bool found = false;
    for_each([&](const KeyAttribute& key, bool) { found = found || key.name == attribute; });
    return found;
  }
  std::size_t size() const { return 1 + more_hashes.size() + (range ? 1 : 0) + more_ranges.size(); }
  bool several() const { return !more_hashes.empty() || !more_ranges.empty(); }
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

enum class IndexKind { local, global, vector };
enum class Projected { all, keys_only, include };

// See vectors.h.
struct VectorSettings {
  std::string attribute;
  std::int64_t dimensions = 0;
  std::string distance_function;
  std::vector<KeyAttribute> filters;  // INLINE_FILTER elements of the search schema
};

struct Index {
  std::string name;
  std::uint64_t id = 0;  // of its entries in the store
  IndexKind kind = IndexKind::global;
  KeySchema keys;
  std::optional<VectorSettings> vector;  // of IndexKind::vector
  Projected projected = Projected::all;
  std::vector<std::string> included;  // of Projected::include
  Throughput throughput;
  json::object extras;    // OnDemandThroughput, WarmThroughput: described as given
  Instant ready_at{};     // CREATING until then
  bool filling = false;   // CREATING until it has all items; see table_work.h
  std::string filled_to;  // the key of the last item it has while it is filling
  Counts counts;

  // The attributes that AttributeDefinitions must name, and whether one is a HASH: its keys and filters.
  template <class Visit>
  void for_each_defined(Visit&& visit) const {
    keys.for_each(visit);
    if (!vector) return;
    for (const KeyAttribute& filter : vector->filters) visit(filter, false);
  }
};

struct StreamSettings {
  bool enabled = false;
  std::string view;   // "NEW_IMAGE"...
  std::string label;  // the time it was enabled, ISO; empty where there never was one
};

// See kinesis_destinations.h.
struct KinesisDestination {
  std::string stream_arn;
  std::string precision;  // of times: MILLISECOND, MICROSECOND
  bool active = false;    // else it was disabled
};

// A copy that is being made of the table, or that the table is being made of.
struct Copying {
  std::uint64_t copy = 0;  // of its rows; see backups.h
  std::string owner;       // the arn of the backup, of the export, or of the table that is restored
  std::string done_to;     // the key of the last item copied
  // A copy of an earlier time is rewound to it once it has all items.
  std::optional<Instant> rewind_to;
  std::uint64_t rewound_from = 0;  // the record of the history that is to be undone next is before this one
  bool has_all = false;
  std::uint64_t of_deleted = 0;  // instead of a copy, the items of a deleted table; 0: none
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
  std::vector<KinesisDestination> destinations;
  std::string ttl_attribute;  // empty: disabled
  std::string ttl_changing;   // the attribute that was enabled or disabled last
  Instant ttl_ready_at{};     // ENABLING or DISABLING until then
  json::object extras;        // SSEDescription, OnDemandThroughput, WarmThroughput, RestoreSummary
  json::object policies;      // by resource: Policy, RevisionId
  json::object insights;      // see contributor_insights.h
  std::map<std::string, std::string> tags;
  std::optional<Instant> recovery_since;  // point-in-time recovery
  std::int64_t recovery_days = 35;
  std::uint64_t history = 0;  // of its writes while it can be restored to a point in time; see history.h
  Counts counts;
  std::vector<Copying> copies;       // backups under way; see table_work.h
  std::optional<Copying> restoring;  // CREATING while it is there

  std::string item_prefix;  // of its items' keys
  std::string status(Instant now) const {
    return restoring ? "CREATING" : now < ready_at ? pending : "ACTIVE";
  }
  std::string arn() const;
  std::string stream_arn() const { return arn() + "/stream/" + stream.label; }
  const Index* find_index(std::string_view index) const;
  Index* find_index(std::string_view index);
  std::string_view definition(std::string_view attribute) const;  // "S", or "" where there is none
};

json::object to_row(const Table& table);
Table from_row(const json::object& row);

// Whether it was added and is not filled yet.
bool is_under_way(const Index& index, Instant now);

// As DescribeTable shows it.
json::object describe(const Table& table, Instant now);

Type key_type(std::string_view name);  // "S", "N", "B"

}  // namespace orrery::dynamodb

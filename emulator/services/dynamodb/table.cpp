#include "services/dynamodb/table.h"

#include "core/arn.h"
#include "core/digest.h"

namespace orrery::dynamodb {
namespace {

json::object attribute_row(const KeyAttribute& key) {
  return {{"name", key.name}, {"type", type_name(key.type)}};
}

void put_attributes(json::object& row, const char* name, const std::vector<KeyAttribute>& attributes) {
  if (attributes.empty()) return;
  json::array& list = row[name].emplace_array();
  for (const KeyAttribute& one : attributes) list.push_back(attribute_row(one));
}

json::object schema_row(const KeySchema& keys) {
  json::object row{{"hash", attribute_row(keys.hash)}};
  if (keys.range) row["range"] = attribute_row(*keys.range);
  put_attributes(row, "more_hashes", keys.more_hashes);
  put_attributes(row, "more_ranges", keys.more_ranges);
  return row;
}

json::object vector_row(const VectorSettings& vector) {
  json::object row{{"attribute", vector.attribute},
                   {"dimensions", vector.dimensions},
                   {"distance_function", vector.distance_function}};
  put_attributes(row, "filters", vector.filters);
  return row;
}

std::int64_t number_of(const json::object& row, std::string_view name) {
  return find_number(row, name).value_or(0);
}

KeyAttribute read_attribute(const json::object& row) {
  return {text_of(row, "name"), key_type(text_of(row, "type"))};
}

std::vector<KeyAttribute> read_attributes(const json::object& row, const char* name) {
  std::vector<KeyAttribute> attributes;
  if (const json::array* list = find_array(row, name)) {
    for (const json::value& one : *list) attributes.push_back(read_attribute(one.as_object()));
  }
  return attributes;
}

KeySchema read_schema(const json::object& row) {
  KeySchema keys{read_attribute(*find_object(row, "hash")), std::nullopt, read_attributes(row, "more_hashes"),
                 read_attributes(row, "more_ranges")};
  if (const json::object* range = find_object(row, "range")) keys.range = read_attribute(*range);
  return keys;
}

VectorSettings read_vector(const json::object& row) {
  return {text_of(row, "attribute"), number_of(row, "dimensions"), text_of(row, "distance_function"),
          read_attributes(row, "filters")};
}

void put_time(json::object& row, std::string_view name, const std::optional<Instant>& when) {
  if (when) row[boost_view(name)] = epoch_milliseconds(*when);
}

std::optional<Instant> time_of(const json::object& row, std::string_view name) {
  const auto when = find_number(row, name);
  return when ? std::optional(from_epoch_milliseconds(*when)) : std::nullopt;
}

json::object throughput_row(const Throughput& throughput) {
  json::object row{{"read", throughput.read}, {"write", throughput.write}};
  put_time(row, "increased", throughput.increased);
  put_time(row, "decreased", throughput.decreased);
  return row;
}

Throughput stored_throughput(const json::object& row) {
  return {number_of(row, "read"), number_of(row, "write"), time_of(row, "increased"),
          time_of(row, "decreased")};
}

json::object index_row(const Index& index) {
  json::object row{{"name", index.name},
                   {"id", index.id},
                   {"local", index.kind == IndexKind::local},
                   {"keys", schema_row(index.keys)},
                   {"projected", static_cast<int>(index.projected)},
                   {"included", json::value_from(index.included)},
                   {"throughput", throughput_row(index.throughput)},
                   {"extras", index.extras}};
  if (index.vector) row["vector"] = vector_row(*index.vector);
  put_time(row, "ready_at", index.ready_at);
  if (index.filling) row["filled_to"] = to_hex(index.filled_to);
  return row;
}

Index read_index(const json::object& row) {
  Index index;
  index.name = text_of(row, "name");
  index.id = static_cast<std::uint64_t>(number_of(row, "id"));
  index.kind = row.at("local").as_bool() ? IndexKind::local : IndexKind::global;
  index.keys = read_schema(*find_object(row, "keys"));
  if (const json::object* vector = find_object(row, "vector")) {
    index.kind = IndexKind::vector;
    index.vector = read_vector(*vector);
  }
  index.projected = static_cast<Projected>(number_of(row, "projected"));
  index.included = json::value_to<std::vector<std::string>>(row.at("included"));
  index.throughput = stored_throughput(*find_object(row, "throughput"));
  index.extras = *find_object(row, "extras");
  index.ready_at = time_of(row, "ready_at").value_or(Instant{});
  const auto filled_to = find_text(row, "filled_to");
  index.filling = filled_to.has_value();
  if (filled_to) index.filled_to = from_hex(*filled_to).value_or("");
  return index;
}

json::object copying_row(const Copying& copying) {
  json::object row{{"copy", copying.copy}, {"owner", copying.owner}, {"done_to", to_hex(copying.done_to)}};
  if (copying.rewind_to) row["rewind_to"] = copying.rewind_to->time_since_epoch().count();
  row["rewound_from"] = copying.rewound_from;
  row["has_all"] = copying.has_all;
  if (copying.of_deleted != 0) row["of_deleted"] = copying.of_deleted;
  return row;
}

Copying read_copying(const json::object& row) {
  Copying copying;
  copying.copy = static_cast<std::uint64_t>(number_of(row, "copy"));
  copying.owner = text_of(row, "owner");
  copying.done_to = from_hex(text_of(row, "done_to")).value_or("");
  if (const auto when = find_number(row, "rewind_to")) copying.rewind_to = Instant(Duration(*when));
  copying.rewound_from = static_cast<std::uint64_t>(number_of(row, "rewound_from"));
  copying.has_all = row.at("has_all").as_bool();
  copying.of_deleted = static_cast<std::uint64_t>(number_of(row, "of_deleted"));
  return copying;
}

}  // namespace

Type key_type(std::string_view name) {
  return name == "N" ? Type::number : name == "B" ? Type::binary : Type::string;
}

std::string Table::arn() const { return make_arn("dynamodb", region, account, "table/" + name); }

const Index* Table::find_index(std::string_view index) const {
  for (const Index& candidate : indexes) {
    if (candidate.name == index) return &candidate;
  }
  return nullptr;
}

Index* Table::find_index(std::string_view index) {
  return const_cast<Index*>(std::as_const(*this).find_index(index));
}

std::string_view Table::definition(std::string_view attribute) const {
  for (const auto& [known, type] : definitions) {
    if (known == attribute) return type;
  }
  return {};
}

json::object to_row(const Table& table) {
  json::array definitions, indexes;
  for (const auto& [name, type] : table.definitions) definitions.push_back(json::array{name, type});
  for (const Index& index : table.indexes) indexes.push_back(index_row(index));
  json::object row{
      {"account", table.account},
      {"region", table.region},
      {"name", table.name},
      {"id", table.id},
      {"incarnation", table.incarnation},
      {"created", epoch_milliseconds(table.created)},
      {"ready_at", epoch_milliseconds(table.ready_at)},
      {"pending", table.pending},
      {"definitions", std::move(definitions)},
      {"keys", schema_row(table.keys)},
      {"indexes", std::move(indexes)},
      {"on_demand", table.on_demand},
      {"throughput", throughput_row(table.throughput)},
      {"deletion_protected", table.deletion_protected},
      {"table_class", table.table_class},
      {"stream",
       {{"enabled", table.stream.enabled}, {"view", table.stream.view}, {"label", table.stream.label}}},
      {"ttl", table.ttl_attribute},
      {"extras", table.extras},
      {"policies", table.policies},
      {"insights", table.insights},
      {"tags", json::value_from(table.tags)},
      {"recovery_days", table.recovery_days},
      {"history", table.history}};
  for (const KinesisDestination& destination : table.destinations) {
    json::value& list = row["destinations"];
    if (!list.is_array()) list.emplace_array();
    list.as_array().push_back(json::array{destination.stream_arn, destination.precision, destination.active});
  }
  put_time(row, "on_demand_since", table.on_demand_since);
  put_time(row, "class_changed", table.class_changed);
  if (!table.ttl_changing.empty()) {
    row["ttl_changing"] = table.ttl_changing;
    put_time(row, "ttl_ready_at", table.ttl_ready_at);
  }
  put_time(row, "recovery_since", table.recovery_since);
  if (!table.copies.empty()) {
    json::array& copies = row["copies"].emplace_array();
    for (const Copying& copying : table.copies) copies.push_back(copying_row(copying));
  }
  if (table.restoring) row["restoring"] = copying_row(*table.restoring);
  return row;
}

Table from_row(const json::object& row) {
  Table table;
  table.account = text_of(row, "account");
  table.region = text_of(row, "region");
  table.name = text_of(row, "name");
  table.id = text_of(row, "id");
  table.incarnation = static_cast<std::uint64_t>(number_of(row, "incarnation"));
  table.created = time_of(row, "created").value_or(Instant{});
  table.ready_at = time_of(row, "ready_at").value_or(Instant{});
  table.pending = text_of(row, "pending");
  for (const json::value& definition : *find_array(row, "definitions")) {
    const json::array& pair = definition.as_array();
    table.definitions.emplace_back(view(pair[0].as_string()), view(pair[1].as_string()));
  }
  table.keys = read_schema(*find_object(row, "keys"));
  for (const json::value& index : *find_array(row, "indexes"))
    table.indexes.push_back(read_index(index.as_object()));
  if (const json::array* copies = find_array(row, "copies")) {
    for (const json::value& copying : *copies) table.copies.push_back(read_copying(copying.as_object()));
  }
  if (const json::object* restoring = find_object(row, "restoring")) {
    table.restoring = read_copying(*restoring);
  }
  table.on_demand = row.at("on_demand").as_bool();
  table.on_demand_since = time_of(row, "on_demand_since");
  table.throughput = stored_throughput(*find_object(row, "throughput"));
  table.deletion_protected = row.at("deletion_protected").as_bool();
  table.table_class = text_of(row, "table_class");
  table.class_changed = time_of(row, "class_changed");
  const json::object& stream = *find_object(row, "stream");
  table.stream = {stream.at("enabled").as_bool(), text_of(stream, "view"), text_of(stream, "label")};
  if (const json::array* destinations = find_array(row, "destinations")) {
    for (const json::value& destination : *destinations) {
      const json::array& parts = destination.as_array();
      table.destinations.push_back({std::string(view(parts[0].as_string())),
                                    std::string(view(parts[1].as_string())), parts[2].as_bool()});
    }
  }
  table.ttl_attribute = text_of(row, "ttl");
  if (find(row, "ttl_changing")) {
    table.ttl_changing = text_of(row, "ttl_changing");
    table.ttl_ready_at = time_of(row, "ttl_ready_at").value_or(Instant{});
  }
  table.extras = *find_object(row, "extras");
  if (const json::object* policies = find_object(row, "policies")) table.policies = *policies;
  if (const json::object* insights = find_object(row, "insights")) table.insights = *insights;
  table.tags = json::value_to<std::map<std::string, std::string>>(row.at("tags"));
  table.recovery_since = time_of(row, "recovery_since");
  table.recovery_days = number_of(row, "recovery_days");
  table.history = static_cast<std::uint64_t>(number_of(row, "history"));
  return table;
}

}  // namespace orrery::dynamodb

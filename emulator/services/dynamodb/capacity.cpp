#include "services/dynamodb/capacity.h"

#include <algorithm>

namespace orrery::dynamodb {
namespace {

json::object show(const Consumed& consumed, const json::object& request, Shown shown) {
  const auto units = [shown](double read, double write) {
    json::object member{{"CapacityUnits", read + write}};
    if (shown == Shown::read_and_write && read > 0) member["ReadCapacityUnits"] = read;
    if (shown == Shown::read_and_write && write > 0) member["WriteCapacityUnits"] = write;
    return member;
  };
  json::object result = units(consumed.read, consumed.write);
  // Named as the request names it: by its ARN where that is what it gives.
  result["TableName"] = find_text(request, "TableName").value_or(consumed.table);
  if (find_text(request, "ReturnConsumedCapacity") != "INDEXES") return result;
  result["Table"] = units(consumed.table_read, consumed.table_write);
  for (const Consumed::OfIndex& index : consumed.indexes) {
    const char* member = index.kind == IndexKind::local    ? "LocalSecondaryIndexes"
                         : index.kind == IndexKind::global ? "GlobalSecondaryIndexes"
                                                           : "VectorIndexes";
    if (!result.contains(member)) result[member] = json::object{};
    result[member].as_object()[index.name] =
        index.kind == IndexKind::vector
            ? json::object{{"VectorWriteRequestBytes", static_cast<std::int64_t>(index.write)}}
            : units(index.read, index.write);
  }
  return result;
}

}  // namespace

double read_units(std::size_t bytes, Consistency consistency) {
  const double units = bytes == 0 ? 1 : static_cast<double>((bytes + 4095) / 4096);
  if (consistency == Consistency::eventual) return units / 2;
  return consistency == Consistency::transactional ? units * 2 : units;
}

double write_units(std::size_t bytes) { return bytes == 0 ? 1 : static_cast<double>((bytes + 1023) / 1024); }

double vector_write_bytes(std::size_t bytes) {
  constexpr std::size_t least = 1024;
  return static_cast<double>(std::max(bytes, least));
}

void Consumed::add_read(double units) {
  read += units;
  table_read += units;
}

void Consumed::add_index_read(const Index& index, double units) {
  read += units;
  for (OfIndex& known : indexes) {
    if (known.name == index.name) {
      known.read += units;
      return;
    }
  }
  indexes.push_back({index.name, index.kind, units, 0});
}

void Consumed::add_write(const Table& of, const WriteCost& cost, double factor) {
  write += cost.table * factor;
  table_write += cost.table * factor;
  for (std::size_t i = 0; i < cost.indexes.size(); ++i) {
    const double units = cost.indexes[i] * factor;
    if (units == 0) continue;
    if (!of.indexes[i].vector) write += units;
    bool merged = false;
    for (OfIndex& known : indexes) {
      if (known.name != of.indexes[i].name) continue;
      known.write += units;
      merged = true;
    }
    if (!merged) indexes.push_back({of.indexes[i].name, of.indexes[i].kind, 0, units});
  }
}

void Consumed::add(const Consumed& other) {
  read += other.read;
  write += other.write;
  table_read += other.table_read;
  table_write += other.table_write;
  for (const OfIndex& index : other.indexes) {
    const auto known = std::find_if(indexes.begin(), indexes.end(),
                                    [&index](const OfIndex& one) { return one.name == index.name; });
    if (known == indexes.end()) {
      indexes.push_back(index);
    } else {
      known->read += index.read;
      known->write += index.write;
    }
  }
}

bool wants_capacity(const json::object& request) {
  return find_text(request, "ReturnConsumedCapacity").value_or("NONE") != "NONE";
}

void add_capacity(json::object& result, const json::object& request, const Consumed& consumed) {
  if (wants_capacity(request)) result["ConsumedCapacity"] = show(consumed, request, Shown::units);
}

void add_capacities(json::object& result, const json::object& request, const std::vector<Consumed>& consumed,
                    Shown shown) {
  if (!wants_capacity(request)) return;
  json::array& list = result["ConsumedCapacity"].emplace_array();
  for (const Consumed& one : consumed) list.push_back(show(one, request, shown));
}

}  // namespace orrery::dynamodb

#include "services/dynamodb/vector_index.h"

#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/table_rules.h"

namespace orrery::dynamodb {
namespace {

void read_search_schema(const json::object& request, const Table& table, Index& index) {
  const json::array* schema = find_array(request, "SearchSchema");
  if (!schema) return;
  for (const json::value& element : *schema) {
    const std::string name(*find_text(element.as_object(), "AttributeName"));
    const std::string_view type = table.definition(name);
    if (type.empty()) {
      throw invalid_parameter("One element in SearchSchema is not defined in attribute definitions");
    }
    KeyAttribute attribute{name, key_type(type)};
    if (find_text(element.as_object(), "SearchSchemaElementType") != "HASH") {
      index.vector->filters.push_back(std::move(attribute));
    } else if (!index.keys.hash.name.empty()) {
      throw invalid_parameter("SearchSchema can have at most one HASH element");
    } else {
      index.keys.hash = std::move(attribute);
    }
  }
}

// The attribute holds vectors of one size, and nothing that is a key.
void check_attribute(const VectorSettings& settings, const Table& table) {
  const std::string conflict = "Conflicting attribute definition for '" + settings.attribute + "'. ";
  bool is_key = table.keys.has(settings.attribute) || !table.definition(settings.attribute).empty();
  for (const Index& index : table.indexes) {
    index.for_each_defined([&](const KeyAttribute& attribute, bool) {
      is_key = is_key || attribute.name == settings.attribute;
    });
  }
  if (is_key)
    throw invalid_parameter(conflict +
                            "An attribute cannot be defined in AttributeDefinitions when used as a "
                            "VectorAttribute.");
  for (const Index& index : table.indexes) {
    if (!index.vector || index.vector->attribute != settings.attribute) continue;
    if (index.vector->dimensions == settings.dimensions) continue;
    throw invalid_parameter(conflict +
                            "All VectorIndexes on the same vector attribute must use the same dimensions.");
  }
}

// A fraction is cut off, as AWS does.
std::int64_t whole_number(const json::value& number) {
  constexpr double most = 1e9;
  return static_cast<std::int64_t>(std::clamp(number.to_number<double>(), -most, most));
}

}  // namespace

void check_vector_billing(const Table& table) {
  if (table.on_demand) return;
  throw invalid_parameter("Vector indexes are only supported for PAY_PER_REQUEST tables");
}

Index read_vector_index(const json::object& request, const Table& table) {
  constexpr std::int64_t most_dimensions = 4096;
  constexpr std::size_t most_projected = 20;
  check_vector_billing(table);
  Index index;
  index.kind = IndexKind::vector;
  index.name = *find_text(request, "IndexName");
  VectorSettings& settings = index.vector.emplace();
  settings.attribute = *find_text(*find_object(request, "VectorAttribute"), "AttributeName");
  settings.dimensions = whole_number(*find(request, "Dimensions"));
  settings.distance_function = *find_text(request, "DistanceFunction");
  if (settings.dimensions < 1 || settings.dimensions > most_dimensions) {
    throw invalid_parameter("Number of dimensions must be between 1 and 4096 inclusive.");
  }
  read_search_schema(request, table, index);
  read_projection(request, index);
  // The vector is one of the attributes that are projected.
  if (index.included.size() >= most_projected) {
    throw invalid_parameter("Number of projected attributes exceeds the limit of 20 for index: " +
                            index.name);
  }
  check_attribute(settings, table);
  return index;
}

}  // namespace orrery::dynamodb

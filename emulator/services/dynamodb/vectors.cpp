#include "services/dynamodb/vectors.h"

#include <charconv>
#include <cmath>
#include <cstring>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/number.h"

namespace orrery::dynamodb {
namespace {

constexpr std::size_t float_size = sizeof(float);

// The item with another value, or none, in place of the attribute's.
std::string replaced(std::string_view item, std::string_view attribute, std::string_view value) {
  std::string out;
  for (Reader reader(item); !reader.done();) {
    const std::string_view name = reader.text();
    const Value own = reader.value();
    if (name == attribute && value.empty()) continue;
    append_text(out, name);
    out += name == attribute ? value : own.bytes;
  }
  return out;
}

std::optional<float> element_of(const Value& value) {
  return value.type == Type::number ? to_float(number_text(value.payload)) : std::nullopt;
}

}  // namespace

std::optional<float> to_float(std::string_view number) {
  float result = 0;
  const char* last = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), last, result);
  return error == std::errc() && end == last && std::isfinite(result) ? std::optional(result) : std::nullopt;
}

std::optional<std::string> floats_of(const VectorSettings& settings, std::string_view item) {
  const auto vector = find_attribute(item, settings.attribute);
  if (!vector || vector->type != Type::list) return std::nullopt;
  std::string floats;
  for (Reader reader(vector->payload); !reader.done();) {
    const auto number = element_of(reader.value());
    if (!number) return std::nullopt;
    char bytes[float_size];
    std::memcpy(bytes, &*number, float_size);
    floats.append(bytes, float_size);
  }
  if (floats.size() != float_size * static_cast<std::size_t>(settings.dimensions)) return std::nullopt;
  return floats;
}

void check_vector(const Index& index, std::string_view item) {
  const auto vector = find_attribute(item, index.vector->attribute);
  if (!vector) return;
  const std::string& name = index.vector->attribute;
  const auto refuse = [](const std::string& what) {
    throw validation("One or more parameter values were invalid. Invalid " + what);
  };
  if (vector->type != Type::list) {
    refuse("type for parameter " + name +
           ", Expected: 32-bit floating point number list IndexName: " + index.name);
  }
  const std::size_t size = vector->count();
  if (size != static_cast<std::size_t>(index.vector->dimensions)) {
    refuse("size for parameter " + name + ", Expected: " + std::to_string(index.vector->dimensions) +
           ", Actual: " + std::to_string(size) + " IndexName: " + index.name);
  }
  std::size_t at = 0;
  for (Reader reader(vector->payload); !reader.done(); ++at) {
    const Value element = reader.value();
    if (element_of(element)) continue;
    refuse("type for parameter " + name + "[" + std::to_string(at) +
           "], Expected: 32-bit floating point number, Actual: " + std::string(type_name(element.type)) +
           ". IndexName: " + index.name);
  }
}

std::string vector_entry(const VectorSettings& settings, std::string_view projected, std::string_view item) {
  return replaced(projected, settings.attribute,
                  make_value(Type::binary, floats_of(settings, item).value_or("")));
}

std::string with_numbers(const VectorSettings& settings, std::string_view entry) {
  const std::string_view floats = find_attribute(entry, settings.attribute)->payload;
  std::string numbers;
  for (std::size_t at = 0; at < floats.size(); at += float_size) {
    float number = 0;
    std::memcpy(&number, floats.data() + at, float_size);
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    append_value(numbers, Type::number,
                 encode_number(std::string_view(text, static_cast<std::size_t>(end - text))));
  }
  return replaced(entry, settings.attribute, make_value(Type::list, numbers));
}

std::string without_vector(const VectorSettings& settings, std::string_view entry) {
  return replaced(entry, settings.attribute, {});
}

double score(std::string_view distance_function, const std::vector<float>& wanted, std::string_view floats) {
  double product = 0, apart = 0, length = 0, wanted_length = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    float own = 0;
    std::memcpy(&own, floats.data() + i * float_size, float_size);
    const double a = wanted[i], b = own;
    product += a * b;
    apart += (a - b) * (a - b);
    length += b * b;
    wanted_length += a * a;
  }
  // Scores are floats, too; so the same direction scores exactly 0.
  if (distance_function == "DOT_PRODUCT") return static_cast<float>(product);
  if (distance_function == "EUCLIDEAN") return static_cast<float>(std::sqrt(apart));
  const double lengths = std::sqrt(length * wanted_length);
  return 1.0F - static_cast<float>(lengths == 0 ? 0 : product / lengths);
}

std::size_t billed_size(const Table& table, std::string_view item) {
  std::size_t size = item_size(item);
  std::vector<std::string_view> seen;
  for (const Index& index : table.indexes) {
    if (!index.vector) continue;
    const std::string& attribute = index.vector->attribute;
    const auto vector = find_attribute(item, attribute);
    if (!vector || std::find(seen.begin(), seen.end(), attribute) != seen.end()) continue;
    seen.push_back(attribute);
    size -= value_size(*vector);
    size += float_size * static_cast<std::size_t>(index.vector->dimensions);
  }
  return size;
}

}  // namespace orrery::dynamodb

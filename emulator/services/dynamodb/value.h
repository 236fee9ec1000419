#pragma once
// Attribute values and items in their one binary form, as they are stored, compared and changed.
//
//   value    type (one byte), then for all but true, false and null: length (varint), payload
//   payload  S and B: the bytes          N: see number.h
//            sets: elements, each length (varint) and bytes, sorted, without duplicates
//            L: values                   M: members sorted by name, each length (varint), name, value
//   item     the payload of an M
//
// The form is canonical: equal values have equal bytes, and scalars of one type sort as their payloads do.
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "services/dynamodb/reading.h"

namespace orrery::dynamodb {

enum class Type : char {
  string = 'S',
  number = 'N',
  binary = 'B',
  yes = 'T',
  no = 'F',
  null = '0',
  string_set = 's',
  number_set = 'n',
  binary_set = 'b',
  list = 'L',
  map = 'M',
};

std::string_view type_name(Type type);  // "S", "N", "BOOL", "SS"...
bool is_set(Type type);

// A view of one encoded value.
struct Value {
  Type type = Type::null;
  std::string_view payload;
  std::string_view bytes;  // with type and length

  explicit Value(std::string_view encoded);
  Value() = default;
  bool operator==(const Value& other) const { return bytes == other.bytes; }
  std::size_t count() const;  // elements of a set, list or map
};

// Walks payloads: members of a map, values of a list, elements of a set.
class Reader {
 public:
  explicit Reader(std::string_view payload) : rest_(payload) {}
  bool done() const { return rest_.empty(); }
  std::string_view text();  // a name or an element
  Value value();

 private:
  std::size_t varint();
  std::string_view rest_;
};

void append_varint(std::string& out, std::size_t number);
void append_text(std::string& out, std::string_view text);  // with its length
void append_value(std::string& out, Type type, std::string_view payload);

std::string make_value(Type type, std::string_view payload = {});
std::string make_bool(bool flag);
std::string make_number(long number);
// Sorts the elements; they must be distinct.
std::string make_set(Type type, std::vector<std::string> elements);

// {"S": "..."} in binary form. Its JSON types have been checked (shape.h). Throws ValidationException.
std::string encode_value(const json::value& attribute, Reading reading = Reading::current);
// {"name": {"S": "..."}, ...} as an item.
std::string encode_item(const json::object& attributes, Reading reading = Reading::current);
// As an item to be put, whose attributes have names.
std::string encode_new_item(const json::object& attributes, Reading reading = Reading::current);

json::value to_json(const Value& value, json::storage_ptr storage = {});
json::object item_to_json(std::string_view item);

std::optional<Value> find_attribute(std::string_view item, std::string_view name);

// Bytes by AWS's accounting.
std::size_t value_size(const Value& value);
std::size_t item_size(std::string_view item);

// As AWS prints a value inside a refusal: {S:abc}.
std::string describe(const Value& value);

}  // namespace orrery::dynamodb

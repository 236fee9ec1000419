#include "services/dynamodb/value.h"

#include <algorithm>
#include <cassert>

#include "core/digest.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/number.h"

namespace orrery::dynamodb {

std::string_view type_name(Type type) {
  switch (type) {
    case Type::string:
      return "S";
    case Type::number:
      return "N";
    case Type::binary:
      return "B";
    case Type::yes:
    case Type::no:
      return "BOOL";
    case Type::null:
      return "NULL";
    case Type::string_set:
      return "SS";
    case Type::number_set:
      return "NS";
    case Type::binary_set:
      return "BS";
    case Type::list:
      return "L";
    case Type::map:
      return "M";
  }
  return "";
}

bool is_set(Type type) {
  return type == Type::string_set || type == Type::number_set || type == Type::binary_set;
}

namespace {
bool has_payload(Type type) { return type != Type::yes && type != Type::no && type != Type::null; }
}  // namespace

Value::Value(std::string_view encoded) { *this = Reader(encoded).value(); }

std::size_t Value::count() const {
  std::size_t count = 0;
  for (Reader reader(payload); !reader.done(); ++count) {
    if (type == Type::list) {
      reader.value();
    } else {
      reader.text();
      if (type == Type::map) reader.value();
    }
  }
  return count;
}

std::size_t Reader::varint() {
  std::size_t number = 0;
  for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const unsigned char byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    number |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return number;
}

std::string_view Reader::text() {
  const std::size_t size = varint();
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(text.size());
  return text;
}

Value Reader::value() {
  assert(!rest_.empty());
  Value value;
  const std::string_view start = rest_;
  value.type = static_cast<Type>(rest_.front());
  rest_.remove_prefix(1);
  if (has_payload(value.type)) value.payload = text();
  value.bytes = start.substr(0, start.size() - rest_.size());
  return value;
}

void append_varint(std::string& out, std::size_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

void append_text(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out += text;
}

void append_value(std::string& out, Type type, std::string_view payload) {
  out += static_cast<char>(type);
  if (has_payload(type)) append_text(out, payload);
}

std::string make_value(Type type, std::string_view payload) {
  std::string bytes;
  append_value(bytes, type, payload);
  return bytes;
}

std::string make_bool(bool flag) { return make_value(flag ? Type::yes : Type::no); }

std::string make_number(long number) {
  return make_value(Type::number, encode_number(std::to_string(number)));
}

std::string make_set(Type type, std::vector<std::string> elements) {
  std::sort(elements.begin(), elements.end());
  std::string payload;
  for (const std::string& element : elements) append_text(payload, element);
  return make_value(type, payload);
}

json::value to_json(const Value& value, json::storage_ptr storage) {
  json::object object(storage);
  object.reserve(1);
  const std::string_view name = type_name(value.type);
  json::value& content = object[json::string_view(name.data(), name.size())];
  const auto scalar = [&](Type type, std::string_view bytes) -> json::value {
    if (type == Type::number) return json::value(number_text(bytes), storage);
    if (type == Type::binary) return json::value(to_base64(bytes), storage);
    return json::value(boost_view(bytes), storage);
  };
  switch (value.type) {
    case Type::yes:
      content = true;
      break;
    case Type::no:
      content = false;
      break;
    case Type::null:
      content = true;
      break;
    case Type::string:
    case Type::number:
    case Type::binary:
      content = scalar(value.type, value.payload);
      break;
    case Type::string_set:
    case Type::number_set:
    case Type::binary_set: {
      const Type element = value.type == Type::string_set   ? Type::string
                           : value.type == Type::number_set ? Type::number
                                                            : Type::binary;
      json::array array(storage);
      for (Reader reader(value.payload); !reader.done();) array.push_back(scalar(element, reader.text()));
      content = std::move(array);
      break;
    }
    case Type::list: {
      json::array array(storage);
      for (Reader reader(value.payload); !reader.done();) array.push_back(to_json(reader.value(), storage));
      content = std::move(array);
      break;
    }
    case Type::map: {
      json::object members(storage);
      for (Reader reader(value.payload); !reader.done();) {
        const std::string_view member = reader.text();
        members.emplace(boost_view(member), to_json(reader.value(), storage));
      }
      content = std::move(members);
      break;
    }
  }
  return object;
}

json::object item_to_json(std::string_view item) {
  json::object object;
  for (Reader reader(item); !reader.done();) {
    const std::string_view name = reader.text();
    object.emplace(boost_view(name), to_json(reader.value()));
  }
  return object;
}

std::optional<Value> find_attribute(std::string_view item, std::string_view name) {
  for (Reader reader(item); !reader.done();) {
    const std::string_view member = reader.text();
    const Value value = reader.value();
    if (member == name) return value;
    if (member > name) break;
  }
  return std::nullopt;
}

std::size_t value_size(const Value& value) {
  switch (value.type) {
    case Type::yes:
    case Type::no:
    case Type::null:
      return 1;
    case Type::string:
    case Type::binary:
      return value.payload.size();
    case Type::number:
      return number_size(value.payload);
    default:
      break;
  }
  std::size_t size = is_set(value.type) ? 0 : 3;
  for (Reader reader(value.payload); !reader.done();) {
    if (value.type == Type::list) {
      size += 1 + value_size(reader.value());
    } else if (value.type == Type::map) {
      size += 1 + reader.text().size();
      size += value_size(reader.value());
    } else {
      const std::string_view element = reader.text();
      size += value.type == Type::number_set ? number_size(element) : element.size();
    }
  }
  return size;
}

std::size_t item_size(std::string_view item) {
  std::size_t size = 0;
  for (Reader reader(item); !reader.done();) {
    size += reader.text().size();
    size += value_size(reader.value());
  }
  return size;
}

std::string describe(const Value& value) {
  const std::string name(type_name(value.type));
  std::string text;
  switch (value.type) {
    case Type::yes:
    case Type::null:
      text = "true";
      break;
    case Type::no:
      text = "false";
      break;
    case Type::string:
      text = value.payload;
      break;
    case Type::number:
      text = number_text(value.payload);
      break;
    case Type::binary:
      text = to_base64(value.payload);
      break;
    default:
      text = to_text(to_json(value).as_object().begin()->value());
      break;
  }
  return "{" + name + ":" + text + "}";
}

}  // namespace orrery::dynamodb

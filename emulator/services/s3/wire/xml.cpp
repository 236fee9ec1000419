#include "services/s3/wire/xml.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "core/ascii.h"
#include "core/clock.h"
#include "core/number.h"
#include "services/s3/errors.h"

namespace orrery::s3 {
namespace {

constexpr std::string_view s3_namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

json::value read_scalar(const Field& field, std::string_view text) {
  if (field.kind == Field::Kind::number) {
    if (const auto number = read_number<std::int64_t>(trimmed(text))) return *number;
    throw malformed_xml();
  }
  if (field.kind == Field::Kind::flag) {
    const std::string_view word = trimmed(text);
    if (word == "true" || word == "True" || word == "TRUE") return true;
    if (word == "false" || word == "False" || word == "FALSE") return false;
    throw malformed_xml();
  }
  if (field.kind == Field::Kind::time) {
    const std::string_view time = trimmed(text);
    if (!parse_iso_time(time) && !parse_http_time(time)) throw malformed_xml();
    return json::value(time);
  }
  if (!field.choices.empty() &&
      std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end()) {
    throw malformed_xml();
  }
  return json::value(text);
}

json::object read_structure(const Schema& schema, const pugi::xml_node& node);

json::value read_one(const Field& field, const pugi::xml_node& node) {
  if (field.kind == Field::Kind::structure) return read_structure(*field.inner, node);
  return read_scalar(field, node.child_value());
}

void read_attributes(const Schema& schema, const pugi::xml_node& node, json::object& out) {
  for (const Field& field : schema.fields) {
    if (!field.attribute) continue;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      if (local_name(attribute.name()) == local_name(field.wire)) out[field.member] = attribute.value();
    }
  }
}

json::object read_structure(const Schema& schema, const pugi::xml_node& node) {
  json::object out;
  read_attributes(schema, node, out);
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const Field* field = schema.by_wire(local_name(child.name()));
    if (field == nullptr || field->attribute) throw malformed_xml();
    if (field->many == Field::Many::one) {
      if (out.contains(field->member)) throw malformed_xml();
      out[field->member] = read_one(*field, child);
      continue;
    }
    json::value& slot = out[field->member];
    if (slot.is_null()) slot = json::array();
    if (field->many == Field::Many::repeated) {
      slot.as_array().push_back(read_one(*field, child));
      continue;
    }
    for (const pugi::xml_node& item : child.children()) {
      if (item.type() != pugi::node_element) continue;
      if (local_name(item.name()) != field->item) throw malformed_xml();
      slot.as_array().push_back(read_one(*field, item));
    }
  }
  for (const Field& field : schema.fields) {
    if (field.required && !out.contains(field.member)) throw malformed_xml();
  }
  return out;
}

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void structure(const Schema& schema, const json::object& members, const Interleaving& order = {}) {
    bool interleaved = false;
    for (const Field& field : schema.fields) {
      const json::value* value = find(members, field.member);
      if (value == nullptr || field.attribute) continue;
      if (std::find(order.begin(), order.end(), field.member) != order.end()) {
        if (!interleaved) write_interleaved(schema, members, order);
        interleaved = true;
        continue;
      }
      if (field.root_text) {
        scalar(*value);
        continue;
      }
      write_field(field, *value);
    }
  }

 private:
  void write_field(const Field& field, const json::value& value) {
    if (field.many == Field::Many::one) return element(field, field.wire, value);
    if (!value.is_array()) return;
    if (field.many == Field::Many::wrapped) open(field.wire);
    const std::string_view name = field.many == Field::Many::wrapped ? field.item : field.wire;
    for (const json::value& item : value.get_array()) element(field, name, item);
    if (field.many == Field::Many::wrapped) close(field.wire);
  }

  void write_interleaved(const Schema& schema, const json::object& members, const Interleaving& order) {
    std::map<std::string_view, std::size_t> written;
    for (const std::string_view member : order) {
      const Field& field = *schema.by_member(member);
      element(field, field.wire, find_array(members, member)->at(written[member]++));
    }
  }

  void element(const Field& field, std::string_view name, const json::value& value) {
    out_ += '<';
    out_ += name;
    if (field.inner && value.is_object()) attributes(*field.inner, value.get_object());
    out_ += '>';
    if (field.inner && value.is_object()) {
      structure(*field.inner, value.get_object());
    } else {
      scalar(value);
    }
    close(name);
  }

  void attributes(const Schema& schema, const json::object& members) {
    for (const Field& field : schema.fields) {
      if (!field.attribute) continue;
      const auto value = find_text(members, field.member);
      if (!value) continue;
      out_ += " xmlns:xsi=\"";
      out_ += instance_namespace;
      out_ += "\" ";
      out_ += field.wire;
      out_ += "=\"";
      append_escaped(out_, *value);
      out_ += '"';
    }
  }

  void scalar(const json::value& value) {
    if (value.is_string()) {
      append_escaped(out_, view(value.get_string()));
    } else if (value.is_bool()) {
      out_ += value.get_bool() ? "true" : "false";
    } else if (!value.is_null()) {
      out_ += to_text(value);
    }
  }

  void open(std::string_view name) {
    out_ += '<';
    out_ += name;
    out_ += '>';
  }
  void close(std::string_view name) {
    out_ += "</";
    out_ += name;
    out_ += '>';
  }

  std::string& out_;
};

}  // namespace

void append_escaped(std::string& out, std::string_view text, Quotes quotes) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += quotes == Quotes::escaped ? "&quot;" : "\"";
        break;
      case '\t':
      case '\n':
        out += c;
        break;
      default:
        if (c == '\r') {
          out += "&#13;";
        } else if (static_cast<unsigned char>(c) < 0x20) {
          constexpr std::string_view digits = "0123456789abcdef";
          out += c < 0x10 ? "&#x" : "&#x1";
          out += digits[static_cast<unsigned char>(c) & 15];
          out += ';';
        } else {
          out += c;
        }
    }
  }
}

json::object read_xml(const Schema& schema, std::string_view root, std::string_view text) {
  pugi::xml_document document;
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single;
  if (!document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8)) throw malformed_xml();
  const pugi::xml_node node = document.document_element();
  if (!node || local_name(node.name()) != root) throw malformed_xml();
  return read_structure(schema, node);
}

std::string write_xml(const Schema& schema, std::string_view root, const json::object& members,
                      const Interleaving& order) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
  out += root;
  out += " xmlns=\"";
  out += s3_namespace;
  out += "\">";
  Writer(out).structure(schema, members, order);
  out += "</";
  out += root;
  out += '>';
  return out;
}

}  // namespace orrery::s3

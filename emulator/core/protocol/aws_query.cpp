#include "core/protocol/aws_query.h"

#include <map>

#include "core/http.h"
#include "core/number.h"
#include "core/protocol/xml.h"
#include "core/utf8.h"

namespace orrery::protocol {
namespace {

using Kind = QueryShape::Kind;

constexpr int max_depth = 32;

// A form as the tree its dotted names describe.
struct Node {
  std::optional<std::string> text;
  std::map<std::string, Node, std::less<>> children;
};

json::value read_node(const QueryWire& wire, const Node& node);

// The children that are numbers, in numeric order.
std::map<unsigned, const Node*> numbered(const Node& node) {
  std::map<unsigned, const Node*> in_order;
  for (const auto& [name, child] : node.children)
    if (const auto index = read_number<unsigned>(name)) in_order.emplace(*index, &child);
  return in_order;
}

json::array read_list(const QueryWire& wire, const Node& node) {
  json::array list;
  for (const auto& [index, child] : numbered(node)) list.push_back(read_node(wire, *child));
  return list;
}

json::object read_map(const QueryWire& wire, const Node& node, const QueryShape& shape) {
  json::object map;
  for (const auto& [index, entry] : numbered(node)) {
    const auto key = entry->children.find(shape.key);
    const auto value = entry->children.find(shape.value);
    if (key == entry->children.end() || !key->second.text) continue;
    map[*key->second.text] =
        value == entry->children.end() ? json::value("") : read_node(wire, value->second);
  }
  return map;
}

void read_member(const QueryWire& wire, const std::string& name, const Node& node, json::object& into) {
  for (const QueryShape& shape : wire.shapes) {
    const bool wrapped = shape.kind == Kind::wrapped_list || shape.kind == Kind::wrapped_map;
    const bool is_map = shape.kind == Kind::map || shape.kind == Kind::wrapped_map;
    const bool structured = !node.children.empty() || (node.text && node.text->empty());
    if (name != (wrapped ? shape.json : shape.wire) || !structured) continue;
    // A map in one operation may be a list in another.
    if (is_map && node.children.contains("member")) continue;
    const Node* entries = &node;
    if (wrapped) {
      const auto inner = node.children.find(shape.wire);
      if (inner != node.children.end()) entries = &inner->second;
    }
    json::value value;
    if (is_map)
      value = read_map(wire, *entries, shape);
    else
      value = read_list(wire, *entries);
    into[boost_view(shape.json)] = std::move(value);
    return;
  }
  into[name] = read_node(wire, node);
}

json::value read_node(const QueryWire& wire, const Node& node) {
  if (node.children.empty()) return json::string(node.text.value_or(""));
  if (const auto members = node.children.find(std::string_view("member")); members != node.children.end())
    return read_list(wire, members->second);
  json::object object;
  for (const auto& [name, child] : node.children) read_member(wire, name, child, object);
  return object;
}

std::string text_of(const json::value& value) {
  if (const json::string* text = value.if_string()) return std::string(view(*text));
  return to_text(value);
}

// What is being spelled: members may be named differently in the answers of different operations.
struct Answer {
  const QueryWire& wire;
  std::string_view operation;
};

const QueryShape* shape_named(const Answer& answer, std::string_view json_name) {
  for (const QueryShape& shape : answer.wire.shapes)
    if (shape.json == json_name && (shape.operation.empty() || shape.operation == answer.operation))
      return &shape;
  return nullptr;
}

void write_members(const Answer& answer, const json::object& object, std::string& out);

void write_value(const Answer& answer, std::string_view name, const json::value& value, std::string& out) {
  if (!value.is_object()) return append_element(out, name, text_of(value));
  out += '<' + std::string(name) + '>';
  write_members(answer, value.get_object(), out);
  out += "</" + std::string(name) + '>';
}

void write_entry(const Answer& answer, const QueryShape& shape, std::string_view element,
                 std::string_view key, const json::value& value, std::string& out) {
  out += '<' + std::string(element) + '>';
  append_element(out, shape.key, key);
  write_value(answer, shape.value, value, out);
  out += "</" + std::string(element) + '>';
}

void write_members(const Answer& answer, const json::object& object, std::string& out) {
  for (const auto& [json_key, value] : object) {
    const std::string_view name(json_key.data(), json_key.size());
    if (value.is_null()) continue;
    const QueryShape* shape = shape_named(answer, name);
    const bool is_map = shape && (shape->kind == Kind::map || shape->kind == Kind::wrapped_map);
    const bool wrapped = !shape || shape->kind == Kind::wrapped_list || shape->kind == Kind::wrapped_map;
    const bool wrap = wrapped && (value.is_array() || is_map);
    if (wrap) out += '<' + std::string(name) + '>';
    if (const json::array* list = value.if_array()) {
      for (const json::value& item : *list) write_value(answer, shape ? shape->wire : "member", item, out);
    } else if (is_map && value.is_object()) {
      for (const auto& [key, item] : value.get_object())
        write_entry(answer, *shape, shape->wire, std::string_view(key.data(), key.size()), item, out);
    } else {
      write_value(answer, name, value, out);
    }
    if (wrap) out += "</" + std::string(name) + '>';
  }
}

QueryCode code_of(const QueryWire& wire, std::string_view json_code) {
  for (const QueryCode& code : wire.codes)
    if (code.json == json_code) return code;
  return {json_code, json_code};
}

void insert(Node& root, std::string_view name, std::string value) {
  Node* node = &root;
  for (int depth = 0; depth < max_depth; ++depth) {
    const auto dot = name.find('.');
    node = &node->children[std::string(name.substr(0, dot))];
    if (dot == std::string_view::npos) {
      node->text = std::move(value);
      return;
    }
    name.remove_prefix(dot + 1);
  }
  throw AwsError("MalformedQueryString", "A parameter name is nested too deeply", 400);
}

}  // namespace

json::object read_query(const QueryWire& wire, std::string_view form) {
  Node root;
  for (auto& [name, value] : parse_query(form))
    if (name != "Action" && name != "Version")
      insert(root, as_utf8(std::move(name)), as_utf8(std::move(value)));
  json::object input;
  for (const auto& [name, child] : root.children) read_member(wire, name, child, input);
  return input;
}

std::string write_query(const QueryWire& wire, std::string_view operation, const json::object& result,
                        std::string_view request_id) {
  const std::string name(operation);
  std::string out =
      "<?xml version=\"1.0\"?>\n<" + name + "Response xmlns=\"" + std::string(wire.xml_namespace) + "\">";
  out += '<' + name + "Result>";
  write_members({wire, operation}, result, out);
  out += "</" + name + "Result><ResponseMetadata>";
  append_element(out, "RequestId", request_id);
  out += "</ResponseMetadata></" + name + "Response>";
  return out;
}

std::string_view query_code(const QueryWire& wire, std::string_view json_code) {
  return code_of(wire, json_code).query;
}

std::string write_query_error(const QueryWire& wire, const AwsError& error, std::string_view request_id) {
  std::string out = "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"" + std::string(wire.xml_namespace) +
                    "\"><Error><Type>" + (error.by_sender() ? "Sender" : "Receiver") + "</Type>";
  const QueryCode code = code_of(wire, error.code);
  append_element(out, "Code", code.query);
  append_element(out, "Message", code.words.empty() ? error.message : code.words);
  write_members({wire, {}}, error.extra, out);
  if (wire.has_detail) out += "<Detail/>";
  out += "</Error>";
  append_element(out, "RequestId", request_id);
  out += "</ErrorResponse>";
  return out;
}

}  // namespace orrery::protocol

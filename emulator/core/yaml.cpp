#include "core/yaml.h"

#include <cmath>
#include <yaml-cpp/yaml.h>

#include "core/number.h"

namespace orrery {
namespace {

constexpr std::size_t most_written = 16 << 20;  // nodes and letters, each time an alias repeats them
constexpr int most_levels = 200;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// A plain scalar as the number, truth or nothing it spells. Digits after a leading zero are text: account
// numbers and modes are written so.
json::value plain(const std::string& text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return nullptr;
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  const std::size_t first = text[0] == '-' ? 1 : 0;
  if (first == text.size() || text[first] < '0' || text[first] > '9') return json::string(text);
  if (text[first] == '0' && text.size() > first + 1 && text[first + 1] != '.') return json::string(text);
  if (const auto whole = read_number<std::int64_t>(text)) return *whole;
  if (const auto real = read_number<double>(text); real && std::isfinite(*real)) return *real;
  return json::string(text);
}

class Reader {
 public:
  json::value read(const YAML::Node& node, int level = 0) {
    written_ += 1 + node.Scalar().size();
    if (written_ > most_written)
      throw YamlError("the document is too large when its aliases are written out");
    if (level > most_levels) throw YamlError("the document is nested too deeply");
    json::value value = untagged(node, level);
    const std::string& tag = node.Tag();
    if (tag.size() < 2 || tag[0] != '!' || tag[1] == '!') return value;
    return tagged(tag.substr(1), std::move(value));
  }

 private:
  json::value untagged(const YAML::Node& node, int level) {
    if (node.IsSequence()) {
      json::array list;
      for (const YAML::Node& item : node) list.push_back(read(item, level + 1));
      return list;
    }
    if (node.IsMap()) {
      json::object map;
      for (const auto& member : node) add(map, member.first, member.second, level);
      return map;
    }
    if (!node.IsScalar()) return nullptr;
    if (node.Tag() == "?" || node.Tag().empty()) return plain(node.Scalar());
    return json::string(node.Scalar());
  }

  void add(json::object& map, const YAML::Node& key, const YAML::Node& value, int level) {
    if (!key.IsScalar()) throw YamlError("a key of a map is not a scalar");
    if (key.Scalar() != "<<") {
      map[key.Scalar()] = read(value, level + 1);
      return;
    }
    // A merge adds what is not there yet.
    const json::value merged = read(value, level + 1);
    if (const auto* object = merged.if_object())
      for (const auto& member : *object) map.insert(member);
    if (const auto* list = merged.if_array())
      for (const json::value& item : *list)
        if (const auto* object = item.if_object())
          for (const auto& member : *object) map.insert(member);
  }

  static json::value tagged(const std::string& name, json::value value) {
    if (name == "Ref" || name == "Condition") return json::object{{name, std::move(value)}};
    if (name == "GetAtt" && value.is_string()) {
      const std::string_view path = view(value.get_string());
      const auto dot = path.find('.');
      if (dot != std::string_view::npos)
        value = json::array{boost_view(path.substr(0, dot)), boost_view(path.substr(dot + 1))};
    }
    return json::object{{"Fn::" + name, std::move(value)}};
  }

  std::size_t written_ = 0;
};

}  // namespace

json::value parse_yaml(std::string_view text) {
  try {
    return Reader().read(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& error) {
    throw YamlError("YAML not well-formed. (line " + std::to_string(error.mark.line + 1) + ", column " +
                    std::to_string(error.mark.column + 1) + ")");
  }
}

}  // namespace orrery

#include "services/cloudformation/template/loops.h"

#include <algorithm>

#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

constexpr const char* repeatable[] = {"Conditions", "Resources", "Outputs"};
// Above what any template may come to; loops in loops multiply.
constexpr std::size_t most_copies = 20'000, most_text = 4'000'000;

AwsError failed(const std::string& why) {
  return invalid("Transform " + std::string(language_extensions) + " failed with: " + why);
}

AwsError too_much() { return failed("Fn::ForEach repeats more than a template may hold"); }

bool is_loop(std::string_view key) { return key.starts_with(loop_prefix); }

bool loops_in(const json::value& value) {
  if (const auto* list = value.if_array()) return std::any_of(list->begin(), list->end(), loops_in);
  const auto* object = value.if_object();
  return object && std::any_of(object->begin(), object->end(),
                               [](const auto& one) { return is_loop(one.key()) || loops_in(one.value()); });
}

bool is_plain(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

// What the identifiers of the loops around a place stand for.
using Items = std::map<std::string, std::string, std::less<>>;

// `${Identifier}`, and where `plain` says so `&{Identifier}` for its letters and digits.
std::string filled_in(std::string_view text, const Items& items, bool plain) {
  std::string result;
  while (true) {
    const auto at = text.find_first_of(plain ? "$&" : "$");
    if (result.size() > most_text) throw too_much();
    if (at == std::string_view::npos) return result += text;
    result += text.substr(0, at);
    text.remove_prefix(at);
    const auto end =
        text.starts_with("${") || text.starts_with("&{") ? text.find('}') : std::string_view::npos;
    const auto item = end == std::string_view::npos ? items.end() : items.find(text.substr(2, end - 2));
    if (item == items.end()) {
      result += text.front();
      text.remove_prefix(1);
      continue;
    }
    std::string value = item->second;
    if (text.front() == '&') std::erase_if(value, [](unsigned char c) { return std::isalnum(c) == 0; });
    result += value;
    text.remove_prefix(end + 1);
  }
}

// What can be known before there is a stack.
class EarlyNames final : public Names {
 public:
  EarlyNames(const Template& document, const Parameters& parameters, const std::string& region)
      : document_(document), parameters_(parameters), region_(region) {}

  json::value ref(std::string_view name) const override {
    if (name == "AWS::Region") return json::string(region_);
    const auto parameter = parameters_.find(std::string(name));
    if (parameter == parameters_.end()) throw unknown(name);
    return parameter_value(parameter->second);
  }
  json::value attribute(std::string_view id, std::string_view) const override { throw unknown(id); }
  bool condition(std::string_view name) const override { throw unknown(name); }
  std::string exported(std::string_view name) const override { throw unknown(name); }
  std::string secret(std::string_view name) const override { throw unknown(name); }
  std::string region() const override { return region_; }
  const json::object& mappings() const override { return document_.mappings(); }

 private:
  static AwsError unknown(std::string_view name) { return invalid(std::string(name) + " is not known yet"); }

  const Template& document_;
  const Parameters& parameters_;
  const std::string& region_;
};

class Writer {
 public:
  explicit Writer(const Names& names) : names_(names) {}

  json::value written(const json::value& value, const Items& items) {
    if (!items.empty()) count(value);
    if (const auto* list = value.if_array()) {
      json::array result;
      for (const json::value& item : *list) result.push_back(written(item, items));
      return result;
    }
    const auto* object = value.if_object();
    if (!object) return value;
    if (object->size() == 1) {
      const auto& [key, argument] = *object->begin();
      const auto* text = argument.if_string();
      if (key == "Ref" && text)
        if (const auto item = items.find(view(*text)); item != items.end()) return json::string(item->second);
      if (key == "Fn::Sub" && text && !items.empty()) return substituted(view(*text), items);
      if (key == "Fn::Sub" && argument.is_array() && !items.empty()) return substituted(argument, items);
    }
    json::object result;
    for (const auto& [key, member] : *object)
      if (is_loop(key))
        repeat(member, items, result);
      else
        add(result, key, written(member, items));
    return result;
  }

 private:
  void count(const json::value& value) {
    text_ += value.is_string() ? 1 + value.get_string().size() : 1;
    if (text_ > most_text) throw too_much();
  }

  // A text that needs nothing any more is one: names of resources and conditions may be made so.
  static json::value substituted(std::string_view text, const Items& items) {
    std::string result = filled_in(text, items, false);
    if (result.find("${") == std::string::npos) return json::string(result);
    return json::object{{"Fn::Sub", result}};
  }

  json::value substituted(const json::value& arguments, const Items& items) {
    json::value result = written(arguments, items);
    json::array& list = result.get_array();
    if (!list.empty() && list.front().is_string())
      list.front() = json::string(filled_in(view(list.front().get_string()), items, false));
    return json::object{{"Fn::Sub", std::move(result)}};
  }

  void repeat(const json::value& loop, const Items& items, json::object& into) {
    const auto* parts = loop.if_array();
    const auto* fragment = parts && parts->size() == 3 ? parts->back().if_object() : nullptr;
    const auto* identifier = fragment ? parts->front().if_string() : nullptr;
    if (!identifier || (*parts)[1].is_string()) throw failed("Fn::ForEach layout is incorrect");
    for (const json::value& item : collection((*parts)[1], items)) {
      Items inner = items;
      inner[std::string(view(*identifier))] = scalar_text(item);
      for (const auto& [key, member] : *fragment) {
        if (++copies_ > most_copies) throw too_much();
        if (is_loop(key))
          repeat(member, inner, into);
        else
          add(into, filled_in(key, inner, true), written(member, inner));
      }
    }
  }

  json::array collection(const json::value& value, const Items& items) {
    const std::string none = "Could not find a collection or could not be resolved for Fn::ForEach";
    std::optional<json::value> found;
    try {
      found = evaluate(written(value, items), names_);
    } catch (const AwsError&) {
      throw failed(none);
    }
    if (!found || !found->is_array()) throw failed(none);
    return std::move(found->get_array());
  }

  static void add(json::object& object, std::string_view key, json::value value) {
    if (!object.emplace(boost_view(key), std::move(value)).second)
      throw failed("Duplicate key '" + std::string(key) +
                   "' when merging keys to parent object in Fn::ForEach");
  }

  const Names& names_;
  std::size_t copies_ = 0, text_ = 0;
};

}  // namespace

bool has_loops(const Template& document) {
  if (!document.is_extended()) return false;
  return std::any_of(std::begin(repeatable), std::end(repeatable), [&document](const char* section) {
    const json::value* value = find(document.document(), section);
    return value && loops_in(*value);
  });
}

json::object without_loops(const Template& document, const Parameters& parameters,
                           const std::string& region) {
  const EarlyNames names(document, parameters, region);
  Writer writer(names);
  json::object result = document.document();
  for (const char* section : repeatable)
    if (const json::value* value = find(document.document(), section))
      result[section] = writer.written(*value, {});
  if (const json::object* outputs = find_object(result, "Outputs"))
    for (const auto& output : *outputs)
      if (!is_plain(output.key()))
        throw failed("OutputKey '" + std::string(output.key()) + "' should be alphanumeric");
  return result;
}

}  // namespace orrery::cloudformation

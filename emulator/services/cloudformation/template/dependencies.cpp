#include "services/cloudformation/template/dependencies.h"

#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {
namespace {

void collect(const json::value& value, std::set<std::string>& names);

void collect_substitution(const json::value& value, std::set<std::string>& names) {
  std::set<std::string> own;
  const json::value* text = &value;
  if (const auto* list = value.if_array(); list && !list->empty()) {
    text = &list->front();
    for (std::size_t i = 1; i < list->size(); ++i) {
      collect((*list)[i], names);
      if (const auto* variables = (*list)[i].if_object())
        for (const auto& variable : *variables) own.emplace(variable.key());
    }
  }
  const auto* string = text->if_string();
  if (!string) return;
  for (const std::string& path : substitutions(view(*string)))
    if (!own.contains(path)) names.insert(path.substr(0, path.find('.')));
}

void collect_attribute(const json::value& value, std::set<std::string>& names) {
  if (const auto* list = value.if_array(); list && !list->empty()) {
    if (const auto* name = list->front().if_string()) names.emplace(view(*name));
    for (const json::value& item : *list) collect(item, names);
  }
  if (const auto* text = value.if_string()) names.emplace(view(*text).substr(0, view(*text).find('.')));
}

void collect(const json::value& value, std::set<std::string>& names) {
  if (const auto* list = value.if_array()) {
    for (const json::value& item : *list) collect(item, names);
    return;
  }
  const auto* object = value.if_object();
  if (!object) return;
  for (const auto& [key, member] : *object) {
    if (key == "Ref" && object->size() == 1) {
      if (const auto* name = member.if_string()) names.emplace(view(*name));
    } else if (key == "Fn::GetAtt") {
      collect_attribute(member, names);
    } else if (key == "Fn::Sub") {
      collect_substitution(member, names);
    } else {
      collect(member, names);
    }
  }
}

std::set<std::string> depends_on(const json::object& resource) {
  std::set<std::string> names;
  const json::value* value = find(resource, "DependsOn");
  if (!value) return names;
  if (const auto* text = value->if_string()) names.emplace(view(*text));
  if (const auto* list = value->if_array())
    for (const json::value& item : *list)
      if (const auto* text = item.if_string()) names.emplace(view(*text));
  return names;
}

void check_section(const Template& document, const char* section, const std::set<std::string>& names) {
  std::set<std::string> unknown;
  for (const std::string& name : names)
    if (!name.starts_with("AWS::") && !document.resources().contains(name) &&
        !document.parameters().contains(name))
      unknown.insert(name);
  if (!unknown.empty())
    throw invalid("Template format error: Unresolved resource dependencies " + in_brackets(unknown) +
                  " in the " + section + " block of the template");
}

// Walks to what a resource waits for before the resource itself.
class Order {
 public:
  explicit Order(const Template& document) : needs_(dependencies(document)) {
    for (const auto& member : document.resources()) visit(std::string(member.key()));
  }
  std::vector<std::string> take() { return std::move(order_); }

 private:
  void visit(const std::string& name) {
    if (done_.contains(name)) return;
    if (!open_.insert(name).second)
      throw invalid("Circular dependency between resources: " + in_brackets(open_));
    for (const std::string& need : needs_[name]) visit(need);
    open_.erase(name);
    done_.insert(name);
    order_.push_back(name);
  }

  std::map<std::string, std::set<std::string>> needs_;
  std::set<std::string> open_, done_;
  std::vector<std::string> order_;
};

}  // namespace

std::set<std::string> names_in(const json::value& value) {
  std::set<std::string> names;
  collect(value, names);
  return names;
}

std::vector<std::string> substitutions(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) break;
    std::string_view name = text.substr(at + 2, end - at - 2);
    if (name.starts_with('!')) continue;
    const auto first = name.find_first_not_of(' '), last = name.find_last_not_of(' ');
    if (first != std::string_view::npos) names.emplace_back(name.substr(first, last - first + 1));
  }
  return names;
}

std::map<std::string, std::set<std::string>> dependencies(const Template& document) {
  std::map<std::string, std::set<std::string>> needs;
  for (const auto& [id, value] : document.resources()) {
    const auto& resource = value.get_object();
    std::set<std::string>& own = needs[std::string(id)];
    for (const std::string& name : names_in(value))
      if (document.resources().contains(name)) own.insert(name);
    for (const std::string& name : depends_on(resource))
      if (document.resources().contains(name)) own.insert(name);
  }
  return needs;
}

std::vector<std::string> deploy_order(const Template& document) { return Order(document).take(); }

void check_references(const Template& document) {
  std::set<std::string> names;
  for (const auto& [id, value] : document.resources()) {
    names.merge(names_in(value));
    names.merge(depends_on(value.get_object()));
    const std::string condition(document.condition(id));
    if (!condition.empty() && !document.conditions().contains(condition))
      throw invalid("Template format error: Unresolved condition dependency " + condition +
                    " in the Resources block of the template");
  }
  check_section(document, "Resources", names);
  check_section(document, "Outputs", names_in(document.outputs()));
  if (const auto* conditions = find(document.document(), "Conditions"))
    check_section(document, "Conditions", names_in(*conditions));
}

}  // namespace orrery::cloudformation

#pragma once
// A template as it was written, read into its sections and checked for what can be known without a stack.
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace orrery::cloudformation {

class Template {
 public:
  // JSON or YAML. Throws ValidationError where it is not a template.
  static Template parse(std::string_view text);
  explicit Template(json::object document) : document_(std::move(document)) {}

  const json::object& document() const { return document_; }
  // A section, empty where the template has none.
  const json::object& parameters() const { return section("Parameters"); }
  const json::object& mappings() const { return section("Mappings"); }
  const json::object& conditions() const { return section("Conditions"); }
  const json::object& resources() const { return section("Resources"); }
  const json::object& outputs() const { return section("Outputs"); }
  std::string_view description() const;
  std::vector<std::string> transforms() const;
  // Whether AWS::LanguageExtensions is among them.
  bool is_extended() const;

  // One resource, which is there; nothing where it is a loop that is still to be written out.
  const json::object& resource(std::string_view logical_id) const;
  std::string_view type(std::string_view logical_id) const;
  // The name of the condition the resource hangs on; empty where on none.
  std::string_view condition(std::string_view logical_id) const;

  // Refuses what refers to nothing and resources that wait for each other.
  void check() const;
  // The capabilities its resources ask for, in the order AWS names them, and why.
  std::vector<std::string> capabilities() const;
  std::string capabilities_reason() const;

 private:
  const json::object& section(std::string_view name) const;
  json::object document_;
};

}  // namespace orrery::cloudformation

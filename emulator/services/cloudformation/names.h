#pragma once
// What the names in a template mean for one stack.
#include <map>
#include <set>

#include "services/cloudformation/records.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {

class StackNames final : public Names {
 public:
  StackNames(Core& core, const Records& records, const Stack& stack, const Template& document,
             const Parameters& parameters, const std::map<std::string, Resource>& resources)
      : core_(core),
        records_(records),
        stack_(stack),
        document_(document),
        parameters_(parameters),
        resources_(resources) {}

  json::value ref(std::string_view name) const override;
  json::value attribute(std::string_view logical_id, std::string_view name) const override;
  bool condition(std::string_view name) const override;
  std::string exported(std::string_view name) const override;
  std::string secret(std::string_view reference) const override;
  std::string region() const override { return stack_.region; }
  const json::object& mappings() const override { return document_.mappings(); }

  // Whether the resource's condition holds.
  bool wants(std::string_view logical_id) const;

  // Resources that are still to be made: their names stand for something nobody knows yet.
  std::set<std::string> pending;
  bool all_pending = false;
  // The exports that were asked for.
  const std::set<std::string>& imports() const { return imports_; }

 private:
  const Resource* made(std::string_view logical_id) const;

  Core& core_;
  const Records& records_;
  const Stack& stack_;
  const Template& document_;
  const Parameters& parameters_;
  const std::map<std::string, Resource>& resources_;
  mutable std::map<std::string, bool, std::less<>> conditions_;
  mutable std::set<std::string, std::less<>> deciding_;
  mutable std::set<std::string> imports_;
};

// The value of a parameter of Systems Manager. Throws ValidationError.
std::string ssm_value(Core& core, const Context& context, const std::string& name);

}  // namespace orrery::cloudformation

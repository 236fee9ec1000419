#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_rule_names_by_target(Events& events, const Input& input) {
  const std::string_view arn = input.text("TargetArn", 1, 1600);
  json::array names;
  for (const Rule& rule :
       events.registry.rules(input.context, events.registry.bus(input.context, bus_name(input)).name)) {
    const auto targets = events.registry.targets(rule);
    if (std::any_of(targets.begin(), targets.end(),
                    [arn](const json::object& target) { return find_text(target, "Arn") == arn; }))
      names.push_back(json::string(rule.name));
  }
  return page(input, "RuleNames", std::move(names));
}

}  // namespace orrery::events::operations

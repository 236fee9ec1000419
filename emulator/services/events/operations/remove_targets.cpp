#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object remove_targets(Events& events, const Input& input) {
  const Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Rule", 1, 64));
  json::array failed;
  for (const json::value& id : input.list("Ids")) {
    const std::string_view text = id.is_string() ? view(id.get_string()) : std::string_view();
    if (!events.registry.has_target(rule, text)) {
      failed.push_back(json::object{
          {"TargetId", boost_view(text)},
          {"ErrorCode", "ResourceNotFoundException"},
          {"ErrorMessage",
           "Rule " + rule.name + " does not have a target with the Id " + std::string(text) + "."}});
      continue;
    }
    events.registry.erase_target(rule, text);
  }
  const auto count = failed.size();
  return {{"FailedEntryCount", count}, {"FailedEntries", std::move(failed)}};
}

}  // namespace orrery::events::operations

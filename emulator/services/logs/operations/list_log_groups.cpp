#include "services/logs/group_page.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

// Parts of names between '|'; those behind '^' have to begin the name.
bool fits_any(std::string_view patterns, std::string_view name) {
  while (true) {
    const std::size_t bar = patterns.find('|');
    const std::string_view one = patterns.substr(0, bar);
    if (one.starts_with('^') ? name.starts_with(one.substr(1)) : name.find(one) != name.npos) return true;
    if (bar == patterns.npos) return false;
    patterns.remove_prefix(bar + 1);
  }
}

}  // namespace

json::object list_log_groups(Logs& logs, const Input& input) {
  input.refuse_unsupported({"accountIdentifiers", "dataSources", "fieldIndexNames", "logGroupTags"});
  const std::string_view patterns = input.maybe_text("logGroupNamePattern").value_or("");
  return group_page(logs, input,
                    {.prefix = "",
                     .most = 1000,
                     .wanted = [&](const Group& group) { return fits_any(patterns, group.name); },
                     .shown =
                         [&](const Group& group) {
                           return json::object{{"logGroupName", group.name},
                                               {"logGroupArn", group_arn(input.context, group.name)},
                                               {"logGroupClass", group.log_class}};
                         }});
}

}  // namespace orrery::logs

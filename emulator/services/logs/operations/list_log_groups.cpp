#include "services/logs/arguments.h"
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
  const std::string_view patterns = input.maybe_text("logGroupNamePattern").value_or("");
  const auto log_class = input.maybe_choice("logGroupClass", {"STANDARD", "INFREQUENT_ACCESS", "DELIVERY"});
  const auto limit = static_cast<std::size_t>(input.maybe_number("limit", 1, 1000).value_or(50));
  std::string after;
  if (input.has("nextToken")) after = view(read_page_token(input, 1)[0].as_string());

  json::array groups;
  std::string last;
  bool more = false;
  logs.records.each_group(input.context, "", after, [&](const Group& group) {
    if (!fits_any(patterns, group.name) || (log_class && group.log_class != *log_class)) return true;
    if (groups.size() == limit) return !(more = true);
    groups.push_back({{"logGroupName", group.name},
                      {"logGroupArn", group_arn(input.context, group.name)},
                      {"logGroupClass", group.log_class}});
    last = group.name;
    return true;
  });
  json::object result{{"logGroups", std::move(groups)}};
  if (more) result["nextToken"] = page_token({boost_view(last)});
  return result;
}

}  // namespace orrery::logs

#include "services/logs/group_page.h"

#include "services/logs/arguments.h"

namespace orrery::logs {

json::object group_page(const Logs& logs, const Input& input, const GroupPage& page) {
  const auto log_class = input.maybe_choice("logGroupClass", {"STANDARD", "INFREQUENT_ACCESS", "DELIVERY"});
  const auto limit = static_cast<std::size_t>(input.maybe_number("limit", 1, page.most).value_or(50));
  std::string after;
  if (input.has("nextToken")) {
    const json::array token = read_page_token(input, 1);
    after = view(token.at(0).as_string());
  }

  json::array groups;
  std::string last;
  bool more = false;
  logs.records.each_group(input.context, page.prefix, after, [&](const Group& group) {
    if ((log_class && group.log_class != *log_class) || !page.wanted(group)) return true;
    if (groups.size() == limit) return !(more = true);
    groups.push_back(page.shown(group));
    last = group.name;
    return true;
  });
  json::object result{{"logGroups", std::move(groups)}};
  if (more) result["nextToken"] = page_token({boost_view(last)});
  return result;
}

}  // namespace orrery::logs

#pragma once
// Both lists of log groups page alike.
#include <functional>

#include "services/logs/logs.h"

namespace orrery::logs {

struct GroupPage {
  std::string_view prefix;  // of names
  std::int64_t most;        // groups a page may have; 50 where the request sets no limit
  std::function<bool(const Group&)> wanted;
  std::function<json::object(const Group&)> shown;
};

// {logGroups, nextToken}, as limit and nextToken ask. A class of groups (logGroupClass) is looked at here,
// too.
json::object group_page(const Logs& logs, const Input& input, const GroupPage& page);

}  // namespace orrery::logs

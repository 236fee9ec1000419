#pragma once
// The tasks of one action as a tree in text: each with its state, its log, the actions it queued and the
// tasks that it chained.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace orrery::cli {

// Of all tasks those that the action `queue_id` queued, and those chained to them, in the order of their ids.
json::array tasks_of(const json::array& tasks, std::string_view queue_id);

bool is_concluded(std::string_view state);  // "finished", "failed", "cancelled", "skipped"
bool is_settled(std::string_view state);    // of an action: "done", "failed", "skipped"

// `tasks` as tasks_of gives them, each with its "actions".
std::string draw_tasks(const json::array& tasks, std::size_t columns);

// What a function wrote, without the lines that Lambda adds.
std::vector<std::string> own_lines(std::string_view log);

// "06:53:02.656  task 1 queue_demo  running"
std::string event_line(const json::object& event);

}  // namespace orrery::cli

#include <catch2/catch.hpp>

#include "cli/run_tasks_tree.h"

using namespace orrery;
using namespace orrery::cli;

namespace {

json::array parsed(const char* text) { return json::parse(text).as_array(); }

}  // namespace

TEST_CASE("the tasks of an action are those it queued and those chained to them", "[cli]") {
  const json::array tasks = tasks_of(parsed(R"([
    {"task_id": 1, "queue_id": "other"}, {"task_id": 2, "queue_id": "ours"},
    {"task_id": 3, "queue_id": "x", "parent_id": 2}, {"task_id": 4, "queue_id": "x", "parent_id": 1},
    {"task_id": 5, "queue_id": "y", "parent_id": 3}])"),
                                     "ours");
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[0].at("task_id") == 2);
  CHECK(tasks[1].at("task_id") == 3);
  CHECK(tasks[2].at("task_id") == 5);
}

TEST_CASE("a task is drawn with its log, its actions and its chained tasks", "[cli]") {
  const std::string drawn = draw_tasks(parsed(R"([
    {"task_id": 1, "name": "a", "state": "finished", "function": "f-a", "attempts": 2,
     "started_at": "2026-01-01T23:59:59.900000Z", "ended_at": "2026-01-02T00:00:00.150000Z",
     "log": "START RequestId: 1\nhello\n\nEND RequestId: 1\nREPORT RequestId: 1\n",
     "actions": [{"action": "post", "state": "done", "result": "{}"},
                 {"action": "run", "state": "failed", "error": {"message": "no"}}]},
    {"task_id": 2, "parent_id": 1, "name": "b", "state": "failed", "function": "f-b", "attempts": 1,
     "error": {"kind": "function", "message": "Fault"}}])"),
                                       100);
  CHECK(drawn ==
        "task 1  a                    finished   250 ms    f-a  (attempt 2)\n"
        "  log     hello\n"
        "  action  post       done     {}\n"
        "  action  run        failed   no\n"
        "  task 2  b                    failed               f-b\n"
        "    error   function: Fault\n");
}

TEST_CASE("lines of a log are the function's own", "[cli]") {
  CHECK(own_lines("2026-11-21T07:13:14.572Z\tb06ae565-c972-47fa-aca6-2d2dfcf636a0\tINFO\thello\n \nplain") ==
        std::vector<std::string>{"INFO\thello", "plain"});
}

TEST_CASE("lines are cut between characters", "[cli]") {
  const std::string drawn =
      draw_tasks(parsed("[{\"task_id\": 1, \"name\": \"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}]"), 14);
  CHECK(drawn == "task 1  \xC3\xA9...\n");
}

TEST_CASE("an event is told with its time, its task and what happened", "[cli]") {
  CHECK(
      event_line(json::parse(R"({"event": "2026-11-21T06:53:02.656937Z#000ab", "what": "failed", "task_id": 7,
                                   "name": "demo", "text": "on purpose"})")
                     .as_object()) == "06:53:02.656  task 7 demo              failed: on purpose");
  CHECK(event_line(json::parse(R"({"event": "2026-11-21T06:53:02.656937Z#000ab", "what": "action done",
                                   "action": "schema", "queue_id": "q"})")
                       .as_object()) == "06:53:02.656                           action schema done");
}

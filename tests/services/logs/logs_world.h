#pragma once
#include "services/logs/logs.h"
#include "tests/world.h"

namespace orrery {

struct LogsWorld : World {
  LogsWorld() { directory.add(logs); }

  void make(const std::string& group, const std::vector<std::string>& streams = {}) {
    call("logs", "CreateLogGroup", json::object{{"logGroupName", group}});
    for (const auto& stream : streams) {
      call("logs", "CreateLogStream", json::object{{"logGroupName", group}, {"logStreamName", stream}});
    }
  }

  std::int64_t now() const { return epoch_milliseconds(clock.now()); }

  // Events at the given milliseconds from now.
  json::object put(const std::string& group, const std::string& stream,
                   const std::vector<std::pair<std::int64_t, std::string>>& events) {
    json::array list;
    for (const auto& [at, message] : events)
      list.push_back({{"timestamp", now() + at}, {"message", message}});
    return call("logs", "PutLogEvents",
                json::object{{"logGroupName", group}, {"logStreamName", stream}, {"logEvents", list}});
  }

  // The messages of an answer, joined by commas.
  static std::string messages(const json::object& answer) {
    std::string text;
    for (const auto& event : answer.at("events").as_array()) {
      if (!text.empty()) text += ",";
      text += view(event.at("message").as_string());
    }
    return text;
  }

  static std::string token(const json::object& answer, const char* name) {
    return std::string(view(answer.at(name).as_string()));
  }

  Logs logs{core};
};

}  // namespace orrery

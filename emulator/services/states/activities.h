#pragma once
// Activities: tasks that lie on a desk until a worker asks for one, and workers that wait for tasks.
//
//   states activity  account region name -> JSON: activityArn, name, creationDate, tags
#include <deque>
#include <map>
#include <string>

#include "core/clock.h"
#include "core/entropy.h"
#include "core/service.h"

namespace orrery::states {

class Engine;
struct Run;

struct TaskPlaceOnDesk {
  std::uint64_t serial = 0, frame = 0, run = 0;
};

class ActivityDesk {
 public:
  explicit ActivityDesk(Engine& engine) : engine_(engine) {}

  // A task for whoever asks first.
  void offer(Run run, const std::string& activity_arn);
  // Answers with a task, at once or within a minute, or with an empty answer after it.
  void ask(const std::string& activity_arn, std::string worker, Reply reply);

 private:
  struct Worker {
    std::uint64_t number = 0;
    std::string name;
    Reply reply;
    Alarm alarm;
  };
  void give(Run run, const std::string& worker, Reply reply);
  void dismiss(const std::string& activity_arn, std::uint64_t number);

  Engine& engine_;
  std::map<std::string, std::deque<TaskPlaceOnDesk>> tasks_;
  std::map<std::string, std::deque<Worker>> workers_;
  std::uint64_t next_worker_ = 1;
};

std::string activity_key(const Context& context, std::string_view name);
void begin_activity(Run run, const std::string& activity_arn, const json::value& input);

// Tokens name the activity they are for, or none, so that a late answer can be told what it is late for.
std::string new_task_token(Entropy& entropy, std::string_view activity_arn);
// std::nullopt where it never was a token of ours.
std::optional<std::string> activity_of_token(std::string_view token);

}  // namespace orrery::states

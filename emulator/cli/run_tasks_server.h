#pragma once
// A task server in the cloud (functions/tasks): deployed from its template, given actions, looked at.
#include <string>

#include "cli/run_cloud.h"
#include "core/json.h"

namespace orrery::cli {

class TaskServer {
 public:
  // Its name begins the names of all that belongs to it. Throws where the name does not fit.
  TaskServer(Cloud& cloud, std::string instance) : cloud_(cloud), instance_(std::move(instance)) {}

  void deploy();
  // A function made of the files of a directory: Node, Python, or a bootstrap. Returns its name. Throws
  // std::runtime_error where the directory holds none of them.
  std::string deploy_function(const std::string& directory, const std::string& name);
  // Puts bytes into the server's bucket: {"bucket", "key"}.
  json::object upload(const std::string& name, const std::string& bytes);

  // Queues an action; returns its queue_id. One too large for an invocation goes through the bucket.
  std::string put(const json::object& action, const json::object& objects);
  // What INSTANCE-view answers.
  json::object look(const json::object& wanted);
  json::array tasks_after(std::int64_t task_id);
  json::object action(const std::string& queue_id);
  json::value result(const std::string& queue_id);

 private:
  json::object invoke(const std::string& function, const json::object& payload);

  Cloud& cloud_;
  std::string instance_, bucket_, queue_;
};

}  // namespace orrery::cli

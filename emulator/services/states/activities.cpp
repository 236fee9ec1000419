#include "services/states/activities.h"

#include "core/digest.h"
#include "core/key.h"
#include "services/states/execution/engine.h"

namespace orrery::states {
namespace {

constexpr std::size_t token_bytes = 384;

}  // namespace

std::string activity_key(const Context& context, std::string_view name) {
  return Key("states").text("activity").text(context.account).text(context.region).text(name).bytes();
}

// 384 bytes: the length of the ARN, the ARN, and chance.
std::string new_task_token(Entropy& entropy, std::string_view activity_arn) {
  std::string bytes(1, static_cast<char>(activity_arn.size()));
  bytes += activity_arn;
  while (bytes.size() < token_bytes) bytes += big_endian(static_cast<std::uint64_t>(entropy.number()));
  bytes.resize(token_bytes);
  return to_base64(bytes);
}

std::optional<std::string> activity_of_token(std::string_view token) {
  const auto bytes = from_base64(token);
  if (!bytes || bytes->size() != token_bytes) return std::nullopt;
  return bytes->substr(1, static_cast<unsigned char>(bytes->front()));
}

void begin_activity(Run run, const std::string& activity_arn, const json::value& input) {
  run.frame.task_input = print(input);
  run.engine.save(run);
  run.engine.desk.offer(run, activity_arn);
}

void ActivityDesk::offer(Run run, const std::string& activity_arn) {
  auto& workers = workers_[activity_arn];
  if (workers.empty()) {
    const TaskPlace here = engine_.place(run);
    tasks_[activity_arn].push_back({here.serial, here.frame, here.run});
    return;
  }
  Worker worker = std::move(workers.front());
  workers.pop_front();
  give(run, worker.name, std::move(worker.reply));
}

void ActivityDesk::ask(const std::string& activity_arn, std::string name, Reply reply) {
  auto& tasks = tasks_[activity_arn];
  while (!tasks.empty()) {
    const TaskPlaceOnDesk task = tasks.front();
    tasks.pop_front();
    // A task that timed out or was given up is passed over.
    const auto run = engine_.waiting({task.serial, task.frame, task.run});
    if (run) return give(*run, name, std::move(reply));
  }
  Worker worker;
  worker.number = next_worker_++;
  worker.name = std::move(name);
  reply.on_gone([this, activity_arn, number = worker.number] { dismiss(activity_arn, number); });
  worker.reply = std::move(reply);
  worker.alarm = engine_.core.clock.after(60s, [this, activity_arn, number = worker.number] {
    auto& waiting = workers_[activity_arn];
    for (Worker& one : waiting) {
      if (one.number != number) continue;
      Reply late = std::move(one.reply);
      dismiss(activity_arn, number);
      return late.ok({});
    }
  });
  workers_[activity_arn].push_back(std::move(worker));
}

void ActivityDesk::dismiss(const std::string& activity_arn, std::uint64_t number) {
  std::erase_if(workers_[activity_arn], [&](const Worker& one) { return one.number == number; });
}

void ActivityDesk::give(Run run, const std::string& worker, Reply reply) {
  Frame& frame = run.frame;
  json::object details;
  if (!worker.empty()) details["workerName"] = worker;
  run.engine.event(run, "ActivityStarted", "activityStartedEventDetails", std::move(details));
  const std::string input = std::exchange(frame.task_input, {});
  frame.worker = worker.empty() ? "-" : worker;
  engine_.begin_deadlines(run);
  reply.ok({{"taskToken", frame.token}, {"input", input}});
}

}  // namespace orrery::states

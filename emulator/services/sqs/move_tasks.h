#pragma once
// Message move tasks: dead letters go back to where they failed, or to another queue, a piece per turn.
//
//   "sqs" "task" account region source-name started_ms(number) id -> JSON of MoveTask
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/clock.h"
#include "core/json.h"
#include "services/sqs/queue.h"

namespace orrery {
class Sqs;
}

namespace orrery::sqs {

struct MoveTask {
  std::string id;
  std::string source_arn;
  std::string destination_arn;  // empty: each message to the queue it failed in
  std::int64_t started_ms = 0;
  std::int64_t per_second = 0;  // 0: as fast as may be
  std::int64_t moved = 0, to_move = 0;
  std::string status = "RUNNING";  // then COMPLETED, CANCELLED or FAILED
  std::string failure;

  bool running() const { return status == "RUNNING"; }
  std::string handle() const;
};

class MoveTasks {
 public:
  explicit MoveTasks(Sqs& sqs) : sqs_(sqs) {}

  void start(MoveTask task);
  // The tasks of a source, the newest first.
  std::vector<MoveTask> of(std::string_view source_arn) const;
  void save(const MoveTask& task);
  void resume();

 private:
  void next_piece(const MoveTask& task);
  void move(const std::string& key);
  // Moves up to `most` messages; says whether there are more.
  bool move_some(MoveTask& task, std::size_t most);

  Sqs& sqs_;
  std::unordered_map<std::string, Alarm> alarms_;  // of the running tasks, by id
};

}  // namespace orrery::sqs

#pragma once
// One shard of a stream to a function. Its records go to as many lanes as the mapping's ParallelizationFactor
// says, those of one partition key always to the same: so each key's keep their order.
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/arn.h"
#include "services/lambda/event_sources/lane.h"
#include "services/lambda/event_sources/mapping.h"
#include "services/lambda/event_sources/pending_call.h"
#include "services/lambda/lambda.h"

namespace orrery::lambda {

class ShardReader final : public std::enable_shared_from_this<ShardReader> {
 public:
  // `ended` runs when the shard is closed and all of it is done with. `from_the_start`: a shard that came
  // into being after the mapping is read whole, whatever the starting position.
  ShardReader(Lambda& lambda, std::shared_ptr<const Mapping> mapping, std::string shard, bool from_the_start,
              std::function<void()> ended);
  void start();
  void stop();

 private:
  void call(std::string_view operation, json::object input, void (ShardReader::*then)(json::object));
  bool starts_late() const;
  void find_position();
  void have_iterator(json::object result);
  void read();
  void have_records(json::object result);
  std::string role() const;
  void wait();
  void waited(json::object result);
  void flush();
  void watch_window(const Lane& lane);
  void share_out(json::array records);
  bool may_read() const;
  void go_on();
  void done_with(const json::array& records);
  void note_progress();

  Lambda& lambda_;
  const std::shared_ptr<const Mapping> mapping_;
  const std::string service_;
  const std::string shard_;
  const bool from_the_start_;
  std::function<void()> ended_;
  Context context_;
  PendingCall pending_;
  Alarm window_, pause_, tumbling_;
  std::vector<std::shared_ptr<Lane>> lanes_;
  bool stopped_ = false;
  bool window_open_ = false;
  std::string iterator_;   // empty: the shard is closed
  std::string last_read_;  // sequence number, also of records the filters dropped
  json::array collected_;
  std::deque<std::string> order_;                // sequence numbers of what was handed out, the oldest first
  std::unordered_set<std::string> out_of_turn_;  // of them, those done with while an older one is not
  bool reading_ = false;
  bool all_read_ = false;  // there was nothing more when it last looked
};

}  // namespace orrery::lambda

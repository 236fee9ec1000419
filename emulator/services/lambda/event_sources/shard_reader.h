#pragma once
// One shard of a stream to a function: in order, one batch at a time, each record until it is done with.
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "core/arn.h"
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
  // Records that are given to the function together, and again where it fails.
  struct Batch {
    json::array records;
    std::int64_t attempts = 0;
  };

  void call(std::string_view operation, json::object input, void (ShardReader::*then)(json::object));
  bool starts_late() const;
  void find_position();
  void have_iterator(json::object result);
  void read();
  void have_records(json::object result);
  void wait();
  void waited(json::object result);
  void flush();
  void run_next();
  void finished(InvocationOutcome outcome);
  void succeeded(const InvocationOutcome& outcome);
  void failed(const InvocationOutcome& outcome);
  void give_up(std::string_view condition, const InvocationOutcome* outcome);
  void done_until(const std::string& sequence);
  void retry_after(Duration delay, Purpose purpose);
  bool too_old(const json::array& records) const;

  Lambda& lambda_;
  const std::shared_ptr<const Mapping> mapping_;
  const std::string service_;
  const std::string shard_;
  const bool from_the_start_;
  std::function<void()> ended_;
  Context context_;
  PendingCall pending_;
  Alarm window_, pause_;
  bool stopped_ = false;
  bool window_open_ = false;
  std::string iterator_;   // empty: the shard is closed
  std::string last_read_;  // sequence number, also of records the filters dropped
  json::array collected_;
  std::deque<Batch> batches_;  // the first one runs; more than one where a failed one was cut in two
  std::string request_id_;
  int refusals_ = 0;
};

}  // namespace orrery::lambda

#pragma once
// Records of one shard that keep their order, to a function: one batch at a time, each record until it is
// done with.
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "services/lambda/event_sources/mapping.h"
#include "services/lambda/event_sources/tumbling_window.h"
#include "services/lambda/lambda.h"

namespace orrery::lambda {

class Lane final : public std::enable_shared_from_this<Lane> {
 public:
  // `done_with` hears of records that need not be read again; then `idle` where there are no more.
  Lane(Lambda& lambda, std::shared_ptr<const Mapping> mapping, std::string shard,
       std::function<void(const json::array&)> done_with, std::function<void()> idle);
  void add(json::array records);
  void stop();
  bool busy() const { return !batches_.empty(); }
  std::size_t waiting() const { return waiting_.size(); }
  // The window that is open, and its last invocation, where it is over.
  const std::optional<TumblingWindow>& window() const { return window_; }
  void end_window() { end_window(TumblingWindow::End::in_time); }

 private:
  // Records that are given to the function together, and again where it fails.
  struct Batch {
    json::array records;
    std::int64_t attempts = 0;
    TumblingWindow::End ends = TumblingWindow::End::none;  // the window; then there are no records
    std::string trace = {};                                // of the first record's job
  };

  void take_next();
  bool belongs(const json::object& record);
  void end_window(TumblingWindow::End how);
  void keep_state(json::value state);
  void leave_window(TumblingWindow::End how);
  void run_next();
  void finished(InvocationOutcome outcome);
  void succeeded(const InvocationOutcome& outcome);
  void failed(const InvocationOutcome& outcome);
  void give_up(std::string_view condition, const InvocationOutcome* outcome);
  void leave_first();
  void retry_after(Duration delay, Purpose purpose);
  bool too_old(const json::array& records) const;

  Lambda& lambda_;
  const std::shared_ptr<const Mapping> mapping_;
  const std::string shard_;
  std::function<void(const json::array&)> done_with_;
  std::function<void()> idle_;
  Alarm pause_;
  bool stopped_ = false;
  std::deque<json::value> waiting_;
  std::deque<Batch> batches_;  // the first one runs; more than one where a failed one was cut in two
  std::optional<TumblingWindow> window_;
  std::string request_id_;
  int refusals_ = 0;
};

}  // namespace orrery::lambda

#pragma once
// Invocations nobody waits for. What was accepted is kept until it has succeeded, or has failed as often as
// it may: it survives the emulator.
//
//   lambda event number     {"account", "region", "function", "qualifier", "payload", "request_id", "trace",
//                            "client_context", "attempt", "accepted_ms", "due_ms"}
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/core.h"
#include "services/lambda/run.h"

namespace orrery::lambda {

struct AsyncEvent {
  std::string account, region, function, qualifier;
  std::string payload, request_id, trace, client_context;
  std::int64_t attempt = 1;  // the next one
  Instant accepted{}, due{};
};

class AsyncQueue {
 public:
  // Runs an event, or throws the AwsError that refuses it.
  using Start = Function<void(const AsyncEvent&, Function<void(InvocationOutcome)> done)>;

  AsyncQueue(Core& core, Functions& functions, Duration retry_base, Start start);

  void accept(AsyncEvent event);
  // An invocation of this function has ended: what was throttled may try again.
  void capacity_freed(const std::string& arn);
  // Limits were changed: everything may try again.
  void limits_changed();
  void resume();

 private:
  struct Policy;
  static std::string key(std::uint64_t id);
  std::optional<AsyncEvent> load(std::uint64_t id) const;
  void save(std::uint64_t id, const AsyncEvent& event);
  void erase(std::uint64_t id);

  void attempt(std::uint64_t id);
  // False where it is still throttled.
  bool try_start(std::uint64_t id, const AsyncEvent& event);
  void park(std::uint64_t id, const AsyncEvent& event, const std::string& arn);
  bool unpark_one(const std::string& arn);
  void finished(std::uint64_t id, InvocationOutcome outcome);
  void retry_later(std::uint64_t id, AsyncEvent event);
  void give_up(std::uint64_t id, const AsyncEvent& event, std::string_view condition,
               const std::optional<InvocationOutcome>& outcome);
  Policy policy(const AsyncEvent& event) const;

  Core& core_;
  Functions& functions_;
  const Duration retry_base_;
  Start start_;
  std::uint64_t next_;
  std::unordered_map<std::uint64_t, Alarm> alarms_;  // of events that wait for their time, or to grow too old
  std::map<std::string, std::deque<std::uint64_t>> parked_;  // throttled, by the function's ARN, in order
};

}  // namespace orrery::lambda

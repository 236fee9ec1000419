#pragma once
// Time that stands still until it is turned.
#include "core/alarms.h"
#include "core/clock.h"
#include "core/loop.h"

namespace orrery {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Loop& loop, Instant start = from_epoch_milliseconds(1'767'225'600'000))  // 2026-01-01
      : loop_(loop), now_(start) {}

  Instant now() const override { return now_; }
  Alarm at(Instant when, Task task, Purpose purpose) override;
  using Clock::at;
  void cancel(std::uint64_t alarm) override { alarms_.cancel(alarm); }
  void change_busy(int) override {}

  // Rings every alarm up to `target` in order, each followed by what it made ready, then calls `done`.
  void advance_to(Instant target, Task done);
  // The next alarm of the world, if any.
  std::optional<Instant> next() const { return alarms_.next(Purpose::world); }

 private:
  Loop& loop_;
  Instant now_;
  Alarms alarms_;
};

}  // namespace orrery

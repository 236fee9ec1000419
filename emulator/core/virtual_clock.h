#pragma once
// Time that stands still until it is turned.
#include "core/alarms.h"
#include "core/clock.h"
#include "core/loop.h"

namespace orrery {

class VirtualClock final : public Clock {
 public:
  // `patience`: how long, in real time, turning waits for what is busy before the next alarm rings.
  explicit VirtualClock(Loop& loop, Duration patience = {},
                        Instant start = from_epoch_milliseconds(1'767'225'600'000));  // 2026-01-01
  ~VirtualClock() override;

  Instant now() const override { return now_; }
  Alarm at(Instant when, Task task, Purpose purpose) override;
  using Clock::at;
  void cancel(std::uint64_t alarm) override { alarms_.cancel(alarm); }
  void change_busy(int by) override;

  // Rings every alarm up to `target` in order, each followed by what it made ready, then calls `done`. A
  // function that runs ends before time goes on, unless it waits for time to pass itself: where nothing
  // becomes busy or idle for as long as patience lasts, time goes on.
  void advance_to(Instant target, Task done);
  // The next alarm of the world, if any.
  std::optional<Instant> next() const { return alarms_.next(Purpose::world); }

 private:
  struct Timer;
  void wait_until_idle(Task then);

  Loop& loop_;
  Instant now_;
  Alarms alarms_;
  Duration patience_;
  std::unique_ptr<Timer> timer_;
  int busy_ = 0;
  std::uint64_t changes_ = 0;           // of busy
  std::optional<std::uint64_t> stuck_;  // as many there had been when patience last ended
  Task waiting_;                        // for everything to be idle
};

}  // namespace orrery

#pragma once
// Time as the machine has it; optionally jumping over the waits in which nothing runs.
#include <memory>

#include "core/alarms.h"
#include "core/clock.h"
#include "core/loop.h"

namespace orrery {

class SystemClock final : public Clock {
 public:
  enum class Pace {
    real,   // as the machine's
    eager,  // as the machine's, but when nothing is busy it jumps to the next alarm of the world
  };
  SystemClock(Loop& loop, Pace pace);
  ~SystemClock() override;

  Instant now() const override;
  Alarm at(Instant when, Task task, Purpose purpose) override;
  using Clock::at;
  void cancel(std::uint64_t alarm) override;
  void change_busy(int by) override;
  // Moves the clock forward by command; what became due rings.
  void skip(Duration by);

 private:
  struct Timer;
  void arm();
  void ring();
  bool may_jump() const;

  Loop& loop_;
  Pace pace_;
  Alarms alarms_;
  Duration skipped_{0};
  int busy_ = 0;
  std::unique_ptr<Timer> timer_;
};

}  // namespace orrery

#include "core/virtual_clock.h"

namespace orrery {

Alarm VirtualClock::at(Instant when, Task task, Purpose purpose) {
  const std::uint64_t id = alarms_.set(when, std::move(task), purpose);
  if (when <= now_) {
    loop_.post([this] {
      if (Task due = alarms_.take_due(now_)) due();
    });
  }
  return {*this, id};
}

void VirtualClock::advance_to(Instant target, Task done) {
  const auto next = alarms_.next();
  if (!next || *next > target) {
    now_ = std::max(now_, target);
    return done();
  }
  now_ = std::max(now_, *next);
  if (Task due = alarms_.take_due(now_)) loop_.turn(std::move(due));
  // What the alarm made ready runs before the next one rings.
  loop_.post([this, target, done = std::move(done)]() mutable { advance_to(target, std::move(done)); });
}

}  // namespace orrery

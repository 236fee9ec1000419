#include "core/virtual_clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace orrery {

struct VirtualClock::Timer {
  explicit Timer(boost::asio::io_context& io) : timer(io) {}
  boost::asio::steady_timer timer;
};

VirtualClock::VirtualClock(Loop& loop, Duration patience, Instant start)
    : loop_(loop), now_(start), patience_(patience), timer_(std::make_unique<Timer>(loop.io())) {}

VirtualClock::~VirtualClock() = default;

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
  wait_until_idle([this, target, done = std::move(done)]() mutable {
    const auto next = alarms_.next();
    if (!next || *next > target) {
      now_ = std::max(now_, target);
      return done();
    }
    now_ = std::max(now_, *next);
    if (Task due = alarms_.take_due(now_)) loop_.turn(std::move(due));
    // What the alarm made ready runs before the next one rings.
    loop_.post([this, target, done = std::move(done)]() mutable { advance_to(target, std::move(done)); });
  });
}

void VirtualClock::change_busy(int by) {
  busy_ += by;
  ++changes_;
  if (busy_ == 0 && waiting_) loop_.post(std::exchange(waiting_, nullptr));
}

void VirtualClock::wait_until_idle(Task then) {
  if (busy_ == 0 || stuck_ == changes_ || patience_ == Duration{}) return then();
  if (waiting_)  // several turn the clock at once
    then = [before = std::move(waiting_), then = std::move(then)]() mutable { before(), then(); };
  waiting_ = std::move(then);
  timer_->timer.expires_after(patience_);
  timer_->timer.async_wait([this, seen = changes_](boost::system::error_code cancelled) {
    if (cancelled || !waiting_) return;
    if (seen != changes_) return wait_until_idle(std::exchange(waiting_, nullptr));
    stuck_ = changes_;
    loop_.post(std::exchange(waiting_, nullptr));
  });
}

}  // namespace orrery

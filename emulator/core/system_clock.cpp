#include "core/system_clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace orrery {
namespace {

// How long everything must be quiet before time jumps: a client that got its answer sends the next request
// well within this, so that a sequence of requests is not torn apart by hours.
constexpr auto quiet = 5ms;

// An alarm may lie further ahead than the timer can count.
constexpr Duration longest_sleep = 24h;

}  // namespace

struct SystemClock::Timer {
  explicit Timer(boost::asio::io_context& io) : timer(io) {}
  boost::asio::steady_timer timer;
};

SystemClock::SystemClock(Loop& loop, Pace pace)
    : loop_(loop), pace_(pace), timer_(std::make_unique<Timer>(loop.io())) {}

SystemClock::~SystemClock() = default;

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) + skipped_;
}

Alarm SystemClock::at(Instant when, Task task, Purpose purpose) {
  const std::uint64_t id = alarms_.set(when, std::move(task), purpose);
  arm();
  return {*this, id};
}

void SystemClock::cancel(std::uint64_t alarm) { alarms_.cancel(alarm); }

void SystemClock::change_busy(int by) {
  busy_ += by;
  if (may_jump()) arm();
}

void SystemClock::skip(Duration by) {
  skipped_ += by;
  arm();
}

bool SystemClock::may_jump() const {
  return pace_ == Pace::eager && busy_ == 0 && alarms_.next(Purpose::world).has_value();
}

void SystemClock::arm() {
  const auto next = alarms_.next();
  if (!next) return;
  Duration wait = std::clamp(*next - now(), Duration{0}, longest_sleep);
  if (may_jump()) wait = std::min<Duration>(wait, quiet);
  timer_->timer.expires_after(wait);
  timer_->timer.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) ring();
  });
}

void SystemClock::ring() {
  struct Rearming {
    SystemClock& clock;
    ~Rearming() { clock.arm(); }
  } const also_where_one_fails{*this};
  // What is ready to run goes on with what is under way, and time does not pass that by.
  const bool under_way = may_jump() && loop_.io().poll_one() > 0;
  if (may_jump() && !under_way) {
    const Instant next = *alarms_.next(Purpose::world);
    if (next > now()) skipped_ += next - now();
  }
  while (Task due = alarms_.take_due(now())) loop_.turn(std::move(due));
}

}  // namespace orrery

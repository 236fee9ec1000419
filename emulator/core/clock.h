#pragma once
// Time, as everybody in the house is given it. Nobody else asks the system.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/function.h"

namespace orrery {

using namespace std::chrono_literals;
using Duration = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Duration>;

class Clock;

// An alarm that is set. Destroying or reassigning it cancels it; keep it as long as it is wanted.
class Alarm {
 public:
  Alarm() = default;
  Alarm(Clock& clock, std::uint64_t id) : clock_(&clock), id_(id) {}
  Alarm(Alarm&& other) noexcept : clock_(std::exchange(other.clock_, nullptr)), id_(other.id_) {}
  Alarm& operator=(Alarm&& other) noexcept;
  ~Alarm() { cancel(); }
  void cancel();

 private:
  Clock* clock_ = nullptr;
  std::uint64_t id_ = 0;
};

// While one is held, a clock that jumps does not: a child is running, a worker is computing.
class Busy {
 public:
  Busy() = default;
  explicit Busy(Clock& clock);
  Busy(Busy&& other) noexcept : clock_(std::exchange(other.clock_, nullptr)) {}
  Busy& operator=(Busy&& other) noexcept;
  ~Busy() { release(); }
  void release();

 private:
  Clock* clock_ = nullptr;
};

// What an alarm is for decides whether a jumping clock may jump to it.
enum class Purpose {
  world,         // a delay the user asked for: a Wait state, a visibility time-out, a retry
  housekeeping,  // reaping idle processes, sweeping: never a reason for time to pass
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  // Runs `task` as a turn at `when`, or as soon as may be where that is past; equal times in the order set.
  virtual Alarm at(Instant when, Task task, Purpose purpose = Purpose::world) = 0;
  Alarm after(Duration delay, Task task, Purpose purpose = Purpose::world) {
    return at(now() + delay, std::move(task), purpose);
  }
  virtual void cancel(std::uint64_t alarm) = 0;
  virtual void change_busy(int by) = 0;
};

std::int64_t epoch_seconds(Instant when);
std::int64_t epoch_milliseconds(Instant when);
double epoch_double(Instant when);  // seconds with milliseconds, as JSON protocols send times
Instant from_epoch_milliseconds(std::int64_t milliseconds);
std::string iso_time(Instant when);   // 2026-11-21T02:43:00.123Z
std::string http_time(Instant when);  // Sat, 21 Nov 2026 02:43:00 GMT
// Reads 2026-11-21T02:43:00[.123][Z|+01:00]. std::nullopt where it is not that.
std::optional<Instant> parse_iso_time(std::string_view text);
std::optional<Instant> parse_http_time(std::string_view text);

}  // namespace orrery

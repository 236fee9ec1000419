#pragma once
// The alarms that are set, in the order they ring. Shared by the clocks.
#include <map>
#include <optional>
#include <unordered_map>

#include "core/clock.h"

namespace orrery {

class Alarms {
 public:
  std::uint64_t set(Instant when, Task task, Purpose purpose);
  void cancel(std::uint64_t id);
  std::optional<Instant> next() const;  // of any purpose
  std::optional<Instant> next(Purpose purpose) const;
  // Takes the first that is due, or an empty task.
  Task take_due(Instant now);

 private:
  struct Entry {
    Task task;
    Purpose purpose;
  };
  using Order = std::pair<Instant, std::uint64_t>;
  std::map<Order, Entry> entries_;
  std::unordered_map<std::uint64_t, Instant> times_;
  std::uint64_t last_ = 0;
};

}  // namespace orrery

#include "core/alarms.h"

namespace orrery {

std::uint64_t Alarms::set(Instant when, Task task, Purpose purpose) {
  const std::uint64_t id = ++last_;
  entries_.emplace(Order{when, id}, Entry{std::move(task), purpose});
  times_.emplace(id, when);
  return id;
}

void Alarms::cancel(std::uint64_t id) {
  const auto found = times_.find(id);
  if (found == times_.end()) return;
  entries_.erase({found->second, id});
  times_.erase(found);
}

std::optional<Instant> Alarms::next() const {
  if (entries_.empty()) return std::nullopt;
  return entries_.begin()->first.first;
}

std::optional<Instant> Alarms::next(Purpose purpose) const {
  for (const auto& [order, entry] : entries_)
    if (entry.purpose == purpose) return order.first;
  return std::nullopt;
}

Task Alarms::take_due(Instant now) {
  if (entries_.empty() || entries_.begin()->first.first > now) return {};
  const auto first = entries_.begin();
  Task task = std::move(first->second.task);
  times_.erase(first->first.second);
  entries_.erase(first);
  return task;
}

}  // namespace orrery

#pragma once
// Archives of what came to a bus, and replays of them, as they are stored.
#include <string>
#include <vector>

#include "core/core.h"
#include "core/json.h"

namespace orrery::events {

class Archives {
 public:
  enum class Kind { archive, replay };

  explicit Archives(const Core& core) : store_(core.store), clock_(core.clock) {}

  // As DescribeArchive (without what is counted) and DescribeReplay answer them.
  std::optional<json::object> find(const Context& owner, Kind kind, std::string_view name) const;
  json::object get(const Context& owner, Kind kind,
                   std::string_view name) const;                         // or ResourceNotFoundException
  std::vector<json::object> all(const Context& owner, Kind kind) const;  // by name
  void put(const Context& owner, Kind kind, const json::object& shown);
  void erase_archive(const Context& owner, std::string_view name);  // and what is in it
  // Replays of everybody that have not come to their end.
  void each_open_replay(const std::function<void(const Context&, std::string)>& take) const;

  // Into every archive of the bus that wants it; what each has kept for long enough goes.
  void keep(const Context& owner, std::string_view bus, const json::object& event);
  // Those whose own time is in [from, to), the oldest first, as far as they are retained; that is counted
  // from when they came.
  std::vector<json::object> events(const Context& owner, const json::object& archive, Instant from,
                                   Instant to) const;
  // What was kept for long enough, in everybody's archives.
  void erase_expired();
  // EventCount and SizeBytes.
  void count(const Context& owner, json::object& archive) const;

 private:
  Instant oldest(const json::object& archive) const;
  std::vector<json::object> retained(const Context& owner, const json::object& archive) const;
  void erase_expired(const Context& owner, const json::object& archive);
  void erase_range(std::string_view from, std::string_view to);

  Store& store_;
  const Clock& clock_;
};

// "bus" of "arn:aws:events:us-east-1:000000000000:event-bus/bus", and the like.
std::string name_in_arn(std::string_view arn);

}  // namespace orrery::events

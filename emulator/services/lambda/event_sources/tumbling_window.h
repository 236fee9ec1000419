#pragma once
// The window of time that records of a shard are counted together in, where a mapping has
// TumblingWindowInSeconds, and what the function has made of them so far. A window begins at a multiple of
// its length; a record belongs to the one it arrived in.
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/json.h"
#include "core/store.h"
#include "services/lambda/event_sources/mapping.h"

namespace orrery::lambda {

struct TumblingWindow {
  enum class End { none, in_time, early };  // early: the state has outgrown what AWS keeps

  Instant start{}, end{};
  json::value state = json::object{};

  bool holds(const json::object& event_record) const;
  bool is_overfull() const;
  // What the function is invoked with.
  json::object event(const Mapping& mapping, std::string_view shard, const json::array& records,
                     End ends) const;
};

TumblingWindow window_of(const Mapping& mapping, const json::object& event_record);

// The state a function answered, which it has to: without one its invocation failed.
std::optional<json::value> read_state(std::string_view payload);

// The open window of a shard is kept beside its checkpoint.
std::optional<TumblingWindow> read_window(const Store& store, const Mapping& mapping, std::string_view shard);
void write_window(Store& store, const Mapping& mapping, std::string_view shard, const TumblingWindow& window);
void erase_window(Store& store, const Mapping& mapping, std::string_view shard);

}  // namespace orrery::lambda

#include "services/lambda/event_sources/tumbling_window.h"

#include "core/record.h"
#include "services/lambda/event_sources/checkpoints.h"
#include "services/lambda/event_sources/stream_records.h"

namespace orrery::lambda {
namespace {

constexpr std::size_t most_state_bytes = 1 << 20;

// To the second, as AWS writes the bounds of windows.
std::string whole_seconds(Instant when) {
  std::string text = iso_time(when);
  text.replace(text.find('.'), std::string::npos, "Z");
  return text;
}

}  // namespace

bool TumblingWindow::holds(const json::object& event_record) const {
  const Instant arrival = arrival_of(event_record);
  return start <= arrival && arrival < end;
}

bool TumblingWindow::is_overfull() const { return to_text(state).size() > most_state_bytes; }

json::object TumblingWindow::event(const Mapping& mapping, std::string_view shard, const json::array& records,
                                   End ends) const {
  return {{"Records", records},
          {"window", {{"start", whole_seconds(start)}, {"end", whole_seconds(end)}}},
          {"state", state},
          {"shardId", shard},
          {"eventSourceARN", mapping.source_arn},
          {"isFinalInvokeForWindow", ends != End::none},
          {"isWindowTerminatedEarly", ends == End::early}};
}

TumblingWindow window_of(const Mapping& mapping, const json::object& event_record) {
  const Duration since = arrival_of(event_record).time_since_epoch();
  const Instant start{since - since % mapping.tumbling};
  return {start, start + mapping.tumbling};
}

std::optional<json::value> read_state(std::string_view payload) {
  auto answer = parse_json(payload);
  if (!answer || !answer->is_object()) return std::nullopt;
  json::object& members = answer->get_object();
  if (!members.contains("state")) return std::nullopt;
  json::value state = std::move(members["state"]);
  if (state.is_null()) return json::object{};
  return state;
}

std::optional<TumblingWindow> read_window(const Store& store, const Mapping& mapping,
                                          std::string_view shard) {
  const auto kept = store.get(window_key(mapping.uuid, shard));
  if (!kept) return std::nullopt;
  json::object members = stored_object(*kept);
  return TumblingWindow{from_epoch_milliseconds(find_number(members, "start").value()),
                        from_epoch_milliseconds(find_number(members, "end").value()),
                        std::move(members["state"])};
}

void write_window(Store& store, const Mapping& mapping, std::string_view shard,
                  const TumblingWindow& window) {
  store.put(window_key(mapping.uuid, shard), to_text(json::object{{"start", epoch_milliseconds(window.start)},
                                                                  {"end", epoch_milliseconds(window.end)},
                                                                  {"state", window.state}}));
}

void erase_window(Store& store, const Mapping& mapping, std::string_view shard) {
  store.erase(window_key(mapping.uuid, shard));
}

}  // namespace orrery::lambda

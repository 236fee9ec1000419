// Keys (keys.h):
//   archive,  name               one JSON object each
//   replay,   name
//   archived, name, ms, id       an event by the time it came
#include "services/events/archives.h"

#include <algorithm>

#include "core/event_pattern.h"
#include "core/record.h"
#include "services/events/keys.h"

namespace orrery::events {
namespace {

Key events_key(const Context& owner, const json::object& archive) {
  return owned_key(owner, "archived").text(text_of(archive, "ArchiveName"));
}

std::string_view kind_of(Archives::Kind kind) {
  return kind == Archives::Kind::archive ? "archive" : "replay";
}

std::uint64_t place_of(Instant when) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, epoch_milliseconds(when)));
}

// Every event was dated when it was put.
Instant time_of(const json::object& event) {
  return parse_iso_time(text_of(event, "time")).value_or(Instant{});
}

bool wants(const json::object& archive, const json::object& event) {
  const auto pattern = parse_json(find_text(archive, "EventPattern").value_or("{}"));
  return !event.contains("replay-name") && pattern && pattern->is_object() &&
         matches(pattern->get_object(), event);
}

}  // namespace

std::string name_in_arn(std::string_view arn) {
  return std::string(arn.substr(std::min(arn.find('/'), arn.size() - 1) + 1));
}

std::optional<json::object> Archives::find(const Context& owner, Kind kind, std::string_view name) const {
  const auto stored = store_.get(owned_key(owner, kind_of(kind)).text(name));
  if (!stored) return std::nullopt;
  return stored_object(*stored);
}

json::object Archives::get(const Context& owner, Kind kind, std::string_view name) const {
  if (auto found = find(owner, kind, name)) return *std::move(found);
  throw AwsError("ResourceNotFoundException",
                 (kind == Kind::archive ? "Archive " : "Replay ") + std::string(name) + " does not exist.");
}

std::vector<json::object> Archives::all(const Context& owner, Kind kind) const {
  std::vector<json::object> all;
  for (Cursor at = store_.scan(owned_key(owner, kind_of(kind))); at.valid(); at.next())
    all.push_back(stored_object(at.value()));
  return all;
}

void Archives::put(const Context& owner, Kind kind, const json::object& shown) {
  const std::string name = text_of(shown, kind == Kind::archive ? "ArchiveName" : "ReplayName");
  store_.put(owned_key(owner, kind_of(kind)).text(name), to_text(shown));
}

void Archives::erase_archive(const Context& owner, std::string_view name) {
  const Key all = owned_key(owner, "archived").text(name);
  erase_range(all, prefix_end(all));
  store_.erase(owned_key(owner, "archive").text(name));
}

void Archives::erase_range(std::string_view from, std::string_view to) {
  std::vector<std::string> doomed;
  for (Cursor at = store_.range(from, to); at.valid(); at.next()) doomed.emplace_back(at.key());
  for (const std::string& key : doomed) store_.erase(key);
}

void Archives::erase_expired(const Context& owner, const json::object& archive) {
  const Key all = events_key(owner, archive);
  erase_range(all, Key(all).number(place_of(oldest(archive))));
}

void Archives::erase_expired() {
  each_owner(store_, [this](const Context& owner) {
    for (const json::object& archive : all(owner, Kind::archive)) erase_expired(owner, archive);
  });
}

void Archives::each_open_replay(const std::function<void(const Context&, std::string)>& take) const {
  each_owner(store_, [&](const Context& owner) {
    for (const json::object& replay : all(owner, Kind::replay))
      if (!replay.contains("ReplayEndTime")) take(owner, text_of(replay, "ReplayName"));
  });
}

void Archives::keep(const Context& owner, std::string_view bus, const json::object& event) {
  for (const json::object& archive : all(owner, Kind::archive)) {
    if (name_in_arn(text_of(archive, "EventSourceArn")) != bus || !wants(archive, event)) continue;
    erase_expired(owner, archive);
    store_.put(events_key(owner, archive).number(place_of(clock_.now())).text(text_of(event, "id")),
               to_text(event));
  }
}

// 0 days: they are kept for ever.
Instant Archives::oldest(const json::object& archive) const {
  const std::int64_t days = find_number(archive, "RetentionDays").value_or(0);
  return days == 0 ? Instant{} : clock_.now() - std::chrono::hours(24 * days);
}

std::vector<json::object> Archives::retained(const Context& owner, const json::object& archive) const {
  const Key all = events_key(owner, archive);
  std::vector<json::object> found;
  for (Cursor at = store_.range(Key(all).number(place_of(oldest(archive))), prefix_end(all)); at.valid();
       at.next())
    found.push_back(stored_object(at.value()));
  return found;
}

std::vector<json::object> Archives::events(const Context& owner, const json::object& archive, Instant from,
                                           Instant to) const {
  std::vector<json::object> found = retained(owner, archive);
  std::erase_if(found, [&](const json::object& event) {
    const Instant when = time_of(event);
    return when < from || when >= to;
  });
  std::ranges::stable_sort(found, {}, time_of);
  return found;
}

void Archives::count(const Context& owner, json::object& archive) const {
  std::size_t bytes = 0;
  const auto kept = retained(owner, archive);
  for (const json::object& event : kept) bytes += to_text(event).size();
  archive["EventCount"] = kept.size();
  archive["SizeBytes"] = bytes;
}

}  // namespace orrery::events

// Keys: events, account, region, and then
//   archive,  name               one JSON object each
//   replay,   name
//   archived, name, ms, id       an event by the time it came
#include "services/events/archives.h"

#include "core/event_pattern.h"
#include "core/key.h"
#include "core/record.h"

namespace orrery::events {
namespace {

Key owned_key(const Context& owner, std::string_view kind) {
  return Key("events").text(owner.account).text(owner.region).text(kind);
}

std::string_view kind_of(Archives::Kind kind) {
  return kind == Archives::Kind::archive ? "archive" : "replay";
}

std::uint64_t place_of(Instant when) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, epoch_milliseconds(when)));
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
  std::vector<std::string> doomed;
  for (Cursor at = store_.scan(owned_key(owner, "archived").text(name)); at.valid(); at.next())
    doomed.emplace_back(at.key());
  for (const std::string& key : doomed) store_.erase(key);
  store_.erase(owned_key(owner, "archive").text(name));
}

void Archives::each_open_replay(const std::function<void(const Context&, std::string)>& take) const {
  for (Cursor at = store_.scan(Key("events")); at.valid(); at.next()) {
    KeyReader key(at.key());
    key.text();
    const std::string account = key.text(), region = key.text();
    if (key.text() != "replay" || stored_object(at.value()).contains("ReplayEndTime")) continue;
    take({.account = account, .region = region}, key.text());
  }
}

void Archives::keep(const Context& owner, std::string_view bus, const json::object& event) {
  for (const json::object& archive : all(owner, Kind::archive)) {
    if (name_in_arn(text_of(archive, "EventSourceArn")) != bus || !wants(archive, event)) continue;
    store_.put(owned_key(owner, "archived")
                   .text(text_of(archive, "ArchiveName"))
                   .number(place_of(clock_.now()))
                   .text(text_of(event, "id")),
               to_text(event));
  }
}

// 0 days: they are kept for ever.
Instant Archives::oldest(const json::object& archive) const {
  const std::int64_t days = find_number(archive, "RetentionDays").value_or(0);
  return days == 0 ? Instant{} : clock_.now() - std::chrono::hours(24 * days);
}

std::vector<json::object> Archives::events(const Context& owner, const json::object& archive, Instant from,
                                           Instant to) const {
  const Key all = owned_key(owner, "archived").text(text_of(archive, "ArchiveName"));
  std::vector<json::object> found;
  for (Cursor at = store_.range(Key(all).number(place_of(std::max(from, oldest(archive)))),
                                Key(all).number(place_of(to)));
       at.valid(); at.next())
    found.push_back(stored_object(at.value()));
  return found;
}

void Archives::count(const Context& owner, json::object& archive) const {
  std::size_t bytes = 0;
  const auto kept = events(owner, archive, {}, clock_.now() + 1ms);
  for (const json::object& event : kept) bytes += to_text(event).size();
  archive["EventCount"] = kept.size();
  archive["SizeBytes"] = bytes;
}

}  // namespace orrery::events

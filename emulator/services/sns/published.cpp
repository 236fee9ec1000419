#include "services/sns/published.h"

#include "core/key.h"

namespace orrery::sns {
namespace {

constexpr auto memory = std::chrono::minutes(5);
constexpr std::size_t forgotten_at_once = 4;

Key published_key(std::string_view topic_id, std::string_view scope) {
  return Key("sns").text("published").text(topic_id).raw(scope);
}
Key recent_key() { return Key("sns").text("recent"); }

std::uint64_t microseconds(Instant when) {
  return static_cast<std::uint64_t>(when.time_since_epoch().count());
}

}  // namespace

std::optional<json::object> Published::find(const Topic& topic, const std::string& scope) const {
  const auto record = core_.store.get(published_key(topic.id, scope));
  auto value = record ? parse_json(*record) : std::nullopt;
  if (!value || !value->is_object()) return std::nullopt;
  const auto at = static_cast<std::uint64_t>(find_number(value->get_object(), "at").value_or(0));
  if (at + microseconds(Instant(memory)) <= microseconds(core_.clock.now())) return std::nullopt;
  return std::move(value->get_object().at("answer").as_object());
}

void Published::add(const Topic& topic, const std::string& scope, const json::object& answer) {
  const std::uint64_t now = microseconds(core_.clock.now());
  core_.store.put(published_key(topic.id, scope), to_text(json::object{{"at", now}, {"answer", answer}}));
  core_.store.put(recent_key().number(now).text(topic.id).raw(scope), "");
  std::vector<std::string> old;
  for (Cursor at = core_.store.scan(recent_key()); at.valid() && old.size() < forgotten_at_once; at.next()) {
    const std::uint64_t then = KeyReader(at.key().substr(recent_key().bytes().size())).number();
    if (then + microseconds(Instant(memory)) > now) break;
    old.emplace_back(at.key());
  }
  for (const std::string& key : old) {
    KeyReader reader(std::string_view(key).substr(recent_key().bytes().size()));
    const std::uint64_t then = reader.number();
    const std::string id = reader.text();
    const Key published = published_key(id, reader.rest());
    core_.store.erase(key);
    // It may have been published again since.
    const auto record = core_.store.get(published);
    const auto value = record ? parse_json(*record) : std::nullopt;
    if (value && find_number(value->as_object(), "at") == static_cast<std::int64_t>(then))
      core_.store.erase(published);
  }
}

}  // namespace orrery::sns

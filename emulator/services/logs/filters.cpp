#include "services/logs/filters.h"

#include "core/key.h"
#include "services/logs/arguments.h"

namespace orrery::logs {
namespace {

constexpr std::size_t most_in_a_page = 50;

Key all_filters(const Group& group) { return Key("logs").text("filter").number(group.number); }

Key filters(const Group& group, FilterKind kind) {
  return all_filters(group).text(kind == FilterKind::subscription ? "subscription" : "metric");
}

}  // namespace

std::optional<json::object> find_filter(const Store& store, const Group& group, FilterKind kind,
                                        std::string_view name) {
  const auto bytes = store.get(filters(group, kind).text(name));
  if (!bytes) return std::nullopt;
  json::value parsed = json::parse(*bytes);
  return std::move(parsed.as_object());
}

std::vector<json::object> filters_of(const Store& store, const Group& group, FilterKind kind) {
  std::vector<json::object> found;
  for (Cursor at = store.scan(filters(group, kind)); at.valid(); at.next()) {
    json::value parsed = json::parse(boost_view(at.value()));
    found.push_back(std::move(parsed.as_object()));
  }
  return found;
}

void save_filter(Store& store, const Group& group, FilterKind kind, const json::object& filter) {
  store.put(filters(group, kind).text(find_text(filter, "filterName").value_or("")), to_text(filter));
}

void erase_filter(Store& store, const Group& group, FilterKind kind, std::string_view name) {
  store.erase(filters(group, kind).text(name));
}

void erase_filters(Store& store, const Group& group) {
  std::vector<std::string> doomed;
  for (Cursor at = store.scan(all_filters(group)); at.valid(); at.next()) doomed.emplace_back(at.key());
  for (const std::string& key : doomed) store.erase(key);
}

json::object page_of_filters(const Input& input, std::vector<json::object> filters, const char* member) {
  const std::string_view prefix = input.has("filterNamePrefix") ? input.text("filterNamePrefix", 1, 512) : "";
  const auto most =
      static_cast<std::size_t>(input.maybe_number("limit", 1, most_in_a_page).value_or(most_in_a_page));
  std::string after;
  if (input.has("nextToken")) {
    const json::array token = read_page_token(input, 1);
    after = view(token.at(0).as_string());
  }
  json::array shown;
  json::object result;
  for (json::object& filter : filters) {
    const std::string name(find_text(filter, "filterName").value_or(""));
    if (!name.starts_with(prefix) || name <= after) continue;
    if (shown.size() == most) {
      result["nextToken"] = page_token({shown.back().at("filterName")});
      break;
    }
    shown.push_back(std::move(filter));
  }
  result[member] = std::move(shown);
  return result;
}

}  // namespace orrery::logs

#pragma once
// Filters of a group: those that pass events on to functions and streams, and those that count them.
//
//   "logs" "filter" group(number) kind name -> JSON as the operations describe it; kind: "subscription",
//   "metric"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/input.h"
#include "core/json.h"
#include "services/logs/events.h"
#include "services/logs/records.h"

namespace orrery {
class Logs;
}

namespace orrery::logs {

enum class FilterKind { subscription, metric };

std::optional<json::object> find_filter(const Store& store, const Group& group, FilterKind kind,
                                        std::string_view name);
// In order of their names.
std::vector<json::object> filters_of(const Store& store, const Group& group, FilterKind kind);
void save_filter(Store& store, const Group& group, FilterKind kind, const json::object& filter);
void erase_filter(Store& store, const Group& group, FilterKind kind, std::string_view name);
void erase_filters(Store& store, const Group& group);  // all of a group that goes

// The filters whose name begins with filterNamePrefix, a page of them as `member`.
json::object page_of_filters(const Input& input, std::vector<json::object> filters, const char* member);

// Passes the events that its subscription filters pick on to where they lead.
struct NewEvent {
  Place place;
  std::string_view message;
};
void pass_on(Logs& logs, const Context& context, const Group& group, const Stream& stream,
             const std::vector<NewEvent>& events);

}  // namespace orrery::logs

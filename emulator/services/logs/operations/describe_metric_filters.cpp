#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

bool feeds(const json::object& filter, const Input& input) {
  const auto name = input.maybe_text("metricName"), space = input.maybe_text("metricNamespace");
  for (const json::value& item : filter.at("metricTransformations").as_array()) {
    const json::object& transformation = item.as_object();
    if ((!name || find_text(transformation, "metricName") == name) &&
        (!space || find_text(transformation, "metricNamespace") == space))
      return true;
  }
  return false;
}

}  // namespace

// Of one group, or of all.
json::object describe_metric_filters(Logs& logs, const Input& input) {
  for (const char* member : {"metricName", "metricNamespace"})
    if (input.has(member)) input.text(member, 0, 255);
  if (input.has("metricName") != input.has("metricNamespace")) {
    throw invalid_parameter("metricName and metricNamespace must be specified together.");
  }
  std::vector<json::object> found;
  const auto collect = [&](const Group& group) {
    for (json::object& filter : filters_of(logs.store, group, FilterKind::metric))
      if (feeds(filter, input)) found.push_back(std::move(filter));
    return true;
  };
  if (input.has("logGroupName"))
    collect(named_group(logs, input));
  else
    logs.records.each_group(input.context, "", "", collect);
  std::stable_sort(found.begin(), found.end(), [](const json::object& a, const json::object& b) {
    return a.at("filterName").as_string() < b.at("filterName").as_string();
  });
  return page_of_filters(input, std::move(found), "metricFilters");
}

}  // namespace orrery::logs

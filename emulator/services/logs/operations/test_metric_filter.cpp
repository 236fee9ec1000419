#include "services/logs/arguments.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

// Events are numbered from 0, as in the example of the API reference.
json::object test_metric_filter(Logs&, const Input& input) {
  const auto pattern = parse_pattern(input.text("filterPattern", 0, 1024));
  json::array matches;
  std::int64_t number = 0;
  for (const json::value& message : input.list("logEventMessages")) {
    const std::int64_t this_one = number++;
    const auto* text = message.if_string();
    if (text == nullptr || !pattern->matches(view(*text))) continue;
    matches.push_back({{"eventNumber", this_one},
                       {"eventMessage", *text},
                       {"extractedValues", pattern->extracted(view(*text))}});
  }
  return {{"matches", std::move(matches)}};
}

}  // namespace orrery::logs

#include "services/lambda/event_sources/batch_failures.h"

#include "core/json.h"

namespace orrery::lambda {

std::optional<std::vector<std::string>> read_batch_failures(std::string_view payload) {
  std::vector<std::string> failed;
  if (payload.empty()) return failed;
  const auto answer = parse_json(payload);
  if (!answer) return std::nullopt;
  if (answer->is_null() || (answer->is_string() && answer->get_string().empty())) return failed;
  if (!answer->is_object()) return failed;
  const json::value* failures = find(answer->get_object(), "batchItemFailures");
  if (!failures) return failed;
  if (!failures->is_array()) return std::nullopt;
  for (const json::value& failure : failures->get_array()) {
    if (!failure.is_object()) return std::nullopt;
    const auto id = find_text(failure.get_object(), "itemIdentifier");
    if (!id || id->empty()) return std::nullopt;
    failed.emplace_back(*id);
  }
  return failed;
}

}  // namespace orrery::lambda

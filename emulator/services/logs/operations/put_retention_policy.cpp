#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

constexpr std::int64_t allowed_days[] = {1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                                         365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

json::object put_retention_policy(Logs& logs, const Input& input) {
  const std::int64_t days = input.number("retentionInDays");
  if (std::find(std::begin(allowed_days), std::end(allowed_days), days) == std::end(allowed_days)) {
    std::string set;
    for (const std::int64_t allowed : allowed_days)
      set += (set.empty() ? "" : ", ") + std::to_string(allowed);
    throw constraint(std::to_string(days), "retentionInDays",
                     "Member must satisfy enum value set: [" + set + "]");
  }
  Group group = named_group(logs, input);
  group.retention_days = days;
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs

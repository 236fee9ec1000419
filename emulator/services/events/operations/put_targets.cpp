#include "services/events/answers.h"
#include "services/events/operations/operations.h"
#include "services/events/target_input.h"

namespace orrery::events::operations {

json::object put_targets(Events& events, const Input& input) {
  const Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Rule", 1, 64));
  const json::array& given = input.list("Targets");
  std::size_t count = events.registry.targets(rule).size();
  for (const json::value& one : given) {
    const Input entry(input.context, members_of(one), events.info().refusals);
    const std::string_view id = entry.text("Id");
    const auto number = std::to_string(&one - given.data() + 1);
    check_name(id, "targets." + number + ".member.id", 64);
    check_target(entry.members);
    if (const std::string fault = fault_of_input(entry.members); !fault.empty())
      throw AwsError("ValidationException", fault + " " + std::string(id) + ".");
    if (entry.text("Arn").ends_with(".fifo") && entry.text("Arn").find(":sqs:") != std::string_view::npos &&
        !entry.has("SqsParameters"))
      throw AwsError("ValidationException",
                     "Parameter(s) SqsParameters must be specified for target: " + std::string(id) + ".");
    if (!events.registry.has_target(rule, id)) ++count;
    events.registry.put_target(rule, entry.members);
  }
  constexpr std::size_t most = 5;
  if (count > most)
    throw AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  return {{"FailedEntryCount", 0}, {"FailedEntries", json::array{}}};
}

}  // namespace orrery::events::operations

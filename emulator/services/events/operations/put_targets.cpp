#include "services/events/answers.h"
#include "services/events/operations/operations.h"
#include "services/events/target_input.h"

namespace orrery::events::operations {

namespace {

// `number`: of the target in the request, from 1.
void check_id(std::string_view id, std::size_t number) {
  const auto refuse = [&](const char* words) {
    throw AwsError("ValidationException", "1 validation error detected: Value '" + std::string(id) +
                                              "' at 'targets." + std::to_string(number) +
                                              ".member.id' failed to satisfy constraint: Member must " +
                                              words);
  };
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  if (id.empty() || id.find_first_not_of(letters) != id.npos)
    refuse(R"(satisfy regular expression pattern: [\.\-_A-Za-z0-9]+)");
  if (id.size() > 64) refuse("have length less than or equal to 64");
}

}  // namespace

json::object put_targets(Events& events, const Input& input) {
  const Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Rule", 1, 64));
  const json::array& given = input.list("Targets");
  std::size_t count = events.registry.targets(rule).size();
  for (const json::value& one : given) {
    const Input entry(input.context, members_of(one), events.info().refusals);
    const std::string_view id = entry.text("Id");
    check_id(id, static_cast<std::size_t>(&one - given.data()) + 1);
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

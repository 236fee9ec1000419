#include "core/arn.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {
namespace {

json::value principal(const Context& context, std::string_view account) {
  if (account == "*") return "*";
  return json::object{{"AWS", root_arn(context.region, account)}};
}

json::object statement(const Bus& bus, const Input& input) {
  json::object made{{"Sid", boost_view(input.text("StatementId", 1, 64))},
                    {"Effect", "Allow"},
                    {"Principal", principal(input.context, input.text("Principal", 1, 12))},
                    {"Action", boost_view(input.text("Action", 1, 64))},
                    {"Resource", bus.arn}};
  if (const json::object* condition = input.maybe_object("Condition")) {
    const auto member = [condition](std::string_view name) {
      return boost_view(find_text(*condition, name).value_or(""));
    };
    made["Condition"] = json::object{{member("Type"), json::object{{member("Key"), member("Value")}}}};
  }
  return made;
}

}  // namespace

// One statement more, or in the place of that of its name; a whole policy takes the place of all.
json::object put_permission(Events& events, const Input& input) {
  Bus bus = events.registry.bus(input.context, bus_name(input));
  if (const auto whole = input.maybe_text("Policy")) {
    const auto policy = parse_json(*whole);
    if (!policy || !policy->is_object())
      throw AwsError("ValidationException", "Failed to parse the policy. This policy contains invalid Json");
    bus.policy = *whole;
  } else {
    json::array statements = statements_without(bus, input.maybe_text("StatementId").value_or(""));
    statements.push_back(statement(bus, input));
    bus.policy = to_text(json::object{{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
  }
  events.registry.put(input.context, bus);
  return {};
}

}  // namespace orrery::events::operations

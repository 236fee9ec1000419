#include "services/dynamodb/policies.h"

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/resource_arn.h"

namespace orrery::dynamodb {

namespace {

void check_document(std::string_view text) {
  constexpr std::size_t most = 20480;
  if (text.size() > most) throw invalid_parameter("Maximum policy size of 20480 bytes exceeded");
  const auto refuse = [](const char* why) {
    throw invalid_parameter(std::string("Invalid policy document: ") + why);
  };
  const auto policy = parse_json(text);
  if (policy && policy->is_null()) refuse("This text appears not to be a policy");
  if (!policy || !policy->is_object()) refuse("This policy contains invalid Json");
  if (policy->as_object().empty()) refuse("Syntax error at position (1,3)");
  const json::array* statements = find_array(policy->as_object(), "Statement");
  if (!statements) return;
  if (statements->empty()) refuse("Could not parse the policy: Statement is empty!");
  for (const json::value& statement : *statements) {
    const json::object* members = statement.if_object();
    if (!members || !find(*members, "Effect")) refuse("Missing required field Effect");
    if (!find(*members, "Resource") && !find(*members, "NotResource")) {
      refuse("Missing required field Resource");
    }
  }
}

}  // namespace

PolicyHolder policy_holder(Dynamodb& dynamodb, const Context& context, std::string_view text) {
  const Arn arn = read_resource_arn(text);
  if (arn.account != context.account) {
    throw validation("This action is only supported by accounts that match the resource owner’s account.");
  }
  if (arn.region != context.region || arn.partition != partition_of(arn.region)) {
    throw invalid_parameter("Invalid resource Arn: " + std::string(text));
  }
  Table& table = dynamodb.tables.describe(context, text);
  if (text == table.arn() || (!table.stream.label.empty() && text == table.stream_arn())) {
    return {table, arn.resource};
  }
  throw resource_not_found(
      "Requested resource not found: Stream: " + arn.resource.substr(arn.resource.rfind('/') + 1) +
      " not found for Table: " + table.name);
}

const json::object* find_policy(const PolicyHolder& holder) {
  return find_object(holder.table.policies, holder.resource);
}

void check_revision(const PolicyHolder& holder, std::string_view expected) {
  const json::object* policy = find_policy(holder);
  const auto revision = policy ? find_text(*policy, "RevisionId") : std::nullopt;
  if (revision ? expected == *revision : expected == "NO_POLICY") return;
  const std::string& table = holder.table.name;
  std::string why = "Requested update for policy with revision id " + std::string(expected);
  if (!revision) {
    why += ", but table " + table + " has no associated policy.";
  } else if (expected == "NO_POLICY") {
    why = "Requested policy update expecting none to be present for table " + table +
          ", but a policy exists with revision id " + std::string(*revision) + ".";
  } else {
    why += ", but the policy associated to target table " + table + " has revision id " +
           std::string(*revision) + ".";
  }
  throw AwsError("PolicyNotFoundException",
                 "Resource-based policy not found for the provided ResourceArn: " + why);
}

std::string put_policy(const PolicyHolder& holder, std::string_view policy, Instant now) {
  check_document(policy);
  const json::object* known = find_policy(holder);
  if (known && parse_json(*find_text(*known, "Policy")) == parse_json(policy)) {
    return std::string(*find_text(*known, "RevisionId"));
  }
  std::int64_t revision = epoch_milliseconds(now);
  if (known)
    revision =
        std::max<std::int64_t>(revision, std::stoll(std::string(*find_text(*known, "RevisionId"))) + 1);
  holder.table.policies[holder.resource] = {{"Policy", policy}, {"RevisionId", std::to_string(revision)}};
  return std::to_string(revision);
}

}  // namespace orrery::dynamodb

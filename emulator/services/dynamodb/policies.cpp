#include "services/dynamodb/policies.h"

#include "core/arn.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {

PolicyHolder policy_holder(Dynamodb& dynamodb, const Context& context, std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "dynamodb" || !arn->resource.starts_with("table/")) {
    throw validation("Invalid ResourceArn: Invalid ResourceArn provided as input " + std::string(text));
  }
  Table* table = dynamodb.tables.find(context, text);
  const std::string own = table ? "table/" + table->name : "";
  const bool of_table = table && arn->resource == own;
  const bool of_stream = table && !table->stream.label.empty() && text == table->stream_arn();
  if (!of_table && !of_stream) {
    throw resource_not_found("Requested resource not found: ResourceArn: " + std::string(text) +
                             " not found");
  }
  return {*table, arn->resource};
}

const json::object* find_policy(const PolicyHolder& holder) {
  return find_object(holder.table.policies, holder.resource);
}

void check_revision(const PolicyHolder& holder, std::string_view expected) {
  const json::object* policy = find_policy(holder);
  const auto revision = policy ? find_text(*policy, "RevisionId") : std::nullopt;
  if (revision ? expected == *revision : expected == "NO_POLICY") return;
  throw AwsError("PolicyNotFoundException",
                 "Resource-based policy not found for the provided ResourceArn: Requested update for policy "
                 "with revision id " +
                     std::string(expected) + " but no such policy exists");
}

std::string put_policy(const PolicyHolder& holder, std::string_view policy, Instant now) {
  const auto parsed = parse_json(policy);
  if (!parsed || !parsed->is_object())
    throw validation("Invalid policy document: The policy is not valid JSON");
  const json::object* known = find_policy(holder);
  if (known && find_text(*known, "Policy") == policy) return std::string(*find_text(*known, "RevisionId"));
  std::int64_t revision = epoch_milliseconds(now);
  if (known)
    revision =
        std::max<std::int64_t>(revision, std::stoll(std::string(*find_text(*known, "RevisionId"))) + 1);
  holder.table.policies[holder.resource] = {{"Policy", policy}, {"RevisionId", std::to_string(revision)}};
  return std::to_string(revision);
}

}  // namespace orrery::dynamodb

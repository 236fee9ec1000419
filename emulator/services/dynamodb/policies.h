#pragma once
// Resource policies of tables and their streams: kept and answered, never enforced.
#include <string>
#include <string_view>

#include "core/context.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

// What an ARN of a table or a stream names.
struct PolicyHolder {
  Table& table;
  std::string resource;  // "table/name" or "table/name/stream/label"
};
// Throws ValidationException or ResourceNotFoundException.
PolicyHolder policy_holder(Dynamodb& dynamodb, const Context& context, std::string_view arn);

// The policy's row: Policy and RevisionId; nullptr where there is none.
const json::object* find_policy(const PolicyHolder& holder);
// Throws PolicyNotFoundException unless the revision is the one there is ("NO_POLICY": none).
void check_revision(const PolicyHolder& holder, std::string_view expected);
// Replaces it and returns its revision; the same document keeps the one it has. Throws ValidationException
// where it is not a JSON object.
std::string put_policy(const PolicyHolder& holder, std::string_view policy, Instant now);

}  // namespace orrery::dynamodb

#pragma once
// Bucket policies: whether a document is one, and what it says to those who have no name.
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "services/s3/buckets.h"

namespace orrery::s3 {

// Refuses with MalformedPolicy.
void check_bucket_policy(const Bucket& bucket, std::string_view text);

// Whether it lets anybody in without a condition.
bool is_public(const json::object& policy);

enum class Verdict { allowed, denied, silent };

// What the policy says of an action of somebody nobody knows: "s3:GetObject" on "arn:aws:s3:::bucket/key".
// A statement with a condition allows nothing.
Verdict verdict_for_anybody(const json::object& policy, std::string_view action, std::string_view resource);

}  // namespace orrery::s3

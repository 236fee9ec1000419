#pragma once
// Bucket policies: whether a document is one, and what it says.
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "services/s3/buckets.h"
#include "services/s3/policy_conditions.h"

namespace orrery::s3 {

// Refuses with MalformedPolicy.
void check_bucket_policy(const Bucket& bucket, std::string_view text);

// Whether it lets anybody in without a condition.
bool is_public(const json::object& policy);

enum class Verdict { allowed, denied, silent };

struct Question {
  std::string_view account;   // who asks; empty: nobody known
  std::string_view action;    // "s3:GetObject"
  std::string_view resource;  // "arn:aws:s3:::bucket/key"
};

// A statement whose conditions cannot be judged says nothing.
Verdict verdict_on(const json::object& policy, const Question& question, const Facts& facts);

}  // namespace orrery::s3

#pragma once
// The two policies a repository can have, which are set, shown and deleted alike.
#include "services/ecr/ecr.h"

namespace orrery::ecr {

struct PolicyKind {
  std::string_view kept;    // the member of the repository's record
  std::string_view member;  // of requests and answers
  std::string_view name;    // in refusals
  std::string_view error;
  std::size_t most_bytes;
};

inline constexpr PolicyKind lifecycle_policy{"lifecycle", "lifecyclePolicyText", "Lifecycle policy",
                                             "LifecyclePolicyNotFoundException", 30720};
inline constexpr PolicyKind repository_policy{"policy", "policyText", "Repository policy",
                                              "RepositoryPolicyNotFoundException", 10240};

json::object put_policy(Ecr& ecr, const Input& input, const PolicyKind& kind);
json::object get_policy(const Ecr& ecr, const Input& input, const PolicyKind& kind);
// Answers what it was.
json::object delete_policy(Ecr& ecr, const Input& input, const PolicyKind& kind);

}  // namespace orrery::ecr

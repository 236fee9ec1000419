#include "services/lambda/policy.h"

namespace orrery::lambda {

json::object* find_policy(FunctionRecord& function, std::string_view qualifier) {
  json::value* policy = find(function.policies, qualifier);
  return policy ? policy->if_object() : nullptr;
}

}  // namespace orrery::lambda

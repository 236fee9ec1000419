#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object update_assume_role_policy(Iam& iam, const Input& input) {
  json::object role = existing_role(iam, input);
  refuse_protected(role);
  role["AssumeRolePolicyDocument"] = boost_view(trust_document(input, "PolicyDocument"));
  iam.entities.save(input.context, Kind::role, input.text("RoleName"), role);
  return {};
}

}  // namespace orrery::iam

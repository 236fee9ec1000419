#include "core/arn.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_policy(Iam& iam, const Input& input) {
  const std::string name(name_of(input, "PolicyName"));
  const std::string path = path_of(input);
  const std::string_view document = policy_document(input, PolicyPlace::managed);
  if (iam.entities.taken(input.context, Kind::policy, name)) {
    throw already_exists("A policy called " + name + " already exists. Duplicate names are not allowed.");
  }
  const std::string now = iam.now();
  json::object policy{
      {"PolicyName", name},
      {"PolicyId", iam.new_id("ANPA")},
      {"Arn", make_global_arn("iam", input.context.region, input.context.account, "policy" + path + name)},
      {"Path", path},
      {"DefaultVersionId", "v1"},
      {"IsAttachable", true},
      {"CreateDate", now},
      {"UpdateDate", now},
      {"Tags", json::array()},
      {"next", 2}};
  policy["versions"] = json::array();
  policy["versions"].get_array().push_back({{"VersionId", "v1"},
                                            {"Document", boost_view(document)},
                                            {"IsDefaultVersion", true},
                                            {"CreateDate", now}});
  if (const auto description = input.maybe_text("Description"))
    policy["Description"] = boost_view(*description);
  if (const auto* tags = input.maybe_list("Tags")) add_tags(policy, *tags);
  iam.entities.save(input.context, Kind::policy, name, policy);
  return {{"Policy", show_policy(iam, input.context, policy, View::made)}};
}

}  // namespace orrery::iam

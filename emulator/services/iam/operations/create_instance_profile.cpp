#include "core/arn.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_instance_profile(Iam& iam, const Input& input) {
  const std::string name(name_of(input, "InstanceProfileName"));
  const std::string path = path_of(input);
  if (iam.entities.find(input.context, Kind::profile, name)) {
    throw already_exists("Instance Profile " + name + " already exists.");
  }
  json::object profile{{"Path", path},
                       {"InstanceProfileName", name},
                       {"InstanceProfileId", iam.new_id("AIPA")},
                       {"Arn", make_global_arn("iam", input.context.region, input.context.account,
                                               "instance-profile" + path + name)},
                       {"CreateDate", iam.now()},
                       {"Tags", json::array()}};
  if (const auto* tags = input.maybe_list("Tags")) add_tags(profile, *tags);
  iam.entities.save(input.context, Kind::profile, name, profile);
  return {{"InstanceProfile", show_profile(iam, input.context, profile)}};
}

}  // namespace orrery::iam

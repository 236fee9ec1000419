#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

constexpr std::size_t most_versions = 5;

}  // namespace

json::object create_policy_version(Iam& iam, const Input& input) {
  auto [name, policy] = existing_policy(iam, input);
  const std::string_view document = policy_document(input, PolicyPlace::managed);
  if (policy.at("versions").as_array().size() == most_versions) {
    throw AwsError(
        "LimitExceeded",
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an "
        "existing version.",
        409);
  }
  const std::int64_t number = find_number(policy, "next").value_or(2);
  const std::string id = "v" + std::to_string(number);
  const bool is_default = input.flag("SetAsDefault");
  policy["next"] = number + 1;
  if (is_default) {
    policy["DefaultVersionId"] = id;
    policy["UpdateDate"] = iam.now();
  }
  // Looked up only now: an object may move its members even when one that is there is set.
  json::array& versions = policy.at("versions").as_array();
  for (json::value& version : versions) {
    if (is_default) version.as_object()["IsDefaultVersion"] = false;
  }
  json::object version{{"VersionId", id},
                       {"Document", boost_view(document)},
                       {"IsDefaultVersion", is_default},
                       {"CreateDate", iam.now()}};
  versions.push_back(version);
  iam.entities.save(input.context, Kind::policy, name, policy);
  version.erase("Document");
  return {{"PolicyVersion", std::move(version)}};
}

}  // namespace orrery::iam

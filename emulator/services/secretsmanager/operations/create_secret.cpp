#include "core/arn.h"
#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

constexpr std::size_t arn_letters = 6;

// A secret of that name is there: the same request, made twice, is answered twice.
json::object again(SecretsManager& manager, const Input& input, const json::object& secret,
                   const std::string& id, const json::object& value) {
  const std::string name = text_of(secret, "Name");
  if (is_marked(secret))
    throw invalid_request(
        "You can't create this secret because a secret with this name is already scheduled for deletion.");
  if (value.empty() || manager.secrets.value(input.context, name, id) != value)
    throw AwsError("ResourceExistsException",
                   "The operation failed because the secret " + name + " already exists.");
  json::object answer = identity(secret);
  answer["VersionId"] = id;
  return answer;
}

}  // namespace

json::object create_secret(SecretsManager& manager, const Input& input) {
  input.refuse_unsupported({"AddReplicaRegions", "Type"});
  const std::string_view name = input.text("Name", 1, 512);
  check_name(name);
  const json::object value = value_in(input);
  const std::string id = version_id(input, [&] { return manager.entropy.uuid(); });
  if (auto before = manager.secrets.find(input.context, name))
    return again(manager, input, *before, id, value);
  manager.secrets.erase(input.context, name);  // of one whose time has come
  const double now = manager.secrets.now();
  json::object secret{
      {"ARN", make_arn(input.context, "secretsmanager",
                       "secret:" + std::string(name) + "-" + manager.entropy.letters(arn_letters))},
      {"Name", boost_view(name)},
      {"CreatedDate", now},
      {"LastChangedDate", now},
      {"versions", json::array()}};
  describe(input, secret);
  if (const json::array* tags = input.maybe_list("Tags")) add_tags(secret, *tags);
  json::object answer = identity(secret);
  if (!value.empty()) {
    add_version(manager.secrets, input.context, secret, id, value, {std::string(current)});
    answer["VersionId"] = id;
  }
  manager.secrets.save(input.context, secret);
  return answer;
}

}  // namespace orrery::secretsmanager

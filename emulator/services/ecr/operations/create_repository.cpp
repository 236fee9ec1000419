#include <boost/regex.hpp>

#include "core/arn.h"
#include "core/tags.h"
#include "services/ecr/operations/operations.h"

namespace orrery::ecr {
namespace {

constexpr char name_pattern[] = R"([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)";

std::string repository_name(const Input& input) {
  static const boost::regex pattern(name_pattern);
  std::string name(input.text("repositoryName", 2, 256));
  if (!boost::regex_match(name, pattern))
    throw AwsError(
        "InvalidParameterException",
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular "
        "expression '" +
            std::string(name_pattern) + "''");
  return name;
}

}  // namespace

json::object create_repository(Ecr& ecr, const Input& input) {
  const std::string name = repository_name(input);
  if (ecr.find(input.context, name))
    throw AwsError("RepositoryAlreadyExistsException", "The repository with name '" + name +
                                                           "' already exists in the registry with id '" +
                                                           input.context.account + "'");
  json::object repository{
      {"repositoryArn", make_arn(input.context, "ecr", "repository/" + name)},
      {"registryId", input.context.account},
      {"repositoryName", name},
      {"repositoryUri",
       input.context.account + ".dkr.ecr." + input.context.region + ".amazonaws.com/" + name},
      {"createdAt", epoch_double(ecr.now())},
      {"imageTagMutability",
       boost_view(input.choice("imageTagMutability", {"MUTABLE", "IMMUTABLE"}, "MUTABLE"))}};
  const json::object* scanning = input.maybe_object("imageScanningConfiguration");
  repository["imageScanningConfiguration"] = scanning ? *scanning : json::object{{"scanOnPush", false}};
  const json::object* encryption = input.maybe_object("encryptionConfiguration");
  repository["encryptionConfiguration"] =
      encryption ? *encryption : json::object{{"encryptionType", "AES256"}};
  if (const json::array* tags = input.maybe_list("tags")) repository["tags"] = tag_list(tags_of(tags));
  ecr.save(input.context, repository);
  return {{"repository", shown(std::move(repository))}};
}

}  // namespace orrery::ecr

#include "core/arn.h"
#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object create_repository(Ecr& ecr, const Input& input) {
  const std::string name(input.text("repositoryName", 2, 256));
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
  if (const json::array* tags = input.maybe_list("tags")) repository["tags"] = *tags;
  ecr.save(input.context, repository);
  return {{"repository", shown(std::move(repository))}};
}

}  // namespace orrery::ecr

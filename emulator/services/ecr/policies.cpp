#include "services/ecr/policies.h"

namespace orrery::ecr {

json::object put_policy(Ecr& ecr, const Input& input, const PolicyKind& kind) {
  json::object repository = ecr.repository(input);
  repository[boost_view(kind.kept)] = boost_view(input.text(kind.member, 1, kind.most_bytes));
  ecr.save(input.context, repository);
  return get_policy(ecr, input, kind);
}

json::object get_policy(const Ecr& ecr, const Input& input, const PolicyKind& kind) {
  const json::object repository = ecr.repository(input);
  const auto text = find_text(repository, kind.kept);
  if (!text) {
    throw AwsError(std::string(kind.error), std::string(kind.name) +
                                                " does not exist for the repository with name '" +
                                                std::string(input.text("repositoryName")) +
                                                "' in the registry with id '" + input.context.account + "'");
  }
  return {{"registryId", input.context.account},
          {"repositoryName", repository.at("repositoryName")},
          {boost_view(kind.member), boost_view(*text)}};
}

json::object delete_policy(Ecr& ecr, const Input& input, const PolicyKind& kind) {
  json::object gone = get_policy(ecr, input, kind);
  json::object repository = ecr.repository(input);
  repository.erase(boost_view(kind.kept));
  ecr.save(input.context, repository);
  return gone;
}

}  // namespace orrery::ecr

#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object describe_repositories(Ecr& ecr, const Input& input) {
  json::array list;
  if (const json::array* names = input.maybe_list("repositoryNames")) {
    for (const json::value& item : *names) {
      const std::string name(item.is_string() ? view(item.get_string()) : "");
      auto found = ecr.find(input.context, name);
      if (!found) throw no_repository(input.context, name);
      list.push_back(shown(*std::move(found)));
    }
  } else {
    for (json::object& repository : ecr.all(input.context)) list.push_back(shown(std::move(repository)));
  }
  return {{"repositories", std::move(list)}};
}

}  // namespace orrery::ecr

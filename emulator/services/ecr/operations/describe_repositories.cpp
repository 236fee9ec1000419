#include "core/digest.h"
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
    const auto most = static_cast<std::size_t>(input.maybe_number("maxResults", 1, 1000).value_or(100));
    const std::string after = from_base64(input.maybe_text("nextToken").value_or("")).value_or("");
    for (json::object& repository : ecr.all(input.context)) {
      if (find_text(repository, "repositoryName").value_or("") <= after) continue;
      if (list.size() == most) {
        const std::string last(find_text(list.back().as_object(), "repositoryName").value_or(""));
        return {{"repositories", std::move(list)}, {"nextToken", json::string(to_base64(last))}};
      }
      list.push_back(shown(std::move(repository)));
    }
  }
  return {{"repositories", std::move(list)}};
}

}  // namespace orrery::ecr

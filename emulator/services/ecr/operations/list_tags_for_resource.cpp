#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object list_tags_for_resource(Ecr& ecr, const Input& input) {
  const std::string_view arn = input.text("resourceArn");
  const std::string_view name =
      arn.substr(arn.find('/') == std::string_view::npos ? arn.size() : arn.find('/') + 1);
  const auto repository = ecr.find(input.context, name);
  if (!repository) throw no_repository(input.context, name);
  const json::array* tags = find_array(*repository, "tags");
  return {{"tags", tags ? *tags : json::array{}}};
}

}  // namespace orrery::ecr

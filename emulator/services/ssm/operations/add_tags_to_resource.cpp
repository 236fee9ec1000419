#include "core/tags.h"
#include "services/ssm/operations/operations.h"
#include "services/ssm/tags.h"

namespace orrery::ssm {

json::object add_tags_to_resource(Ssm& ssm, const Input& input) {
  json::object parameter = tagged(ssm.parameters, input);
  const json::object* before = find_object(parameter, "tags");
  json::object tags = before ? *before : json::object();
  for (const auto& [key, value] : tags_of(&input.list("Tags"))) tags[key] = value;
  parameter["tags"] = std::move(tags);
  ssm.parameters.save(input.context, input.text("ResourceId"), parameter);
  return {};
}

}  // namespace orrery::ssm

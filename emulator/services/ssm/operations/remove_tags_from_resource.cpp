#include "services/ssm/operations/operations.h"
#include "services/ssm/tags.h"

namespace orrery::ssm {

json::object remove_tags_from_resource(Ssm& ssm, const Input& input) {
  json::object parameter = tagged(ssm.parameters, input);
  const json::object* before = find_object(parameter, "tags");
  json::object tags = before ? *before : json::object();
  for (const json::value& key : input.list("TagKeys"))
    if (key.is_string()) tags.erase(key.get_string());
  parameter["tags"] = std::move(tags);
  ssm.parameters.save(input.context, input.text("ResourceId"), parameter);
  return {};
}

}  // namespace orrery::ssm

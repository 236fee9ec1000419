#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {

json::object untag_resource(Lambda& lambda, const Input& input) {
  const json::array* keys = input.maybe_list("TagKeys");
  if (!keys || keys->empty())
    throw validation(
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not "
        "be "
        "null");
  json::object tags = tags_of(lambda, input);
  for (const json::value& key : *keys)
    if (key.is_string()) tags.erase(key.get_string());
  save_tags(lambda, input, std::move(tags));
  return {};
}

}  // namespace orrery::lambda

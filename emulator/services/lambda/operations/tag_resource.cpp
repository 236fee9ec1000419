#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {

json::object tag_resource(Lambda& lambda, const Input& input) {
  const json::object& more = input.object("Tags");
  if (more.empty()) throw invalid_parameter("An error occurred and the request cannot be processed.");
  json::object tags = tags_of(lambda, input);
  add_tags(tags, more);
  save_tags(lambda, input, std::move(tags));
  return {};
}

}  // namespace orrery::lambda

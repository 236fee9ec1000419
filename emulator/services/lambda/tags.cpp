#include "services/lambda/tags.h"

#include "services/lambda/refusals.h"

namespace orrery::lambda {

void add_tags(json::object& tags, const json::object& more) {
  for (const auto& [name, value] : more) {
    if (!value.is_string()) throw AwsError("SerializationException", "Tags are text");
    if (name.empty() || name.size() > 128 || value.get_string().size() > 256)
      throw validation(
          "1 validation error detected: Value at 'tags' failed to "
          "satisfy constraint: keys have 1 to "
          "128 characters, values at most 256");
    tags[name] = value;
  }
  if (tags.size() > 50) throw invalid_parameter("Number of tags exceeds resource tag limit.");
}

}  // namespace orrery::lambda

#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_access_key_last_used(Iam& iam, const Input& input) {
  const auto id = boost_view(input.text("AccessKeyId", 16, 128));
  std::optional<std::string> owner;
  iam.entities.each(input.context, Kind::user, "", [&](std::string_view name, const json::object& user) {
    const auto* keys = find_array(user, "keys");
    if (keys && std::any_of(keys->begin(), keys->end(),
                            [&](const json::value& key) { return key.at("AccessKeyId") == id; }))
      owner = name;
    return !owner;
  });
  if (!owner) throw no_such_entity("The Access Key with id " + std::string(id) + " cannot be found.");
  return {{"UserName", *owner}, {"AccessKeyLastUsed", {{"ServiceName", "N/A"}, {"Region", "N/A"}}}};
}

}  // namespace orrery::iam

#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_access_key(Iam& iam, const Input& input) {
  json::object user = existing_user(iam, input);
  const std::string_view id = input.text("AccessKeyId", 16, 128);
  json::value& keys = user["keys"];
  const auto gone = [&](const json::value& it) { return it.at("AccessKeyId") == boost_view(id); };
  if (!keys.is_array() || erase_where(keys.get_array(), gone) == 0) {
    throw no_such_entity("The Access Key with id " + std::string(id) + " cannot be found.");
  }
  iam.entities.save(input.context, Kind::user, input.text("UserName"), user);
  return {};
}

}  // namespace orrery::iam

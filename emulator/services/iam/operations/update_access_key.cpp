#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object update_access_key(Iam& iam, const Input& input) {
  json::object user = existing_user(iam, input);
  const auto id = boost_view(input.text("AccessKeyId", 16, 128));
  const auto status = input.choice("Status", {"Active", "Inactive"}, "");
  bool found = false;
  if (json::value* keys = user.if_contains("keys")) {
    for (json::value& key : keys->as_array()) {
      if (key.at("AccessKeyId") != id) continue;
      key.as_object()["Status"] = boost_view(status);
      found = true;
    }
  }
  if (!found) throw no_such_entity("The Access Key with id " + std::string(id) + " cannot be found.");
  save(iam, input, Kind::user, user);
  return {};
}

}  // namespace orrery::iam

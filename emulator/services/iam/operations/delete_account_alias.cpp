#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_account_alias(Iam& iam, const Input& input) {
  const std::string_view alias = input.text("AccountAlias", 3, 63);
  const auto account = iam.entities.find(input.context, Kind::account, "");
  if (!account || find_text(*account, "alias") != alias)
    throw no_such_entity("The account alias " + std::string(alias) + " cannot be found.");
  iam.entities.erase(input.context, Kind::account, "");
  return {};
}

}  // namespace orrery::iam

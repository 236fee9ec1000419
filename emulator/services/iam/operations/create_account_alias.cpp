#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_account_alias(Iam& iam, const Input& input) {
  const std::string_view alias = input.text("AccountAlias", 3, 63);
  iam.entities.save(input.context, Kind::account, "", {{"alias", boost_view(alias)}});
  return {};
}

}  // namespace orrery::iam

#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_account_aliases(Iam& iam, const Input& input) {
  json::array aliases;
  if (const auto account = iam.entities.find(input.context, Kind::account, ""))
    aliases.push_back(account->at("alias"));
  return {{"AccountAliases", std::move(aliases)}, {"IsTruncated", false}};
}

}  // namespace orrery::iam

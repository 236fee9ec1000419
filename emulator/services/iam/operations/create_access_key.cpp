#include "core/account.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

// The key carries the account, so that calls signed with it are calls of that account.
json::object create_access_key(Iam& iam, const Input& input) {
  json::object user = existing_user(iam, input);
  json::object key{{"UserName", boost_view(input.text("UserName"))},
                   {"AccessKeyId", "AKIA" + encode_account(input.context.account, iam.entropy.number())},
                   {"Status", "Active"},
                   {"CreateDate", iam.now()}};
  json::array& keys = user["keys"].is_array() ? user["keys"].get_array() : user["keys"].emplace_array();
  if (keys.size() == 2) throw AwsError("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", 409);
  keys.push_back(key);
  iam.entities.save(input.context, Kind::user, input.text("UserName"), user);
  key["SecretAccessKey"] = iam.entropy.letters(40);
  return {{"AccessKey", std::move(key)}};
}

}  // namespace orrery::iam

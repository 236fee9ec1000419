#include "core/digest.h"
#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object get_authorization_token(Ecr& ecr, const Input& input) {
  json::object token{{"authorizationToken", to_base64("AWS:orrery")},
                     {"expiresAt", epoch_double(ecr.now() + 12h)},
                     {"proxyEndpoint", "https://" + input.context.account + ".dkr.ecr." +
                                           input.context.region + ".amazonaws.com"}};
  return {{"authorizationData", json::array{std::move(token)}}};
}

}  // namespace orrery::ecr

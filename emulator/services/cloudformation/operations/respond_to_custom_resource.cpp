#include "services/cloudformation/operations/operations.h"

namespace orrery::cloudformation {

// A custom resource's function sends here what became of it. Whoever knows the token may answer, once.
json::object respond_to_custom_resource(Cloudformation& service, const Input& input) {
  const std::string token(input.text("Token"));
  if (!service.engine.report(token, std::string(input.text("Body"))))
    throw AwsError("ResourceNotFoundException", "Nobody waits for this response", 404);
  return {};
}

}  // namespace orrery::cloudformation

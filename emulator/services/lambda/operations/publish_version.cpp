#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/versions.h"

namespace orrery::lambda {

json::object publish_version(Lambda& lambda, const Input& input) {
  input.refuse_unsupported({"PublishTo"});
  FunctionRecord function = *lambda.function(input);
  check_revision(input, find_text(function.configuration, "RevisionId").value_or(""));
  if (const auto wanted = input.maybe_text("CodeSha256");
      wanted && !wanted->empty() && *wanted != function.code.sha256)
    throw invalid_parameter("CodeSHA256 (" + std::string(*wanted) +
                            ") is different from current CodeSHA256 in $LATEST (" + function.code.sha256 +
                            "). Please try again with the CodeSHA256 in $LATEST.");
  std::optional<std::string_view> description = input.maybe_text("Description");
  if (description) input.text("Description", 0, 256);
  return publish(lambda, function, description);
}

}  // namespace orrery::lambda

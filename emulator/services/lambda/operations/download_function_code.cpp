#include <fstream>
#include <iterator>

#include "core/number.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

// Not an operation of AWS's: what GetFunction's Code.Location, a link to S3 there, leads to here. A link
// carries no credentials, so account and region are in it.
json::object download_function_code(Lambda& lambda, const Input& input) {
  Context context = input.context;
  if (const auto account = input.maybe_text("Account")) context.account = *account;
  if (const auto region = input.maybe_text("Region")) context.region = *region;
  FunctionName name =
      parse_function_name(input.text("FunctionName"), input.maybe_text("Qualifier").value_or(""), context);
  const auto function = lambda.functions.get(name, context);
  const json::object configuration = lambda.functions.configuration(*function, name.qualifier);
  Code code = function->code;
  const std::string version(find_text(configuration, "Version").value_or("$LATEST"));
  if (const auto number = read_number<std::uint64_t>(version))
    code = lambda.functions.version_code(*function, *number).value_or(code);
  std::ifstream file(lambda.code.package_of(code), std::ios::binary);
  if (!file) throw not_found("The function has no code package");
  return {{"Body", std::string(std::istreambuf_iterator<char>(file), {})}};
}

}  // namespace orrery::lambda

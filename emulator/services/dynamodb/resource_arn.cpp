#include "services/dynamodb/resource_arn.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {

Arn read_resource_arn(std::string_view text) {
  const std::string shown(text);
  if (!text.starts_with("arn:")) throw invalid_parameter("ARNs must start with 'arn:': " + shown);
  auto arn = parse_arn(text);
  const bool of_table = arn && arn->service == "dynamodb" && arn->resource.starts_with("table/");
  if (!of_table || arn->resource.find("/backup/") != arn->resource.npos) {
    throw invalid_parameter("Provided Arn is not a DynamoDB resource arn: " + shown);
  }
  if (arn->resource.find("/index/") != arn->resource.npos) {
    throw invalid_parameter(
        "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + shown);
  }
  return *std::move(arn);
}

void check_owner(const Arn& arn, const Context& context) {
  if (arn.partition == partition_of(context.region) && arn.service == "dynamodb" &&
      arn.account == context.account)
    return;
  throw AwsError("AccessDeniedException", "Access is denied");
}

}  // namespace orrery::dynamodb

#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {

const ResourceType* find_type(std::string_view name) {
  if (name.starts_with("Custom::")) name = "AWS::CloudFormation::CustomResource";
  for (const auto types : {s3_types, sqs_types, sns_types, lambda_types, lambda_access_types, dynamodb_types,
                           states_types, iam_types, iam_policy_types, iam_principal_types, kinesis_types,
                           logs_types, secret_types, small_types, own_types, custom_types})
    for (const ResourceType& type : types())
      if (type.name == name) return &type;
  return nullptr;
}

}  // namespace orrery::cloudformation

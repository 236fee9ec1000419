#pragma once
// The SDKs that integrations speak through: how they spell requests and answers, and name errors.
#include "core/error.h"
#include "services/states/document.h"

namespace orrery::states {

// The services as Step Functions knows them.
struct SdkService {
  std::string_view arn_name;   // "sfn", in aws-sdk:sfn:startExecution
  std::string_view service;    // ours: "states"
  std::string_view sdk_id;     // "Sfn": errors of aws-sdk integrations begin so
  bool lower_members = false;  // its API spells members in camelCase
};
const SdkService* find_sdk_service(std::string_view arn_name);
// Whether aws-sdk:arn_name:action can be meant: false for what the API of a service we have does not name.
bool may_have_action(std::string_view arn_name, std::string_view action);

// Of an optimised integration: "DynamoDB.ConditionalCheckFailedException", "SQS.AmazonSQSException".
Failure optimised_failure(std::string_view type, const AwsError& error, std::string_view request_id);
// Of an aws-sdk integration: "DynamoDb.ConditionalCheckFailedException", "S3.NoSuchKeyException".
Failure sdk_failure(const SdkService& service, std::string_view action, const AwsError& error,
                    std::string_view request_id);

// From the integration's spelling to that of the API, and back.
void spell_sdk_input(const SdkService& service, std::string_view operation, json::object& input);
void spell_sdk_answer(const SdkService& service, std::string_view operation, json::value& answer);

}  // namespace orrery::states

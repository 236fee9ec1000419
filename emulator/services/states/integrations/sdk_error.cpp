#include "core/digest.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

constexpr SdkService services[] = {
    {"dynamodb", "dynamodb", "DynamoDb"},
    {"dynamodbstreams", "streams.dynamodb", "DynamoDbStreams"},
    {"s3", "s3", "S3"},
    {"sqs", "sqs", "Sqs"},
    {"sns", "sns", "Sns"},
    {"lambda", "lambda", "Lambda"},
    {"sfn", "states", "Sfn", true},
    {"cloudwatchlogs", "logs", "CloudWatchLogs", true},
    {"cloudwatch", "monitoring", "CloudWatch"},
    {"eventbridge", "events", "EventBridge"},
    {"scheduler", "scheduler", "Scheduler"},
    {"sts", "sts", "Sts"},
    {"iam", "iam", "Iam"},
    {"ssm", "ssm", "Ssm"},
    {"secretsmanager", "secretsmanager", "SecretsManager"},
    {"kinesis", "kinesis", "Kinesis"},
    {"cloudformation", "cloudformation", "CloudFormation"},
    {"kms", "kms", "Kms"},
    {"ecr", "ecr", "Ecr", true},
    {"resourcegroupstaggingapi", "tagging", "ResourceGroupsTaggingApi"},
};

struct Optimised {
  std::string_view type;     // in the resource: "dynamodb"
  std::string_view prefix;   // "DynamoDB"
  std::string_view sdk;      // as the cause names it
  std::string_view generic;  // for codes without a class of their own
};

constexpr Optimised optimised[] = {
    {"lambda", "Lambda", "AWSLambda", "AWSLambdaException"},
    {"dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"},
    {"sqs", "SQS", "AmazonSQS", "AmazonSQSException"},
    {"sns", "SNS", "AmazonSNS", "AmazonSNSException"},
    {"states", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"},
    {"events", "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"},
    {"s3", "S3", "Amazon S3", "AmazonS3Exception"},
};

// Codes of the front ends, for which the SDKs have no class.
bool has_no_class(std::string_view code, std::string_view service) {
  if (code == "ValidationException") return service == "dynamodb" || service == "sqs" || service == "lambda";
  for (const std::string_view known :
       {"ValidationError", "SerializationException", "AccessDeniedException", "NotImplemented",
        "AccessDenied", "UnrecognizedClientException", "InvalidParameterValue", "MissingParameter",
        "InternalFailure", "MissingAuthenticationToken"}) {
    if (code == known) return true;
  }
  return false;
}

// The integrations speak to SQS by Query, which has other names for some errors.
constexpr std::pair<std::string_view, std::string_view> query_codes[] = {
    {"MissingRequiredParameterException", "MissingParameter"},
    {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"},
};

std::string_view told_code(std::string_view type, std::string_view code) {
  if (type != "sqs") return code;
  for (const auto& [json, query] : query_codes) {
    if (json == code) return query;
  }
  return code;
}

// The last part of "AWS.SimpleQueueService.NonExistentQueue", with "Exception" at its end.
std::string class_name(std::string_view code) {
  const std::size_t dot = code.rfind('.');
  std::string name(dot == std::string_view::npos ? code : code.substr(dot + 1));
  if (!name.ends_with("Exception")) name += "Exception";
  return name;
}

bool answers_no_body(const SdkService& service, std::string_view action) {
  return service.service == "s3" && action.starts_with("head");
}

// An answer to HEAD has nothing but its status, from which the SDK makes an error of its own.
std::string told_error(const SdkService& service, std::string_view action, const AwsError& error) {
  if (!answers_no_body(service, action)) return error.code;
  if (error.status != 404) return "AccessDenied";
  return action == "headBucket" ? "NoSuchBucket" : "NoSuchKey";
}

}  // namespace

const SdkService* find_sdk_service(std::string_view arn_name) {
  for (const SdkService& service : services) {
    if (service.arn_name == arn_name) return &service;
  }
  return nullptr;
}

Failure optimised_failure(std::string_view type, const AwsError& error, std::string_view request_id) {
  for (const Optimised& one : optimised) {
    if (one.type != type) continue;
    const std::string code(told_code(type, error.code));
    const std::string name = has_no_class(code, type) ? std::string(one.generic) : class_name(error.code);
    return Failure(std::string(one.prefix) + "." + name,
                   error.message + " (Service: " + std::string(one.sdk) +
                       "; Status Code: " + std::to_string(error.status) + "; Error Code: " + code +
                       "; Request ID: " + std::string(request_id) + "; Proxy: null)");
  }
  return Failure(std::string(type) + "." + class_name(error.code), error.message);
}

Failure sdk_failure(const SdkService& service, std::string_view action, const AwsError& error,
                    std::string_view request_id) {
  const std::string told = told_error(service, action, error);
  const std::string generic = std::string(service.sdk_id) + "Exception";
  const std::string name = has_no_class(told, service.service) ? generic : class_name(told);
  std::string cause = (answers_no_body(service, action) ? "null" : error.message) +
                      " (Service: " + std::string(service.sdk_id) +
                      ", Status Code: " + std::to_string(error.status) +
                      ", Request ID: " + std::string(request_id);
  // S3 answers with a second identification.
  if (service.service == "s3") cause += ", Extended Request ID: " + to_base64(sha256(request_id));
  return Failure(std::string(service.sdk_id) + "." + name, cause + ")");
}

}  // namespace orrery::states

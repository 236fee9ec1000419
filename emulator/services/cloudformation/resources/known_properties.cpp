#include "services/cloudformation/resources/known_properties.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/error.h"

namespace orrery::cloudformation {
namespace {

struct KnownProperties {
  std::string_view type;
  std::string_view names;  // apart by spaces
};

// A type that is not here (custom resources) takes everything.
constexpr KnownProperties known_properties[] = {
    {"AWS::CDK::Metadata", "Analytics"},
    {"AWS::CloudFormation::Stack",
     "NotificationARNs Parameters Tags TemplateBody TemplateURL TimeoutInMinutes"},
    {"AWS::CloudFormation::WaitConditionHandle", ""},
    {"AWS::DynamoDB::GlobalTable",
     "AttributeDefinitions BillingMode GlobalSecondaryIndexes KeySchema LocalSecondaryIndexes Replicas "
     "SSESpecification StreamSpecification TableName TimeToLiveSpecification WarmThroughput "
     "WriteOnDemandThroughputSettings"},
    {"AWS::DynamoDB::Table",
     "AttributeDefinitions BillingMode ContributorInsightsSpecification DeletionProtectionEnabled "
     "GlobalSecondaryIndexes KeySchema KinesisStreamSpecification LocalSecondaryIndexes OnDemandThroughput "
     "PointInTimeRecoverySpecification ProvisionedThroughput ResourcePolicy SSESpecification "
     "StreamSpecification TableClass TableName Tags TimeToLiveSpecification WarmThroughput"},
    {"AWS::ECR::Repository",
     "EmptyOnDelete EncryptionConfiguration ImageScanningConfiguration ImageTagMutability LifecyclePolicy "
     "RepositoryName "
     "RepositoryPolicyText Tags"},
    {"AWS::Events::EventBus", "Description Name Tags"},
    {"AWS::Events::EventBusPolicy", "Action Condition EventBusName Principal Statement StatementId"},
    {"AWS::Events::Rule",
     "Description EventBusName EventPattern Name RoleArn ScheduleExpression State Tags Targets"},
    {"AWS::IAM::AccessKey", "Serial Status UserName"},
    {"AWS::IAM::Group", "GroupName ManagedPolicyArns Path Policies"},
    {"AWS::IAM::GroupPolicy", "GroupName PolicyDocument PolicyName"},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName Path Roles"},
    {"AWS::IAM::ManagedPolicy", "Description Groups ManagedPolicyName Path PolicyDocument Roles Users"},
    {"AWS::IAM::Policy", "Groups PolicyDocument PolicyName Roles Users"},
    {"AWS::IAM::Role",
     "AssumeRolePolicyDocument Description ManagedPolicyArns MaxSessionDuration Path PermissionsBoundary "
     "Policies RoleName Tags"},
    {"AWS::IAM::RolePolicy", "PolicyDocument PolicyName RoleName"},
    {"AWS::IAM::User",
     "Groups LoginProfile ManagedPolicyArns Path PermissionsBoundary Policies Tags UserName"},
    {"AWS::IAM::UserPolicy", "PolicyDocument PolicyName UserName"},
    {"AWS::IAM::UserToGroupAddition", "GroupName Users"},
    {"AWS::Kinesis::ResourcePolicy", "ResourceArn ResourcePolicy"},
    {"AWS::Kinesis::Stream",
     "DesiredShardLevelMetrics MaxRecordSizeInKiB Name RetentionPeriodHours ShardCount StreamEncryption "
     "StreamModeDetails Tags"},
    {"AWS::Kinesis::StreamConsumer", "ConsumerName StreamARN Tags"},
    {"AWS::Lambda::Alias",
     "Description FunctionName FunctionVersion Name ProvisionedConcurrencyConfig RoutingConfig"},
    {"AWS::Lambda::CodeSigningConfig", "AllowedPublishers CodeSigningPolicies Description Tags"},
    {"AWS::Lambda::EventInvokeConfig",
     "DestinationConfig FunctionName MaximumEventAgeInSeconds MaximumRetryAttempts Qualifier"},
    {"AWS::Lambda::EventSourceMapping",
     "BatchSize BisectBatchOnFunctionError DestinationConfig Enabled EventSourceArn FilterCriteria "
     "FunctionName "
     "FunctionResponseTypes MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds MaximumRetryAttempts "
     "ParallelizationFactor Queues ScalingConfig SelfManagedEventSource SelfManagedKafkaEventSourceConfig "
     "SourceAccessConfigurations StartingPosition StartingPositionTimestamp Tags Topics "
     "TumblingWindowInSeconds"},
    {"AWS::Lambda::Function",
     "Architectures Code CodeSigningConfigArn DeadLetterConfig Description Environment EphemeralStorage "
     "FileSystemConfigs FunctionName Handler ImageConfig KmsKeyArn Layers LoggingConfig MemorySize "
     "PackageType "
     "RecursiveLoop ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags Timeout "
     "TracingConfig VpcConfig"},
    {"AWS::Lambda::LayerVersion",
     "CompatibleArchitectures CompatibleRuntimes Content Description LayerName LicenseInfo"},
    {"AWS::Lambda::LayerVersionPermission", "Action LayerVersionArn OrganizationId Principal"},
    {"AWS::Lambda::Permission",
     "Action EventSourceToken FunctionName FunctionUrlAuthType InvokedViaFunctionUrl Principal "
     "PrincipalOrgID "
     "SourceAccount SourceArn"},
    {"AWS::Lambda::Url", "AuthType Cors InvokeMode Qualifier TargetFunctionArn"},
    {"AWS::Lambda::Version", "CodeSha256 Description FunctionName ProvisionedConcurrencyConfig"},
    {"AWS::Logs::LogGroup", "KmsKeyId LogGroupClass LogGroupName RetentionInDays Tags"},
    {"AWS::Logs::LogStream", "LogGroupName LogStreamName"},
    {"AWS::Logs::MetricFilter", "FilterName FilterPattern LogGroupName MetricTransformations"},
    {"AWS::Logs::ResourcePolicy", "PolicyDocument PolicyName"},
    {"AWS::Logs::SubscriptionFilter",
     "DestinationArn Distribution FilterName FilterPattern LogGroupName RoleArn"},
    {"AWS::S3::Bucket",
     "AccelerateConfiguration AccessControl BucketEncryption BucketName CorsConfiguration "
     "LifecycleConfiguration LoggingConfiguration NotificationConfiguration ObjectLockConfiguration "
     "ObjectLockEnabled OwnershipControls PublicAccessBlockConfiguration ReplicationConfiguration Tags "
     "VersioningConfiguration WebsiteConfiguration"},
    {"AWS::S3::BucketPolicy", "Bucket PolicyDocument"},
    {"AWS::SNS::Subscription",
     "DeliveryPolicy Endpoint FilterPolicy FilterPolicyScope Protocol RawMessageDelivery RedrivePolicy "
     "Region "
     "SubscriptionRoleArn TopicArn"},
    {"AWS::SNS::Topic",
     "ContentBasedDeduplication DisplayName FifoTopic KmsMasterKeyId SignatureVersion Subscription Tags "
     "TopicName TracingConfig"},
    {"AWS::SNS::TopicInlinePolicy", "PolicyDocument TopicArn"},
    {"AWS::SNS::TopicPolicy", "PolicyDocument Topics"},
    {"AWS::SQS::Queue",
     "ContentBasedDeduplication DeduplicationScope DelaySeconds FifoQueue FifoThroughputLimit "
     "KmsDataKeyReusePeriodSeconds KmsMasterKeyId MaximumMessageSize MessageRetentionPeriod QueueName "
     "ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy SqsManagedSseEnabled Tags "
     "VisibilityTimeout"},
    {"AWS::SQS::QueueInlinePolicy", "PolicyDocument Queue"},
    {"AWS::SQS::QueuePolicy", "PolicyDocument Queues"},
    {"AWS::SSM::Parameter", "AllowedPattern DataType Description Name Policies Tags Tier Type Value"},
    {"AWS::SecretsManager::ResourcePolicy", "ResourcePolicy SecretId"},
    {"AWS::SecretsManager::RotationSchedule",
     "RotateImmediatelyOnUpdate RotationLambdaARN RotationRules SecretId"},
    {"AWS::SecretsManager::Secret", "Description GenerateSecretString KmsKeyId Name SecretString Tags"},
    {"AWS::Serverless::Connector", "Destination Permissions Source SourceReference"},
    {"AWS::Serverless::Function",
     "Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties "
     "CodeSigningConfigArn "
     "CodeUri DeadLetterQueue DeploymentPreference Description Environment EphemeralStorage "
     "EventInvokeConfig "
     "Events FileSystemConfigs FunctionName FunctionUrlConfig Handler ImageConfig ImageUri InlineCode "
     "KmsKeyArn "
     "Layers LoggingConfig MemorySize PackageType PermissionsBoundary Policies PropagateTags "
     "ProvisionedConcurrencyConfig RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime "
     "RuntimeManagementConfig SnapStart Tags Timeout Tracing VersionDescription VpcConfig"},
    {"AWS::Serverless::LayerVersion",
     "CompatibleArchitectures CompatibleRuntimes ContentUri Description LayerName LicenseInfo "
     "RetentionPolicy"},
    {"AWS::Serverless::SimpleTable",
     "PointInTimeRecoverySpecification PrimaryKey ProvisionedThroughput SSESpecification TableName Tags"},
    {"AWS::Serverless::StateMachine",
     "AutoPublishAlias Definition DefinitionSubstitutions DefinitionUri DeploymentPreference Events Logging "
     "Name "
     "PermissionsBoundary Policies PropagateTags Role RolePath Tags Tracing Type UseAliasAsEventTarget"},
    {"AWS::StepFunctions::Activity", "Name Tags"},
    {"AWS::StepFunctions::StateMachine",
     "Definition DefinitionS3Location DefinitionString DefinitionSubstitutions LoggingConfiguration RoleArn "
     "StateMachineName StateMachineType Tags TracingConfiguration"},
    {"AWS::StepFunctions::StateMachineAlias", "DeploymentPreference Description Name RoutingConfiguration"},
    {"AWS::StepFunctions::StateMachineVersion", "Description StateMachineArn StateMachineRevisionId"},
};

bool is_among(std::string_view name, std::string_view names) {
  while (!names.empty()) {
    const auto space = names.find(' ');
    if (names.substr(0, space) == name) return true;
    names = space == names.npos ? std::string_view() : names.substr(space + 1);
  }
  return false;
}

}  // namespace

void check_properties(std::string_view type, const json::object& properties) {
  const auto known = std::ranges::find(known_properties, type, &KnownProperties::type);
  if (known == std::end(known_properties)) return;
  for (const auto& property : properties) {
    const std::string_view name(property.key().data(), property.key().size());
    if (!is_among(name, known->names))
      throw not_supported("property " + std::string(name) + " of " + std::string(type));
  }
}

}  // namespace orrery::cloudformation

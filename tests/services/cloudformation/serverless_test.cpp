// SAM's short resources, written out.
#include "services/cloudformation/serverless/transform.h"
#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery::cloudformation {
namespace {

json::object expand(const char* text) { return expand_serverless(Template::parse(text)); }

}  // namespace

TEST_CASE("a SAM function has a role, its code and its events", "[cloudformation]") {
  const auto result = expand(R"(
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs20.x, Timeout: 9, Environment: {Variables: {A: 1}}}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://b/k.zip
      Handler: i.h
      Environment: {Variables: {B: 2}}
      Policies: [AmazonS3FullAccess, {SQSPollerPolicy: {QueueName: q}}, {Statement: []}]
      Events:
        Jobs: {Type: SQS, Properties: {Queue: arn, BatchSize: 1}}
        Changes: {Type: DynamoDB, Properties: {Stream: arn2, StartingPosition: LATEST}}
        Files: {Type: S3, Properties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}}
        Tick: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}
  B: {Type: 'AWS::S3::Bucket'}
)");
  const auto& resources = result.at("Resources").as_object();
  const auto& function = resources.at("F").at("Properties");
  CHECK(function.at("Code") == parse("{'S3Bucket': 'b', 'S3Key': 'k.zip'}"));
  CHECK(function.at("Timeout") == 9);
  CHECK(function.at("Environment") == parse("{'Variables': {'A': 1, 'B': 2}}"));
  CHECK(function.at("Role") == parse("{'Fn::GetAtt': ['FRole', 'Arn']}"));
  CHECK(resources.at("FRole").at("Properties").at("ManagedPolicyArns") ==
        parse("['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', "
              "'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole', "
              "'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole', "
              "'arn:aws:iam::aws:policy/AmazonS3FullAccess']"));
  CHECK(resources.at("FRole").at("Properties").at("Policies").as_array().size() == 2);
  CHECK(resources.at("FJobs").at("Properties").at("BatchSize") == 1);
  CHECK(resources.at("FChanges").at("Properties").at("EventSourceArn") == "arn2");
  CHECK(resources.at("FTick").at("Properties").at("ScheduleExpression") == "rate(1 minute)");
  CHECK(resources.at("FTickPermission").at("Properties").at("Principal") == "events.amazonaws.com");
  const auto& bucket = resources.at("B");
  CHECK(bucket.at("DependsOn") == parse("['FFilesPermission']"));
  CHECK(
      bucket.at("Properties").at("NotificationConfiguration").at("LambdaConfigurations").at(0).at("Event") ==
      "s3:ObjectCreated:*");
}

TEST_CASE("a bucket is told of a function however many resources there are", "[cloudformation]") {
  std::string topics;
  for (int i = 0; i < 20; ++i) {
    topics += "  T" + std::to_string(i) + ": {Type: 'AWS::SNS::Topic'}\n";
    const json::object result =
        expand(("Resources:\n  B: {Type: 'AWS::S3::Bucket'}\n" + topics +
                "  F: {Type: 'AWS::Serverless::Function', Properties: {InlineCode: x, Events: {E: {Type: S3, "
                "Properties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}}}}}")
                   .c_str());
    CHECK(result.at("Resources").at("B").at("DependsOn") == parse("['FEPermission']"));
  }
}

TEST_CASE("between a topic and a function may stand a queue", "[cloudformation]") {
  const json::object result = expand(R"(
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://b/k.zip
      Events:
        Own: {Type: SNS, Properties: {Topic: !Ref T, SqsSubscription: true, FilterPolicy: {a: [b]}}}
        Given:
          Type: SNS
          Properties:
            {Topic: arn:t, SqsSubscription: {QueueArn: arn:q, QueueUrl: http://q, BatchSize: 8, QueuePolicyLogicalId: P}}
)");
  const auto& resources = result.at("Resources").as_object();
  CHECK(resources.at("FOwnQueue").at("Type") == "AWS::SQS::Queue");
  CHECK(
      resources.at("FOwn").at("Properties") ==
      parse("{'Protocol': 'sqs', 'Endpoint': {'Fn::GetAtt': ['FOwnQueue', 'Arn']}, 'TopicArn': {'Ref': 'T'}, "
            "'FilterPolicy': {'a': ['b']}}"));
  CHECK(resources.at("FOwnEventSourceMapping").at("Properties").at("BatchSize") == 10);
  CHECK(resources.at("FOwnQueuePolicy").at("Properties").at("Queues") == parse("[{'Ref': 'FOwnQueue'}]"));
  CHECK_FALSE(resources.contains("FOwnPermission"));
  CHECK_FALSE(resources.contains("FGivenQueue"));
  CHECK(resources.at("FGivenEventSourceMapping").at("Properties") ==
        parse("{'FunctionName': {'Ref': 'F'}, 'EventSourceArn': 'arn:q', 'BatchSize': 8, 'Enabled': true}"));
  CHECK(resources.at("P").at("Properties").at("PolicyDocument").at("Statement").at(0).at("Resource") ==
        "arn:q");
  CHECK(resources.at("FRole").at("Properties").at("ManagedPolicyArns").as_array().size() == 2);
}

TEST_CASE("SAM tables and state machines are ordinary ones", "[cloudformation]") {
  const auto result = expand(R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  T: {Type: 'AWS::Serverless::SimpleTable', Properties: {PrimaryKey: {Name: k, Type: Number}}}
  M: {Type: 'AWS::Serverless::StateMachine', Properties: {DefinitionUri: {Bucket: b, Key: k}, DefinitionSubstitutions: {A: x}}}
)");
  const auto& resources = result.at("Resources").as_object();
  CHECK(resources.at("T").at("Properties").at("KeySchema") ==
        parse("[{'AttributeName': 'k', 'KeyType': 'HASH'}]"));
  CHECK(resources.at("T").at("Properties").at("AttributeDefinitions") ==
        parse("[{'AttributeName': 'k', 'AttributeType': 'N'}]"));
  CHECK(resources.at("M").at("Properties").at("DefinitionS3Location") ==
        parse("{'Bucket': 'b', 'Key': 'k'}"));
  CHECK(resources.contains("MRole"));
}

TEST_CASE("what refers to a function's alias or version finds what was written out for it",
          "[cloudformation]") {
  const auto result = expand(R"(
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://b/k.zip
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}
      PermissionsBoundary: arn:b
      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}, OnFailure: {Type: SNS}}}
      Events:
        Lines: {Type: CloudWatchLogs, Properties: {LogGroupName: g, FilterPattern: ERROR}}
        Rule:
          Type: EventBridgeRule
          Properties: {Pattern: {source: [a]}, RuleName: r, Target: {Id: t}, RetryPolicy: {MaximumRetryAttempts: 1},
                       DeadLetterConfig: {Arn: q}, InputTransformer: {InputTemplate: x}}
  M: {Type: 'AWS::Serverless::StateMachine', Properties: {Definition: {}, AutoPublishAlias: live}}
  C: {Type: 'AWS::Serverless::Connector', Properties: {Source: {Id: F}, Destination: {Id: M}, Permissions: [Write]}}
Outputs:
  Alias: {Value: !Ref F.Alias}
  Version: {Value: !Ref F.Version}
)");
  const auto& resources = result.at("Resources").as_object();
  CHECK(result.at("Outputs").at("Alias").at("Value").at("Ref") == "FAliaslive");
  const std::string version(view(result.at("Outputs").at("Version").at("Value").at("Ref").as_string()));
  CHECK(resources.at(version).at("Type") == "AWS::Lambda::Version");
  CHECK(resources.at("FAliaslive").at("Properties").at("ProvisionedConcurrencyConfig") ==
        parse("{'ProvisionedConcurrentExecutions': 2}"));
  CHECK(resources.at("FRole").at("Properties").at("PermissionsBoundary") == "arn:b");
  const auto& destinations =
      resources.at("FEventInvokeConfig").at("Properties").at("DestinationConfig").as_object();
  CHECK(destinations.at("OnSuccess") ==
        parse("{'Destination': {'Fn::GetAtt': ['FEventInvokeConfigOnSuccessQueue', 'Arn']}}"));
  CHECK(resources.at("FEventInvokeConfigOnFailureTopic").at("Type") == "AWS::SNS::Topic");
  CHECK(resources.at("FLines").at("Properties").at("LogGroupName") == "g");
  CHECK(resources.at("FLinesPermission").at("Properties").at("Principal") == "logs.amazonaws.com");
  CHECK(resources.at("FRule").at("Properties").at("Name") == "r");
  const auto& target = resources.at("FRule").at("Properties").at("Targets").at(0).as_object();
  CHECK(target.at("Id") == "t");
  CHECK(target.at("DeadLetterConfig") == parse("{'Arn': 'q'}"));
  CHECK(target.at("RetryPolicy") == parse("{'MaximumRetryAttempts': 1}"));
  CHECK(target.contains("InputTransformer"));
  CHECK(resources.at("MAliaslive").at("Type") == "AWS::StepFunctions::StateMachineAlias");
  CHECK_FALSE(resources.contains("C"));
}

TEST_CASE("events start a state machine, or its alias where that is asked for", "[cloudformation]") {
  const auto started = [](const std::string& property) {
    const std::string machine =
        "Resources: {M: {Type: 'AWS::Serverless::StateMachine', Properties: {Definition: {}, "
        "AutoPublishAlias: live" +
        property + ", Events: {E: {Type: EventBridgeRule, Properties: {Pattern: {source: [a]}}}}}}}";
    const auto result = expand(machine.c_str());
    return result.at("Resources").at("ME").at("Properties").at("Targets").at(0).at("Arn").at("Ref");
  };
  CHECK(started("") == "M");
  CHECK(started(", UseAliasAsEventTarget: false") == "M");
  CHECK(started(", UseAliasAsEventTarget: true") == "MAliaslive");
}

TEST_CASE("what is not written out says so", "[cloudformation]") {
  const auto status = [](const char* text) {
    try {
      expand(text);
    } catch (const AwsError& error) {
      return error.status;
    }
    return 0;
  };
  CHECK(status("Resources: {A: {Type: 'AWS::Serverless::Api'}}") == 501);
  CHECK(status("Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {InlineCode: x, Events: "
               "{A: {Type: Api, Properties: {Path: /}}}}}}") == 501);
  CHECK(status("Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: ./src}}}") == 400);
  CHECK(
      status("Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {InlineCode: x, Memory: 1}}}") ==
      501);
  CHECK(status("Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {InlineCode: x, Events: {A: "
               "{Type: SNS, Properties: {Topic: t, SqsSubscription: {QueueArn: q}}}}}}}") == 400);
}

}  // namespace orrery::cloudformation

// What some types ask of their services.
#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {

TEST_CASE_METHOD(CloudformationWorld, "filters, streams and policies of log groups are made and removed",
                 "[cloudformation]") {
  CHECK(create(R"(
Resources:
  Stream: {Type: AWS::Logs::LogStream, Properties: {LogGroupName: g, LogStreamName: s}}
  Filter:
    Type: AWS::Logs::SubscriptionFilter
    Properties: {LogGroupName: g, FilterName: f, FilterPattern: ERROR, DestinationArn: "arn:f"}
  Metric:
    Type: AWS::Logs::MetricFilter
    Properties:
      {LogGroupName: g, FilterName: m, FilterPattern: x, MetricTransformations: [{MetricName: n, MetricValue: "1"}]}
  Policy: {Type: AWS::Logs::ResourcePolicy, Properties: {PolicyName: p, PolicyDocument: "{}"}}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(logs.inputs["CreateLogStream"].at(0) ==
        parse("{'logGroupName': 'g', 'logStreamName': 's'}").as_object());
  CHECK(logs.inputs["PutSubscriptionFilter"].at(0).at("destinationArn") == "arn:f");
  CHECK(logs.inputs["PutMetricFilter"].at(0).at("metricTransformations").at(0).at("metricName") == "n");
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(logs.inputs["DeleteSubscriptionFilter"].at(0) ==
        parse("{'logGroupName': 'g', 'filterName': 'f'}").as_object());
  CHECK(logs.inputs["DeleteResourcePolicy"].at(0) == parse("{'policyName': 'p'}").as_object());
}

TEST_CASE_METHOD(CloudformationWorld, "permissions of layers and code signing are made and removed",
                 "[cloudformation]") {
  lambda.answers["CreateCodeSigningConfig"] = {
      {"CodeSigningConfig", {{"CodeSigningConfigArn", "arn:csc"}, {"CodeSigningConfigId", "csc-1"}}}};
  CHECK(create(R"(
Resources:
  Permission:
    Type: AWS::Lambda::LayerVersionPermission
    Properties: {LayerVersionArn: "arn:layer:l:2", Action: "lambda:GetLayerVersion", Principal: "*"}
  Signing:
    Type: AWS::Lambda::CodeSigningConfig
    Properties: {AllowedPublishers: {SigningProfileVersionArns: [a]}}
Outputs:
  Id: {Value: !GetAtt Signing.CodeSigningConfigId}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(lambda.inputs["AddLayerVersionPermission"].at(0).at("LayerName") == "arn:layer:l");
  CHECK(lambda.inputs["AddLayerVersionPermission"].at(0).at("VersionNumber") == "2");
  CHECK(output("Id") == "csc-1");
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(lambda.inputs["RemoveLayerVersionPermission"].at(0).at("VersionNumber") == "2");
  CHECK(lambda.inputs["DeleteCodeSigningConfig"].at(0).at("CodeSigningConfigArn") == "arn:csc");
}

TEST_CASE_METHOD(CloudformationWorld, "a secret is given a password that is made for it",
                 "[cloudformation]") {
  secretsmanager.answers["GetRandomPassword"] = {{"RandomPassword", "p\"w"}};
  for (const char* operation : {"DescribeSecret", "PutResourcePolicy", "RotateSecret"})
    secretsmanager.answers[operation] = {{"ARN", "arn:secret:x-abcdef"}};
  CHECK(create(R"(
Resources:
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: x
      GenerateSecretString:
        {SecretStringTemplate: '{"user": "admin"}', GenerateStringKey: password, PasswordLength: "20", ExcludePunctuation: "true"}
  Policy:
    Type: AWS::SecretsManager::ResourcePolicy
    Properties: {SecretId: !Ref Secret, ResourcePolicy: {Statement: []}}
  Rotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties: {SecretId: !Ref Secret, RotationLambdaARN: arn:f, RotationRules: {AutomaticallyAfterDays: "7"}}
Outputs:
  Arn: {Value: !GetAtt Secret.Id}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(secretsmanager.inputs["GetRandomPassword"].at(0) ==
        parse("{'PasswordLength': 20, 'ExcludePunctuation': true}").as_object());
  CHECK(secretsmanager.inputs["CreateSecret"].at(0).at("SecretString") ==
        R"({"user":"admin","password":"p\"w"})");
  CHECK(secretsmanager.inputs["PutResourcePolicy"].at(0).at("ResourcePolicy") == R"({"Statement":[]})");
  CHECK(secretsmanager.inputs["RotateSecret"].at(0).at("RotationRules") ==
        parse("{'AutomaticallyAfterDays': 7}"));
  CHECK(output("Arn") == "arn:secret:x-abcdef");
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(secretsmanager.inputs["CancelRotateSecret"].size() == 1);
  CHECK(secretsmanager.inputs["DeleteResourcePolicy"].size() == 1);
  CHECK(secretsmanager.inputs["DeleteSecret"].at(0) ==
        parse("{'SecretId': 'arn:secret:x-abcdef', 'ForceDeleteWithoutRecovery': true}").as_object());
}

TEST_CASE_METHOD(CloudformationWorld, "a property of the wrong kind fails its resource", "[cloudformation]") {
  for (const auto& [type, property] : {std::pair("AWS::DynamoDB::Table", "TimeToLiveSpecification"),
                                       std::pair("AWS::Kinesis::Stream", "StreamEncryption")}) {
    const std::string name = type;
    create("Resources: {R: {Type: '" + name + "', Properties: {" + property + ": x}}}");
    const json::object told = call("cloudformation", "DescribeStackEvents", {{"StackName", "s"}});
    CHECK_THAT(to_text(told),
               Catch::Contains("#/" + std::string(property) + ": expected type: JSONObject, found: String"));
    begun("DeleteStack", {{"StackName", "s"}});
  }
}

TEST_CASE_METHOD(CloudformationWorld, "a policy that is missing is the bucket's to refuse",
                 "[cloudformation]") {
  s3.refusals.emplace("PutBucketPolicy", AwsError("MalformedPolicy", "no policy"));
  CHECK(
      create("Resources: {R: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: b}}}").at("StackStatus") ==
      "ROLLBACK_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "a property that nobody takes fails its resource by name",
                 "[cloudformation]") {
  for (const auto& [type, property] :
       {std::pair("AWS::SQS::Queue", "Name"), std::pair("AWS::S3::Bucket", "InventoryConfigurations"),
        std::pair("AWS::DynamoDB::Table", "ImportSourceSpecification")}) {
    const std::string name = type;
    const json::object made =
        create("Resources: {R: {Type: '" + name + "', Properties: {" + property + ": x}}}");
    CHECK(made.at("StackStatus") == "ROLLBACK_COMPLETE");
    const json::object history =
        call("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}});
    CHECK(to_text(history).find("property " + std::string(property) + " of " + name +
                                " is not supported by orrery") != std::string::npos);
    begun("DeleteStack", {{"StackName", "s"}});
  }
}

TEST_CASE_METHOD(CloudformationWorld, "a table is given what has operations of its own", "[cloudformation]") {
  dynamodb.answers["DescribeTable"].at("Table").as_object()["TableId"] = "id-1";
  const std::string settings =
      "KinesisStreamSpecification: {StreamArn: 'arn:k', ApproximateCreationDateTimePrecision: MICROSECOND}, "
      "ContributorInsightsSpecification: {Enabled: true}, ResourcePolicy: {PolicyDocument: {Version: x}}, "
      "PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 5}";
  for (const std::string& resource :
       {"{Type: 'AWS::DynamoDB::Table', Properties: {TableName: t, " + settings + "}}",
        "{Type: 'AWS::DynamoDB::GlobalTable', Properties: {TableName: t, Replicas: [{Region: us-east-1, " +
            settings + "}]}}"}) {
    INFO(resource);
    dynamodb.inputs.clear();
    CHECK(create("Resources: {T: " + resource + "}\nOutputs: {Id: {Value: !GetAtt T.TableId}}")
              .at("StackStatus") == "CREATE_COMPLETE");
    CHECK(dynamodb.inputs["CreateTable"].at(0) == parse("{'TableName': 't'}").as_object());
    CHECK(dynamodb.inputs["EnableKinesisStreamingDestination"].at(0) ==
          parse("{'TableName': 't', 'StreamArn': 'arn:k', 'EnableKinesisStreamingConfiguration': "
                "{'ApproximateCreationDateTimePrecision': 'MICROSECOND'}}")
              .as_object());
    CHECK(dynamodb.inputs["UpdateContributorInsights"].at(0).at("ContributorInsightsAction") == "ENABLE");
    CHECK(dynamodb.inputs["PutResourcePolicy"].at(0).at("ResourceArn") == "arn:table");
    CHECK(dynamodb.inputs["UpdateContinuousBackups"].at(0).at("PointInTimeRecoverySpecification") ==
          parse("{'PointInTimeRecoveryEnabled': true, 'RecoveryPeriodInDays': 5}"));
    CHECK(output("Id") == "id-1");
    begun("DeleteStack", {{"StackName", "s"}});
  }
}

TEST_CASE_METHOD(CloudformationWorld, "a global table has one replica, where the stack is",
                 "[cloudformation]") {
  const auto reason = [this](const std::string& replicas) {
    create("Resources: {T: {Type: 'AWS::DynamoDB::GlobalTable', Properties: {Replicas: " + replicas + "}}}");
    const json::object history =
        call("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}});
    begun("DeleteStack", {{"StackName", "s"}});
    return to_text(history);
  };
  CHECK(reason("[{Region: us-east-1}, {Region: eu-west-1}]")
            .find("a replica of AWS::DynamoDB::GlobalTable in another region is not supported by orrery") !=
        std::string::npos);
  CHECK(reason("[]").find("The Replicas section must contain an entry for the current region") !=
        std::string::npos);
}

TEST_CASE_METHOD(CloudformationWorld,
                 "versions and aliases of functions and state machines are made and removed",
                 "[cloudformation]") {
  lambda.answers["PublishVersion"] = {{"FunctionArn", "arn:f:1"}, {"Version", "1"}};
  lambda.answers["CreateAlias"] = {{"AliasArn", "arn:f:live"}};
  states.answers["PublishStateMachineVersion"] = {{"stateMachineVersionArn", "arn:m:1"}};
  states.answers["CreateStateMachineAlias"] = {{"stateMachineAliasArn", "arn:m:live"}};
  CHECK(create(R"(
Resources:
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: f}}
  A:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: f, FunctionVersion: !GetAtt V.Version, Name: live,
                 ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 3}}
  MV: {Type: AWS::StepFunctions::StateMachineVersion, Properties: {StateMachineArn: m}}
  MA:
    Type: AWS::StepFunctions::StateMachineAlias
    Properties: {Name: live, RoutingConfiguration: [{StateMachineVersionArn: !Ref MV, Weight: 100}]}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(
      lambda.inputs["PutProvisionedConcurrencyConfig"].at(0) ==
      parse("{'FunctionName': 'f', 'Qualifier': 'live', 'ProvisionedConcurrentExecutions': 3}").as_object());
  CHECK(
      states.inputs["CreateStateMachineAlias"].at(0) ==
      parse(
          "{'name': 'live', 'routingConfiguration': [{'stateMachineVersionArn': 'arn:m:1', 'weight': 100}]}")
          .as_object());
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(states.inputs["DeleteStateMachineAlias"].at(0).at("stateMachineAliasArn") == "arn:m:live");
  CHECK(states.inputs["DeleteStateMachineVersion"].at(0).at("stateMachineVersionArn") == "arn:m:1");
}

TEST_CASE_METHOD(CloudformationWorld, "a statement joins those a bus has", "[cloudformation]") {
  events.answers["DescribeEventBus"] = {{"Policy", R"({"Statement":[{"Sid":"old"},{"Sid":"mine"}]})"}};
  CHECK(create(
            "Resources: {P: {Type: 'AWS::Events::EventBusPolicy', Properties: {EventBusName: b, StatementId: "
            "mine, Statement: {Effect: Allow}}}}")
            .at("StackStatus") == "CREATE_COMPLETE");
  const json::object& input = events.inputs["PutPermission"].at(0);
  CHECK(parse_json(view(input.at("Policy").as_string())).value().at("Statement") ==
        parse("[{'Sid': 'old'}, {'Effect': 'Allow', 'Sid': 'mine'}]"));
}

TEST_CASE_METHOD(CloudformationWorld, "a private bucket is one that takes no lists", "[cloudformation]") {
  CHECK(create("Resources: {B: {Type: AWS::S3::Bucket, Properties: {AccessControl: Private}}}")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(text_of(s3.inputs["PutBucketAcl"].at(0), "ACL") == "bucket-owner-full-control");
  update(
      "Resources: {B: {Type: AWS::S3::Bucket, Properties: {AccessControl: PublicReadWrite, "
      "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}}}}");
  CHECK(text_of(s3.inputs["PutBucketAcl"].at(1), "ACL") == "public-read-write");
}

}  // namespace orrery

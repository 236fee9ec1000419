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

}  // namespace orrery

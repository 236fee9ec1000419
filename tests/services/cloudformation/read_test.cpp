#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

const char body[] = R"(
AWSTemplateFormatVersion: 2010-09-09
Description: a queue and a role
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod], Description: where}
  Key: {Type: String, NoEcho: true, Default: hidden}
  Version: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /version}
Resources:
  Q: {Type: 'AWS::SQS::Queue'}
  R: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {}}}
)";

}  // namespace

TEST_CASE_METHOD(CloudformationWorld, "a template is summed up without a stack", "[cloudformation]") {
  const auto summary = call("cloudformation", "GetTemplateSummary", json::object{{"TemplateBody", body}});
  CHECK(summary.at("Description") == "a queue and a role");
  CHECK(summary.at("Version") == "2010-09-09");
  CHECK(summary.at("ResourceTypes") == parse("['AWS::SQS::Queue', 'AWS::IAM::Role']"));
  CHECK(summary.at("Capabilities") == parse("['CAPABILITY_IAM']"));
  CHECK(summary.at("CapabilitiesReason") ==
        "The following resource(s) require capabilities: [AWS::IAM::Role]");
  CHECK(summary.at("Parameters").at(0).at("ParameterConstraints") ==
        parse("{'AllowedValues': ['dev', 'prod']}"));
  const auto valid = call("cloudformation", "ValidateTemplate", json::object{{"TemplateBody", body}});
  CHECK(valid.at("Parameters").at(1).at("NoEcho") == true);
  CHECK(refusal("cloudformation", "ValidateTemplate", json::object{{"TemplateBody", "Resources: {"}})
            .starts_with("ValidationError: Template format error: YAML not well-formed."));
}

TEST_CASE_METHOD(CloudformationWorld, "a stack shows its parameters, but not its secrets",
                 "[cloudformation]") {
  ssm.answers["GetParameter"] = json::object{{"Parameter", json::object{{"Value", "21"}}}};
  const auto shown = create(body);
  CHECK(shown.at("Parameters") ==
        parse("[{'ParameterKey': 'Key', 'ParameterValue': '****'},"
              "{'ParameterKey': 'Stage', 'ParameterValue': 'dev'},"
              "{'ParameterKey': 'Version', 'ParameterValue': '/version', 'ResolvedValue': '21'}]"));
  CHECK(call("cloudformation", "GetTemplate", json::object{{"StackName", "s"}}).at("TemplateBody") == body);
  CHECK(call("cloudformation", "DescribeStackResources", json::object{{"StackName", "s"}})
            .at("StackResources")
            .as_array()
            .size() == 2);
  CHECK(call("cloudformation", "ListStacks").at("StackSummaries").at(0).at("TemplateDescription") ==
        "a queue and a role");
  CHECK(refusal("cloudformation", "DescribeStackResource",
                json::object{{"StackName", "s"}, {"LogicalResourceId", "X"}}) ==
        "ValidationError: Resource X does not exist for stack s");
}

TEST_CASE_METHOD(CloudformationWorld, "parameters are held to what the template says", "[cloudformation]") {
  const auto with = [this](const char* declaration, const char* value) {
    const std::string text =
        "Parameters: {P: " + std::string(declaration) + "}\nResources: {T: {Type: 'AWS::SNS::Topic'}}";
    return refusal(
        "cloudformation", "CreateStack",
        json::object{
            {"StackName", "p"},
            {"TemplateBody", text},
            {"Parameters", json::array{json::object{{"ParameterKey", "P"}, {"ParameterValue", value}}}}});
  };
  CHECK(with("{Type: String, AllowedValues: [a, b]}", "c") ==
        "ValidationError: Parameter 'P' must be one of AllowedValues");
  CHECK(with("{Type: String, AllowedPattern: '[a-z]+'}", "C") ==
        "ValidationError: Parameter 'P' must match pattern [a-z]+");
  CHECK(with("{Type: String, MinLength: 3}", "c") ==
        "ValidationError: Parameter 'P' must contain at least 3 characters");
  CHECK(with("{Type: Number, MaxValue: 3}", "4") ==
        "ValidationError: Parameter 'P' must be a number not greater than 3");
  CHECK(with("{Type: Number}", "x") == "ValidationError: Parameter 'P' must be a number.");
  CHECK(with("{Type: Bogus}", "x") ==
        "ValidationError: Template format error: Unrecognized parameter type: Bogus");
}

TEST_CASE_METHOD(CloudformationWorld, "a stack's policy is kept and given back", "[cloudformation]") {
  create("Resources: {T: {Type: 'AWS::SNS::Topic'}}");
  CHECK(call("cloudformation", "GetStackPolicy", json::object{{"StackName", "s"}}).empty());
  call("cloudformation", "SetStackPolicy",
       json::object{{"StackName", "s"}, {"StackPolicyBody", "{\"Statement\":[]}"}});
  CHECK(call("cloudformation", "GetStackPolicy", json::object{{"StackName", "s"}}).at("StackPolicyBody") ==
        "{\"Statement\":[]}");
  CHECK(call("cloudformation", "DescribeAccountLimits").at("AccountLimits").as_array().size() == 2);
}

TEST_CASE_METHOD(CloudformationWorld, "events come newest first, a hundred at a time", "[cloudformation]") {
  std::string text = "Resources:\n";
  for (int i = 0; i < 60; ++i) text += "  T" + std::to_string(i) + ": {Type: 'AWS::SNS::Topic'}\n";
  create(text);
  const auto first = call("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}});
  CHECK(first.at("StackEvents").as_array().size() == 100);
  CHECK(first.at("StackEvents").at(0).at("ResourceStatus") == "CREATE_COMPLETE");
  const auto second = call("cloudformation", "DescribeStackEvents",
                           json::object{{"StackName", "s"}, {"NextToken", first.at("NextToken")}});
  CHECK(second.at("StackEvents").as_array().size() == 82);
  CHECK_FALSE(second.contains("NextToken"));
}

}  // namespace orrery

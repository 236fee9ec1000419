#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

const char body[] = R"(
Resources:
  Thing:
    Type: Custom::Thing
    Properties: {ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:f', Size: 3}
Outputs: {A: {Value: !GetAtt Thing.Answer}}
)";

struct CustomWorld : CloudformationWorld {
  // The event the function was last told.
  json::object told() {
    const std::string payload(view(lambda.inputs["Invoke"].back().at("Payload").as_string()));
    return parse_json(payload)->as_object();
  }
  void respond(json::object report) {
    const std::string url = text_of(told(), "ResponseURL");
    call("cloudformation", "RespondToCustomResource",
         json::object{{"Token", url.substr(url.rfind('/') + 1)}, {"Body", to_text(report)}});
    settle();
  }
};

}  // namespace

TEST_CASE_METHOD(CustomWorld, "a custom resource is there when its function says so", "[cloudformation]") {
  create(body);
  CHECK(status() == "CREATE_IN_PROGRESS");
  CHECK(told().at("RequestType") == "Create");
  CHECK(told().at("ResourceProperties").at("Size") == "3");
  respond({{"Status", "SUCCESS"}, {"PhysicalResourceId", "p"}, {"Data", json::object{{"Answer", "42"}}}});
  CHECK(status() == "CREATE_COMPLETE");
  CHECK(output("A") == "42");

  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(told().at("RequestType") == "Delete");
  CHECK(told().at("PhysicalResourceId") == "p");
  respond({{"Status", "SUCCESS"}, {"PhysicalResourceId", "p"}});
  CHECK(refusal("cloudformation", "DescribeStacks", json::object{{"StackName", "s"}}) != "");
}

TEST_CASE_METHOD(CustomWorld, "a Node function is told an address its library can reach",
                 "[cloudformation]") {
  lambda.answers["GetFunctionConfiguration"] = {{"Runtime", "nodejs20.x"}};
  create(body);
  CHECK(text_of(told(), "ResponseURL")
            .starts_with(
                "https://cloudformation.us-east-1.amazonaws.com/2010-05-15/custom-resource-responses/"));
}

TEST_CASE_METHOD(CustomWorld, "a custom resource that fails, or says nothing for an hour, fails the stack",
                 "[cloudformation]") {
  create(body, {{"OnFailure", "DO_NOTHING"}});
  std::string reason;
  SECTION("it says so") {
    respond({{"Status", "FAILED"}, {"Reason", "no room"}, {"PhysicalResourceId", "p"}});
    reason = "Received response status [FAILED] from custom resource. Message returned: no room";
  }
  SECTION("it says nothing") {
    advance(3601s);
    reason = "CloudFormation did not receive a response from your Custom Resource.";
  }
  CHECK(status() == "CREATE_FAILED");
  const auto shown = call("cloudformation", "DescribeStackResource",
                          json::object{{"StackName", "s"}, {"LogicalResourceId", "Thing"}});
  CHECK(std::string(view(shown.at("StackResourceDetail").at("ResourceStatusReason").as_string()))
            .starts_with(reason));
}

TEST_CASE_METHOD(CustomWorld, "an answer nobody waits for is refused", "[cloudformation]") {
  CHECK(refusal("cloudformation", "RespondToCustomResource", json::object{{"Token", "x"}, {"Body", "{}"}}) ==
        "ResourceNotFoundException: Nobody waits for this response");
}

TEST_CASE_METHOD(CloudformationWorld, "a nested stack comes and goes with its parent", "[cloudformation]") {
  s3.answers["GetObject"] = {
      {"Body",
       // Resources: {Q: {Type: 'AWS::SQS::Queue'}}  Outputs: {U: {Value: !Ref Q}}
       "UmVzb3VyY2VzOiB7UToge1R5cGU6ICdBV1M6OlNRUzo6UXVldWUnfX0KT3V0cHV0czoge1U6IHtWYWx1ZTogIVJlZiBRfX0K"}};
  create(R"(
Resources: {Inner: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 'https://b.s3.amazonaws.com/k'}}}
Outputs: {U: {Value: !GetAtt Inner.Outputs.U}}
)");
  CHECK(status() == "CREATE_COMPLETE");
  CHECK(output("U") == "http://127.0.0.1:4566/000000000000/q");
  CHECK(call("cloudformation", "DescribeStacks").at("Stacks").as_array().size() == 2);
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(call("cloudformation", "DescribeStacks").at("Stacks").as_array().empty());
}

}  // namespace orrery

#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

const char body[] = R"(
Resources:
  Q: {Type: 'AWS::SQS::Queue'}
  G: {Type: 'AWS::Logs::LogGroup', DependsOn: Q, DeletionPolicy: Retain}
  T: {Type: 'AWS::SNS::Topic', DependsOn: G}
Outputs: {O: {Value: !Ref Q, Export: {Name: shared}}}
)";
const char importer[] =
    "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {Tags: [{Key: a, Value: !ImportValue shared}]}}}";

}  // namespace

TEST_CASE_METHOD(CloudformationWorld, "a stack is removed backwards, but for what it retains",
                 "[cloudformation]") {
  const auto made = create(body);
  const std::string id(view(made.at("StackId").as_string()));
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  const auto lines = history(id);
  CHECK(std::vector(lines.end() - 7, lines.end()) ==
        std::vector<std::string>{"s DELETE_IN_PROGRESS", "T DELETE_IN_PROGRESS", "T DELETE_COMPLETE",
                                 "G DELETE_SKIPPED", "Q DELETE_IN_PROGRESS", "Q DELETE_COMPLETE",
                                 "s DELETE_COMPLETE"});
  CHECK(refusal("cloudformation", "DescribeStacks", json::object{{"StackName", "s"}}) ==
        "ValidationError: Stack with id s does not exist");
  CHECK(refusal("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}}) ==
        "ValidationError: Stack [s] does not exist");
  const auto listed = call("cloudformation", "ListStacks",
                           json::object{{"StackStatusFilter", json::array{"DELETE_COMPLETE"}}});
  CHECK(listed.at("StackSummaries").at(0).at("StackId") == json::value(id));
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  CHECK(create(body).at("StackStatus") == "CREATE_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "what cannot be removed may be retained in a second attempt",
                 "[cloudformation]") {
  create(body);
  sqs.refusals.emplace("DeleteQueue", AwsError("Busy", "not now"));
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(status() == "DELETE_FAILED");
  call("cloudformation", "DeleteStack",
       json::object{{"StackName", "s"}, {"RetainResources", json::array{"Q"}}});
  settle();
  CHECK(refusal("cloudformation", "DescribeStacks", json::object{{"StackName", "s"}}) != "");
}

TEST_CASE_METHOD(CloudformationWorld, "what is gone already need not be removed", "[cloudformation]") {
  create(body);
  sqs.refusals.emplace("DeleteQueue", AwsError("AWS.SimpleQueueService.NonExistentQueue", "gone"));
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(refusal("cloudformation", "DescribeStacks", json::object{{"StackName", "s"}}) != "");
}

TEST_CASE_METHOD(CloudformationWorld, "a protected stack stays", "[cloudformation]") {
  create(body, {{"EnableTerminationProtection", true}});
  CHECK(refusal("cloudformation", "DeleteStack", json::object{{"StackName", "s"}}) ==
        "ValidationError: Stack [s] cannot be deleted while TerminationProtection is enabled");
  call("cloudformation", "UpdateTerminationProtection",
       json::object{{"StackName", "s"}, {"EnableTerminationProtection", false}});
  CHECK(refusal("cloudformation", "DeleteStack", json::object{{"StackName", "s"}}) == "");
}

TEST_CASE_METHOD(CloudformationWorld, "an export outlives its stack's wishes while somebody imports it",
                 "[cloudformation]") {
  create(body);
  CHECK(call("cloudformation", "ListExports").at("Exports").at(0).at("Name") == "shared");
  call("cloudformation", "CreateStack", json::object{{"StackName", "other"}, {"TemplateBody", importer}});
  settle();
  CHECK(call("cloudformation", "ListImports", json::object{{"ExportName", "shared"}}).at("Imports").at(0) ==
        "other");
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(stack().at("StackStatusReason") == "Cannot delete export shared as it is in use by other.");
  call("cloudformation", "DeleteStack", json::object{{"StackName", "other"}});
  settle();
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(call("cloudformation", "ListExports").at("Exports").as_array().empty());
}

}  // namespace orrery

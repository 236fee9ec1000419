#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

const char one[] = "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 1}}}";
const char two[] =
    "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 2}}, T: {Type: 'AWS::SNS::Topic'}}";

json::object change_set(const char* body, const char* type) {
  return {{"StackName", "s"}, {"ChangeSetName", "c"}, {"ChangeSetType", type}, {"TemplateBody", body}};
}
const json::object c{{"StackName", "s"}, {"ChangeSetName", "c"}};

}  // namespace

TEST_CASE_METHOD(CloudformationWorld, "a new stack waits for review until its change set is executed",
                 "[cloudformation]") {
  call("cloudformation", "CreateChangeSet", change_set(one, "CREATE"));
  CHECK(status() == "REVIEW_IN_PROGRESS");
  const auto shown = call("cloudformation", "DescribeChangeSet", c);
  CHECK(shown.at("Status") == "CREATE_COMPLETE");
  CHECK(shown.at("ExecutionStatus") == "AVAILABLE");
  CHECK(shown.at("Changes").at(0).at("ResourceChange").at("Action") == "Add");
  CHECK(call("cloudformation", "GetTemplate", c).at("TemplateBody") == one);
  call("cloudformation", "ExecuteChangeSet", c);
  settle();
  CHECK(status() == "CREATE_COMPLETE");
  CHECK(history().front() == "s REVIEW_IN_PROGRESS");
  CHECK(refusal("cloudformation", "ExecuteChangeSet", c).starts_with("InvalidChangeSetStatus"));
}

TEST_CASE_METHOD(CloudformationWorld, "a change set says what an update would do", "[cloudformation]") {
  create(one);
  call("cloudformation", "CreateChangeSet", change_set(two, "UPDATE"));
  const auto shown = call("cloudformation", "DescribeChangeSet", c);
  REQUIRE(shown.at("Changes").as_array().size() == 2);
  const auto& modify = shown.at("Changes").at(0).at("ResourceChange");
  CHECK(modify.at("Action") == "Modify");
  CHECK(modify.at("Replacement") == "False");
  CHECK(modify.at("Details").at(0).at("Target").at("Name") == "DelaySeconds");
  CHECK(call("cloudformation", "ListChangeSets", json::object{{"StackName", "s"}})
            .at("Summaries")
            .as_array()
            .size() == 1);
  call("cloudformation", "ExecuteChangeSet", c);
  settle();
  CHECK(status() == "UPDATE_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "a change set that changes nothing fails", "[cloudformation]") {
  create(one);
  call("cloudformation", "CreateChangeSet", change_set(one, "UPDATE"));
  const auto shown = call("cloudformation", "DescribeChangeSet", c);
  CHECK(shown.at("Status") == "FAILED");
  CHECK(shown.at("StatusReason") ==
        "The submitted information didn't contain changes. Submit different information to create a change "
        "set.");
  CHECK(refusal("cloudformation", "ExecuteChangeSet", c).starts_with("InvalidChangeSetStatus"));
}

TEST_CASE_METHOD(CloudformationWorld, "a deleted change set is not found", "[cloudformation]") {
  create(one);
  const auto made = call("cloudformation", "CreateChangeSet", change_set(two, "UPDATE"));
  CHECK(refusal("cloudformation", "CreateChangeSet", change_set(two, "UPDATE"))
            .starts_with("AlreadyExistsException"));
  call("cloudformation", "DeleteChangeSet", json::object{{"ChangeSetName", made.at("Id")}});
  CHECK(refusal("cloudformation", "DescribeChangeSet", c) ==
        "ChangeSetNotFound: ChangeSet [c] does not exist");
  CHECK(refusal("cloudformation", "DeleteChangeSet", c) == "");
}

}  // namespace orrery

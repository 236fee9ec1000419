#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

std::string queue(const std::string& properties, const std::string& more = "") {
  return "Resources:\n  Q: {Type: 'AWS::SQS::Queue', Properties: " + properties + "}\n" + more;
}

}  // namespace

TEST_CASE_METHOD(CloudformationWorld, "an update without a change is refused", "[cloudformation]") {
  create(queue("{DelaySeconds: 5}"));
  CHECK(refusal("cloudformation", "UpdateStack",
                json::object{{"StackName", "s"}, {"TemplateBody", queue("{DelaySeconds: '5'}")}}) ==
        "ValidationError: No updates are to be performed.");
  CHECK(refusal("cloudformation", "UpdateStack",
                json::object{{"StackName", "s"}, {"UsePreviousTemplate", true}}) ==
        "ValidationError: No updates are to be performed.");
  CHECK(refusal("cloudformation", "UpdateStack",
                json::object{{"StackName", "t"}, {"TemplateBody", queue("{}")}}) ==
        "ValidationError: Stack with id t does not exist");
}

TEST_CASE_METHOD(CloudformationWorld, "what can change in place does", "[cloudformation]") {
  create(queue("{DelaySeconds: 5}"));
  CHECK(update(queue("{DelaySeconds: 6}")).at("StackStatus") == "UPDATE_COMPLETE");
  CHECK(sqs.inputs["SetQueueAttributes"].at(0).at("Attributes") == parse("{'DelaySeconds': '6'}"));
  CHECK(sqs.inputs["CreateQueue"].size() == 1);
  update(queue("{VisibilityTimeout: 9}"));
  CHECK(sqs.inputs["SetQueueAttributes"].at(1).at("Attributes") ==
        parse("{'DelaySeconds': '0', 'VisibilityTimeout': '9'}"));
}

TEST_CASE_METHOD(CloudformationWorld, "what cannot change in place is made anew and the old one removed",
                 "[cloudformation]") {
  create(queue("{QueueName: a}"));
  sqs.answers["CreateQueue"] = {{"QueueUrl", "http://127.0.0.1:4566/000000000000/b"}};
  CHECK(update(queue("{QueueName: b}", "Outputs: {Url: {Value: !Ref Q}}")).at("StackStatus") ==
        "UPDATE_COMPLETE");
  CHECK(sqs.inputs["DeleteQueue"].at(0).at("QueueUrl") == "http://127.0.0.1:4566/000000000000/q");
  CHECK(output("Url") == "http://127.0.0.1:4566/000000000000/b");
  const auto lines = history();
  CHECK(std::vector(lines.end() - 6, lines.end()) ==
        std::vector<std::string>{"s UPDATE_IN_PROGRESS", "Q UPDATE_IN_PROGRESS", "Q UPDATE_IN_PROGRESS",
                                 "Q UPDATE_COMPLETE", "s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                                 "s UPDATE_COMPLETE"});
}

TEST_CASE_METHOD(CloudformationWorld, "a named resource that must be replaced needs a new name",
                 "[cloudformation]") {
  create(queue("{QueueName: a.fifo, FifoQueue: true}"));
  CHECK(update(queue("{QueueName: a.fifo}")).at("StackStatus") == "UPDATE_ROLLBACK_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "resources come and go with the template", "[cloudformation]") {
  const std::string topic = "  T: {Type: 'AWS::SNS::Topic'}\n";
  create(queue("{}"));
  update(queue("{}", topic));
  CHECK(sns.inputs["CreateTopic"].size() == 1);
  update(queue("{}"));
  const auto left = call("cloudformation", "ListStackResources", json::object{{"StackName", "s"}});
  CHECK(left.at("StackResourceSummaries").as_array().size() == 1);
}

TEST_CASE_METHOD(CloudformationWorld, "an update that fails is undone", "[cloudformation]") {
  create(queue("{DelaySeconds: 5}"));
  sns.refusals.emplace("CreateTopic", AwsError("InvalidParameter", "no"));
  const auto after = update(queue("{DelaySeconds: 6}",
                                  "  G: {Type: 'AWS::Logs::LogGroup', DependsOn: Q}\n"
                                  "  T: {Type: 'AWS::SNS::Topic', DependsOn: G}\n"));
  CHECK(after.at("StackStatus") == "UPDATE_ROLLBACK_COMPLETE");
  CHECK(sqs.inputs["SetQueueAttributes"].at(1).at("Attributes") == parse("{'DelaySeconds': '5'}"));
  CHECK(logs.inputs["DeleteLogGroup"].size() == 1);
  const auto left = call("cloudformation", "ListStackResources", json::object{{"StackName", "s"}});
  CHECK(left.at("StackResourceSummaries").as_array().size() == 1);
  SECTION("and the stack can be updated again") {
    sns.refusals.clear();
    CHECK(update(queue("{DelaySeconds: 7}")).at("StackStatus") == "UPDATE_COMPLETE");
  }
}

TEST_CASE_METHOD(CloudformationWorld, "what was replaced in a failed update is restored",
                 "[cloudformation]") {
  create(queue("{QueueName: a}"));
  sqs.answers["CreateQueue"] = {{"QueueUrl", "http://127.0.0.1:4566/000000000000/b"}};
  sns.refusals.emplace("CreateTopic", AwsError("InvalidParameter", "no"));
  update(queue("{QueueName: b}", "  T: {Type: 'AWS::SNS::Topic', DependsOn: Q}\n"));
  CHECK(status() == "UPDATE_ROLLBACK_COMPLETE");
  CHECK(sqs.inputs["DeleteQueue"].at(0).at("QueueUrl") == "http://127.0.0.1:4566/000000000000/b");
  const auto detail = call("cloudformation", "DescribeStackResource",
                           json::object{{"StackName", "s"}, {"LogicalResourceId", "Q"}});
  CHECK(detail.at("StackResourceDetail").at("PhysicalResourceId") == "http://127.0.0.1:4566/000000000000/q");
}

TEST_CASE_METHOD(CloudformationWorld, "parameters keep their values where an update says so",
                 "[cloudformation]") {
  const std::string body = "Parameters: {D: {Type: Number, Default: 1}}\n" + queue("{DelaySeconds: !Ref D}");
  create(body, {{"Parameters", json::array{json::object{{"ParameterKey", "D"}, {"ParameterValue", "3"}}}}});
  CHECK(sqs.inputs["CreateQueue"].at(0).at("Attributes") == parse("{'DelaySeconds': '3'}"));
  CHECK(refusal("cloudformation", "UpdateStack",
                json::object{{"StackName", "s"},
                             {"UsePreviousTemplate", true},
                             {"Parameters", json::array{json::object{{"ParameterKey", "D"},
                                                                     {"UsePreviousValue", true}}}}}) ==
        "ValidationError: No updates are to be performed.");
  CHECK(refusal("cloudformation", "UpdateStack",
                json::object{{"StackName", "s"},
                             {"UsePreviousTemplate", true},
                             {"Parameters", json::array{json::object{{"ParameterKey", "D"},
                                                                     {"UsePreviousValue", true},
                                                                     {"ParameterValue", "4"}}}}}) ==
        "ValidationError: Invalid input for parameter key D. Cannot specify usePreviousValue as true and non "
        "empty value for a parameter");
  call("cloudformation", "UpdateStack", json::object{{"StackName", "s"}, {"UsePreviousTemplate", true}});
  settle();
  CHECK(sqs.inputs["SetQueueAttributes"].at(0).at("Attributes") == parse("{'DelaySeconds': '1'}"));
}

TEST_CASE_METHOD(CloudformationWorld, "an update can be cancelled only while it goes on",
                 "[cloudformation]") {
  create(queue("{}"));
  CHECK(refusal("cloudformation", "CancelUpdateStack", json::object{{"StackName", "s"}}) ==
        "ValidationError: CancelUpdateStack cannot be called from current stack status");
}

}  // namespace orrery

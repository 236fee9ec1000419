#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {
namespace {

const char two[] = R"(
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    DependsOn: Queue
    Properties: {LogGroupName: !Sub "/q/${Queue.QueueName}", RetentionInDays: "7"}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: jobs, DelaySeconds: 5}
Outputs:
  Url: {Value: !Ref Queue}
  Arn: {Value: !GetAtt Queue.Arn, Export: {Name: !Sub "${AWS::StackName}-arn"}}
)";

}  // namespace

TEST_CASE_METHOD(CloudformationWorld, "a stack makes its resources in the order of what they need",
                 "[cloudformation]") {
  CHECK(create(two).at("StackStatus") == "CREATE_COMPLETE");
  CHECK(history() == std::vector<std::string>{"s CREATE_IN_PROGRESS", "Queue CREATE_IN_PROGRESS",
                                              "Queue CREATE_IN_PROGRESS", "Queue CREATE_COMPLETE",
                                              "Group CREATE_IN_PROGRESS", "Group CREATE_IN_PROGRESS",
                                              "Group CREATE_COMPLETE", "s CREATE_COMPLETE"});
  CHECK(sqs.inputs["CreateQueue"].at(0) ==
        parse("{'QueueName': 'jobs', 'Attributes': {'DelaySeconds': '5'}}").as_object());
  CHECK(logs.inputs["CreateLogGroup"].at(0) == parse("{'logGroupName': '/q/jobs'}").as_object());
  CHECK(logs.inputs["PutRetentionPolicy"].at(0) ==
        parse("{'logGroupName': '/q/jobs', 'retentionInDays': 7}").as_object());
  CHECK(output("Url") == "http://127.0.0.1:4566/000000000000/q");
  CHECK(output("Arn") == "arn:aws:sqs:us-east-1:000000000000:jobs");
}

TEST_CASE_METHOD(CloudformationWorld, "a creation that fails removes what it made", "[cloudformation]") {
  logs.refusals.emplace("CreateLogGroup", AwsError("LimitExceededException", "too many"));
  CHECK(create(two).at("StackStatus") == "ROLLBACK_COMPLETE");
  CHECK(history() == std::vector<std::string>{
                         "s CREATE_IN_PROGRESS", "Queue CREATE_IN_PROGRESS", "Queue CREATE_IN_PROGRESS",
                         "Queue CREATE_COMPLETE", "Group CREATE_IN_PROGRESS", "Group CREATE_FAILED",
                         "s ROLLBACK_IN_PROGRESS", "Group DELETE_COMPLETE", "Queue DELETE_IN_PROGRESS",
                         "Queue DELETE_COMPLETE", "s ROLLBACK_COMPLETE"});
  const auto told = call("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}});
  CHECK(told.at("StackEvents").at(5).at("ResourceStatusReason") ==
        "too many (Service: Logs; Status Code: 400; Error Code: LimitExceededException)");
  CHECK(told.at("StackEvents").at(4).at("ResourceStatusReason") ==
        "The following resource(s) failed to create: [Group]. Rollback requested by user.");
  CHECK(refusal("cloudformation", "UpdateStack", json::object{{"StackName", "s"}, {"TemplateBody", two}})
            .find("is in ROLLBACK_COMPLETE state and can not be updated.") != std::string::npos);
}

TEST_CASE_METHOD(CloudformationWorld, "a creation that fails does what OnFailure says", "[cloudformation]") {
  logs.refusals.emplace("CreateLogGroup", AwsError("LimitExceededException", "too many"));
  SECTION("nothing") {
    CHECK(create(two, {{"OnFailure", "DO_NOTHING"}}).at("StackStatus") == "CREATE_FAILED");
    CHECK(sqs.inputs["DeleteQueue"].empty());
  }
  SECTION("delete") {
    const auto made = call("cloudformation", "CreateStack",
                           json::object{{"StackName", "s"}, {"TemplateBody", two}, {"OnFailure", "DELETE"}});
    settle();
    CHECK(refusal("cloudformation", "DescribeStacks", json::object{{"StackName", "s"}}) ==
          "ValidationError: Stack with id s does not exist");
    const std::string id(view(made.at("StackId").as_string()));
    CHECK(status(id.c_str()) == "DELETE_COMPLETE");
  }
}

TEST_CASE_METHOD(CloudformationWorld, "an unknown type fails the stack and is named", "[cloudformation]") {
  CHECK(create("Resources: {A: {Type: 'AWS::Foo::Bar'}}").at("StackStatus") == "ROLLBACK_COMPLETE");
  const auto told = call("cloudformation", "DescribeStackEvents", json::object{{"StackName", "s"}});
  bool named = false;
  for (const json::value& event : told.at("StackEvents").as_array())
    if (const auto reason = find_text(event.as_object(), "ResourceStatusReason"))
      named = named || *reason == "Resource type AWS::Foo::Bar is not supported by orrery";
  CHECK(named);
}

TEST_CASE_METHOD(CloudformationWorld, "what cannot be a stack is refused at once", "[cloudformation]") {
  const auto refused = [this](const char* body, json::object more = {}) {
    more["StackName"] = "s";
    more["TemplateBody"] = body;
    return refusal("cloudformation", "CreateStack", std::move(more));
  };
  CHECK(refused("[]") == "ValidationError: Template format error: unsupported structure.");
  CHECK(refused("{\"Resources\": {}}") ==
        "ValidationError: Template format error: At least one Resources member must be defined.");
  CHECK(refused("Resources: {A: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Ref B}}}") ==
        "ValidationError: Template format error: Unresolved resource dependencies [B] in the Resources block "
        "of the template");
  CHECK(refused("Resources: {A: {Type: 'AWS::SNS::Topic', DependsOn: B}, B: {Type: 'AWS::SNS::Topic', "
                "DependsOn: A}}") == "ValidationError: Circular dependency between resources: [A, B]");
  CHECK(refused("Parameters: {P: {Type: String}}\nResources: {A: {Type: 'AWS::SNS::Topic'}}") ==
        "ValidationError: Parameters: [P] must have values");
  constexpr char topic[] = "Resources: {A: {Type: 'AWS::SNS::Topic'}}";
  CHECK(refused(topic, {{"TimeoutInMinutes", std::numeric_limits<std::int64_t>::max()}})
            .starts_with("ValidationError"));
  CHECK(refused(topic, {{"RetainExceptOnCreate", true}}).starts_with("NotImplemented"));
  CHECK(
      refused("Resources: {A: {Type: 'AWS::SNS::Topic'}}",
              {{"Parameters", json::array{json::object{{"ParameterKey", "X"}, {"ParameterValue", "1"}}}}}) ==
      "ValidationError: Parameters: [X] do not exist in the template");
  CHECK(refused("Resources: {R: {Type: 'AWS::IAM::Role', Properties: {RoleName: x}}}") ==
        "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]");
  CHECK(refusal("cloudformation", "CreateStack", json::object{{"StackName", "1s"}, {"TemplateBody", two}}) ==
        "ValidationError: 1 validation error detected: Value '1s' at 'stackName' failed to satisfy "
        "constraint: Member "
        "must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
}

TEST_CASE_METHOD(CloudformationWorld, "a name is taken once, and a token makes a repeat harmless",
                 "[cloudformation]") {
  const json::object first{{"StackName", "s"}, {"TemplateBody", two}, {"ClientRequestToken", "t"}};
  const auto made = call("cloudformation", "CreateStack", first);
  settle();
  CHECK(call("cloudformation", "CreateStack", first) == made);
  CHECK(refusal("cloudformation", "CreateStack", json::object{{"StackName", "s"}, {"TemplateBody", two}}) ==
        "AlreadyExistsException: Stack [s] already exists");
}

TEST_CASE_METHOD(CloudformationWorld, "a template may lie in a bucket", "[cloudformation]") {
  const auto url =
      GENERATE("http://127.0.0.1:4566/b/dir/t.json", "https://b.s3.us-east-1.amazonaws.com/dir/t.json",
               "https://s3.amazonaws.com/b/dir/t.json", "s3://b/dir/t.json");
  s3.answers["GetObject"] = {{"Body", "UmVzb3VyY2VzOiB7QToge1R5cGU6ICdBV1M6OlNOUzo6VG9waWMnfX0="}};
  call("cloudformation", "CreateStack", json::object{{"StackName", "s"}, {"TemplateURL", url}});
  settle();
  CHECK(s3.inputs["GetObject"].at(0) == parse("{'Bucket': 'b', 'Key': 'dir/t.json'}").as_object());
  CHECK(status() == "CREATE_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "a template's address that names nothing is refused",
                 "[cloudformation]") {
  const auto refused = [this](const char* url) {
    return refusal("cloudformation", "CreateStack", json::object{{"StackName", "s"}, {"TemplateURL", url}});
  };
  CHECK(refused("t.json") == "ValidationError: TemplateURL must be a supported URL.");
  CHECK(refused("https://s3.amazonaws.com/b") ==
        "ValidationError: TemplateURL must reference a valid S3 object to which you have access.");
}

TEST_CASE_METHOD(CloudformationWorld, "a creation goes on after a restart", "[cloudformation]") {
  lambda.parked["CreateFunction"] = Reply();
  const char body[] = R"(
Resources:
  F: {Type: 'AWS::Lambda::Function', Properties: {Code: {ZipFile: x}, Role: r, Handler: h, Runtime: python3.11}}
  Q: {Type: 'AWS::SQS::Queue', DependsOn: F}
)";
  create(body);
  CHECK(status() == "CREATE_IN_PROGRESS");
  Reply never = std::move(lambda.parked.at("CreateFunction"));
  lambda.parked.clear();
  lambda.refusals.emplace("CreateFunction", AwsError("ResourceConflictException", "Function already exist"));
  Cloudformation restarted(core);
  loop.turn([&] { restarted.resume(); });
  settle();
  CHECK(status() == "CREATE_COMPLETE");
  CHECK(sqs.inputs["CreateQueue"].size() == 1);
}

TEST_CASE_METHOD(CloudformationWorld, "a creation that takes too long fails", "[cloudformation]") {
  lambda.parked["CreateFunction"] = Reply();
  create("Resources: {F: {Type: 'AWS::Lambda::Function', Properties: {Code: {ZipFile: x}}}}",
         {{"TimeoutInMinutes", 1}});
  advance(61s);
  CHECK(status() == "ROLLBACK_COMPLETE");
}

TEST_CASE_METHOD(CloudformationWorld, "a topic is told every event of a stack", "[cloudformation]") {
  constexpr char topic[] = "arn:aws:sns:us-east-1:000000000000:told";
  create(two, {{"NotificationARNs", json::array{topic}}, {"ClientRequestToken", "once"}});
  const auto& told = sns.inputs["Publish"];
  REQUIRE(told.size() == history().size());
  CHECK(told.back().at("TopicArn") == topic);
  CHECK(told.back().at("Subject") == "AWS CloudFormation Notification");
  const std::string last(view(told.back().at("Message").as_string()));
  CHECK(last.find("\nNamespace='000000000000'\n") != last.npos);
  CHECK(last.ends_with(
      "ResourceProperties='null'\nResourceStatus='CREATE_COMPLETE'\nResourceStatusReason=''\n"
      "ResourceType='AWS::CloudFormation::Stack'\nStackName='s'\nClientRequestToken='once'\n"));
}

}  // namespace orrery

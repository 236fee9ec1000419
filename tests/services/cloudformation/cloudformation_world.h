#pragma once
// CloudFormation among neighbours that only write down what they are asked to do.
#include <map>

#include "services/cloudformation/cloudformation.h"
#include "tests/world.h"

namespace orrery {

// Answers every operation with what it was told to answer, or with an empty object.
class Neighbour final : public Service {
 public:
  explicit Neighbour(std::string_view name) { info_.name = name; }
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    calls.emplace_back(operation);
    inputs[std::string(operation)].push_back(input);
    if (const auto held = parked.find(std::string(operation)); held != parked.end()) {
      held->second = std::move(reply);
      return;
    }
    if (const auto refusal = refusals.find(std::string(operation)); refusal != refusals.end())
      throw refusal->second;
    const auto answer = answers.find(std::string(operation));
    reply.ok(answer == answers.end() ? json::object{} : answer->second);
  }

  std::vector<std::string> calls;
  std::map<std::string, std::vector<json::object>> inputs;
  std::map<std::string, json::object> answers;
  std::map<std::string, AwsError> refusals;
  std::map<std::string, Reply> parked;  // operations named here wait until somebody completes the reply

 private:
  ServiceInfo info_{};
};

struct CloudformationWorld : World {
  CloudformationWorld() {
    for (Service* service :
         std::initializer_list<Service*>{&s3, &sqs, &logs, &lambda, &ssm, &iam, &dynamodb, &states, &events,
                                         &sns, &kinesis, &ecr, &secretsmanager})
      directory.add(*service);
    directory.add(cloudformation);
    sqs.answers["CreateQueue"] = {{"QueueUrl", "http://127.0.0.1:4566/000000000000/q"}};
    sqs.refusals.emplace("GetQueueUrl", AwsError("QueueDoesNotExist", "no such queue"));
    s3.refusals.emplace("HeadBucket", AwsError("NotFound", "no such bucket", 404));
    lambda.answers["GetFunctionConfiguration"] = {{"State", "Active"}, {"Runtime", "python3.11"}};
    lambda.answers["CreateEventSourceMapping"] = {{"UUID", "u-1"}};
    sns.answers["CreateTopic"] = {{"TopicArn", "arn:aws:sns:us-east-1:000000000000:t"}};
    dynamodb.answers["DescribeTable"] =
        json::object{{"Table", json::object{{"TableStatus", "ACTIVE"}, {"TableArn", "arn:table"}}}};
    iam.answers["CreateRole"] = json::object{{"Role", json::object{{"Arn", "arn:role"}, {"RoleId", "AROA"}}}};
  }

  // Makes a stack and runs it to its end.
  json::object create(const std::string& body, json::object more = {}) {
    more["StackName"] = "s";
    more["TemplateBody"] = body;
    more["Capabilities"] = json::array{"CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"};
    begun("CreateStack", std::move(more));
    return stack();
  }
  // Some stacks wait for what a test gives them later: their creation is answered when they have settled.
  void begun(const char* operation, json::object input) {
    const auto slot = begin("cloudformation", operation, std::move(input));
    settle();
    if (*slot && std::holds_alternative<AwsError>(**slot)) throw std::get<AwsError>(**slot);
  }
  json::object update(const std::string& body, json::object more = {}) {
    more["StackName"] = "s";
    more["TemplateBody"] = body;
    more["Capabilities"] = json::array{"CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"};
    begun("UpdateStack", std::move(more));
    return stack();
  }
  json::object stack(const char* name = "s") {
    const auto answer = call("cloudformation", "DescribeStacks", json::object{{"StackName", name}});
    return answer.at("Stacks").at(0).as_object();
  }
  std::string status(const char* name = "s") { return text_of(stack(name), "StackStatus"); }
  // "logical STATUS", oldest first.
  std::vector<std::string> history(const std::string& name = "s") {
    const auto answer = call("cloudformation", "DescribeStackEvents", json::object{{"StackName", name}});
    std::vector<std::string> lines;
    for (const json::value& event : answer.at("StackEvents").as_array())
      lines.insert(lines.begin(), std::string(view(event.at("LogicalResourceId").as_string())) + " " +
                                      std::string(view(event.at("ResourceStatus").as_string())));
    return lines;
  }
  std::string output(const char* name) {
    const json::object shown = stack();
    if (!shown.contains("Outputs")) return "";
    for (const json::value& one : shown.at("Outputs").as_array())
      if (one.at("OutputKey") == name) return std::string(view(one.at("OutputValue").as_string()));
    return "";
  }

  Neighbour s3{"s3"}, sqs{"sqs"}, logs{"logs"}, lambda{"lambda"}, ssm{"ssm"}, iam{"iam"},
      dynamodb{"dynamodb"}, states{"states"}, events{"events"}, sns{"sns"}, kinesis{"kinesis"}, ecr{"ecr"},
      secretsmanager{"secretsmanager"};
  Cloudformation cloudformation{core};
};

}  // namespace orrery

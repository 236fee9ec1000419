#include <catch2/catch.hpp>
#include <fstream>

#include "cli/deploy_code.h"
#include "cli/deploy_project.h"
#include "cli/deploy_template.h"
#include "cli/run_package.h"

using namespace orrery;
using namespace orrery::cli;

namespace {

json::value resource(const std::string& file, const std::string& path) {
  return template_of(parse_project(file, ""), {"bucket", "key.zip"}).at("Resources").at_pointer("/" + path);
}

std::string refusal(const std::string& file) {
  try {
    template_of(parse_project(file, ""), {"bucket", "key.zip"});
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

const std::string star = R"(
service: shop
provider: {runtime: nodejs20.x, timeout: 10, environment: {TABLE: orders}}
star:
  name: orders
  plan: {handler: steps.plan}
  send-mail:
    handler: steps.mail
    ignoreErrors: true
    maxReceives: 3
    function:
      timeout: 20
      memorySize: 512
      events:
        - sqs:
          batchSize: 1
    queue: {DelaySeconds: 5}
)";

}  // namespace

TEST_CASE("variables take the value they name, with its type", "[deploy]") {
  const Project project = parse_project(R"(
service: s
provider: {name: aws, stage: "${opt:stage, 'test'}"}
custom: {size: 3, names: {live: a, dev: b}, both: "${self:service}-${self:custom.size}"}
functions:
  f:
    handler: a.b
    timeout: ${self:custom.size}
    environment:
      NAME: ${self:custom.names.${sls:stage}}
      BOTH: ${self:custom.both}
      REGION: ${AWS::Region}
      OTHER: ${self:custom.absent, 'otherwise'}
)",
                                        "");
  const json::value function = project.content.at("functions").at("f");
  CHECK(project.stage == "dev");
  CHECK(function.at("timeout") == json::value(3));
  CHECK(function.at_pointer("/environment/NAME") == "b");
  CHECK(function.at_pointer("/environment/BOTH") == "s-3");
  CHECK(function.at_pointer("/environment/REGION") == "${AWS::Region}");
  CHECK(function.at_pointer("/environment/OTHER") == "otherwise");
}

TEST_CASE("a variable without a value is refused", "[deploy]") {
  CHECK_THROWS_WITH(parse_project("service: ${self:custom.name}", ""), "${self:custom.name} has no value");
  CHECK_THROWS_WITH(parse_project("service: a\ncustom: {a: '${self:custom.a}'}", ""),
                    "a variable refers to itself");
}

TEST_CASE("a step is a function, a queue, and the mapping between them", "[deploy]") {
  CHECK(resource(star, "PlanLambdaFunction/Properties/FunctionName") == "orders-plan");
  CHECK(resource("service: s\nfunctions: {f: {handler: a.b, timeout: '7'}}",
                 "FLambdaFunction/Properties/Timeout") == json::value(7));
  CHECK(resource(star, "PlanLambdaFunction/Properties/Handler") == "star_step.handler");
  CHECK(resource(star, "PlanLambdaFunction/Properties/Environment/Variables/STAR_HANDLER") == "steps.plan");
  CHECK(resource(star, "PlanLambdaFunction/Properties/Environment/Variables/TABLE") == "orders");
  CHECK(resource(star, "PlanQueue/Properties/VisibilityTimeout") == 60);
  CHECK(resource(star, "PlanQueue/Properties/RedrivePolicy/maxReceiveCount") == 5);
  CHECK(resource(star, "PlanSource0/Properties/BatchSize") == 10);
  CHECK(resource(star, "PlanSource0/Properties/FunctionResponseTypes/0") == "ReportBatchItemFailures");
  CHECK(resource(star, "GenerateLambdaFunction/Properties/Environment/Variables/STAR_QUEUES/Fn::Sub") ==
        R"({"plan":"${PlanQueue}","send-mail":"${SendMailQueue}"})");
}

TEST_CASE("what a step says of its function and its queue is kept", "[deploy]") {
  CHECK(resource(star, "SendMailLambdaFunction/Properties/MemorySize") == 512);
  CHECK(resource(star, "SendMailLambdaFunction/Properties/Environment/Variables/STAR_IGNORE_ERRORS") ==
        "true");
  CHECK(resource(star, "SendMailQueue/Properties/DelaySeconds") == 5);
  CHECK(resource(star, "SendMailQueue/Properties/VisibilityTimeout") == 120);
  CHECK(resource(star, "SendMailQueue/Properties/RedrivePolicy/maxReceiveCount") == 3);
}

TEST_CASE("settings beside an empty sqs key are meant for it", "[deploy]") {
  CHECK(resource(star, "SendMailSource0/Properties/BatchSize") == 1);
  CHECK(resource(star, "SendMailSource0/Properties/EventSourceArn/Fn::GetAtt/0") == "SendMailQueue");
}

TEST_CASE("functions without a star have their events too", "[deploy]") {
  const std::string file = R"(
service: s
functions:
  thumb:
    handler: a.b
    events:
      - s3: {bucket: photos, event: "s3:ObjectCreated:*", rules: [{prefix: in/}, {suffix: .jpg}]}
      - sqs: {arn: {"Fn::GetAtt": [Q, Arn]}, batchSize: 3, functionResponseType: ReportBatchItemFailures}
      - stream: {type: dynamodb, arn: "arn:aws:dynamodb:x", startingPosition: LATEST}
resources: {Resources: {Q: {Type: "AWS::SQS::Queue"}}}
)";
  CHECK(resource(file, "ThumbLambdaFunction/Properties/FunctionName") == "s-dev-thumb");
  CHECK(resource(file,
                 "S3BucketPhotos/Properties/NotificationConfiguration/LambdaConfigurations/0/Filter/S3Key/"
                 "Rules/1/Value") == ".jpg");
  CHECK(resource(file, "ThumbSource2/Properties/BatchSize") == 3);
  CHECK(resource(file, "ThumbSource3/Properties/StartingPosition") == "LATEST");
  CHECK(resource(file, "Q/Type") == "AWS::SQS::Queue");
}

TEST_CASE("schedules, buses and topics start functions", "[deploy]") {
  const std::string file = R"yaml(
service: s
functions:
  f:
    handler: a.b
    events:
      - schedule: rate(5 minutes)
      - schedule: {rate: ["rate(1 hour)", "cron(0 12 * * ? *)"], enabled: false, input: {full: true}}
      - eventBridge: {eventBus: mine, pattern: {source: [shop]}, inputPath: $.detail}
      - sns: {topicName: news, filterPolicy: {kind: [a]}}
      - sns: "arn:aws:sns:us-east-1:000000000000:other"
)yaml";
  CHECK(resource(file, "FEventsRuleSchedule1/Properties/ScheduleExpression") == "rate(5 minutes)");
  CHECK(resource(file, "FEventsRuleSchedule1/Properties/Targets/0/Arn/Fn::GetAtt/0") == "FLambdaFunction");
  CHECK(resource(file, "FEventsRuleSchedule2Rate2/Properties/ScheduleExpression") == "cron(0 12 * * ? *)");
  CHECK(resource(file, "FEventsRuleSchedule2Rate2/Properties/State") == "DISABLED");
  CHECK(resource(file, "FEventsRuleSchedule2Rate1/Properties/Targets/0/Input") == "{\"full\":true}");
  CHECK(resource(file, "EventBusMine/Properties/Name") == "mine");
  CHECK(resource(file, "FEventsRule3/Properties/EventBusName/Ref") == "EventBusMine");
  CHECK(resource(file, "FEventsRule3/Properties/EventPattern/source/0") == "shop");
  CHECK(resource(file, "FEventsRule3/Properties/Targets/0/InputPath") == "$.detail");
  CHECK(resource(file, "FLambdaPermissionFEventsRule3/Properties/Principal") == "events.amazonaws.com");
  CHECK(resource(file, "SNSTopicNews/Properties/TopicName") == "news");
  CHECK(resource(file, "FSubscription4/Properties/FilterPolicy/kind/0") == "a");
  CHECK(resource(file, "FSubscription5/Properties/TopicArn") == "arn:aws:sns:us-east-1:000000000000:other");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, events: [{schedule: {rate: rate(1 day), method: "
                "scheduler}}]}}") == "schedule.method scheduler is not supported; eventBus is");
}

TEST_CASE("what is not understood is named", "[deploy]") {
  CHECK(refusal("service: s\nfunctions: {f: {image: x}}") == "functions.f.image is not supported");
  CHECK(refusal("service: s\npackage: {artifact: f.zip}") == "package.artifact is not supported");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, package: {artifact: f.zip}}}") ==
        "functions.f.package.artifact is not supported");
  CHECK(refusal("service: s\nresources: {extensions: {}}") == "resources.extensions is not supported");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, events: [{http: GET}]}}") ==
        "the event http is not supported; sqs, stream, s3, sns, schedule and eventBridge are");
  CHECK(refusal("service: s\nstar: {name: n, plan: {}}") == "star.plan has no handler");
  CHECK(refusal("service: s\nlayers: {}") == "serverless.yml.layers is not supported");
  CHECK(refusal("service: s\nfunctions: [{f: {handler: a.b}}]") == "functions is not a mapping");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, events: {sqs: x}}}") == "events is not a list");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, events: [sqs]}}") ==
        "an event is not a mapping: \"sqs\"");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, memorySize: much}}") ==
        "memorySize is not a whole number: \"much\"");
  CHECK(refusal("service: s\nfunctions: {f: {handler: a.b, environment: [A]}}") ==
        "environment is not a mapping");
}

TEST_CASE("what makes a difference on AWS and is not read is told", "[deploy]") {
  const auto unread = [](const std::string& rest) {
    return unread_keys(parse_project("service: s\n" + rest, ""));
  };
  CHECK(unread("provider: {name: aws, region: eu-west-1, iam: {role: x}, vpc: {}}").empty());
  CHECK(unread("provider: {name: aws, stackName: mine, timeOut: 3}\nplugins: [serverless-esbuild]") ==
        std::vector<std::string>{"provider.stackName", "provider.timeOut", "plugins"});
}

TEST_CASE("a function takes layers, an architecture, room and a dead letter queue", "[deploy]") {
  const json::value properties = resource(R"(
service: s
provider: {architecture: arm64, layers: [l1]}
functions:
  f: {handler: a.b, layers: [l2], ephemeralStorageSize: 1024, onError: q, tags: {a: b}, package: {patterns: [x]}}
)",
                                          "FLambdaFunction/Properties");
  CHECK(properties.at("Layers") == json::array{"l2"});
  CHECK(properties.at("Architectures") == json::array{"arm64"});
  CHECK(properties.at_pointer("/EphemeralStorage/Size") == 1024);
  CHECK(properties.at_pointer("/DeadLetterConfig/TargetArn") == "q");
}

TEST_CASE("what a project adds to its template stays", "[deploy]") {
  const json::object made = template_of(
      parse_project("service: s\nresources: {Conditions: {C: true}, Outputs: {O: {Value: 1}}}", ""),
      {"b", "k"});
  CHECK(made.at("Conditions").at("C") == true);
  CHECK(made.at("Outputs").at_pointer("/O/Value") == 1);
}

TEST_CASE("a link is packed under its own name, wherever it leads", "[deploy]") {
  const auto directory = std::filesystem::temp_directory_path() / "orrery-deploy-links";
  std::filesystem::create_directories(directory / "code/bin");
  std::ofstream(directory / "shared.py") << "x";
  std::filesystem::create_symlink("../../shared.py", directory / "code/bin/tool");
  const auto files = files_below(directory / "code/");
  std::filesystem::remove_all(directory);
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "bin/tool");
  CHECK(files[0].bytes == "x");
}

TEST_CASE("code beside a template is uploaded, and named where it lies", "[deploy]") {
  const auto directory = std::filesystem::temp_directory_path() / "orrery-deploy-code";
  std::filesystem::create_directories(directory / "src");
  std::ofstream(directory / "src/a.py") << "x";
  std::ofstream(directory / "flow.json") << "{}";
  std::vector<std::string> uploaded;
  const auto upload = [&uploaded](const std::string& bytes, const std::string& extension) {
    uploaded.push_back(bytes);
    return CodePlace{"b", std::to_string(uploaded.size()) + extension};
  };
  const char text[] = R"({
    "Globals": {"Function": {"CodeUri": "src"}},
    "Resources": {
      "Layer": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": "src"}},
      "There": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "s3://other/key"}},
      "Inline": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ZipFile": "x"}}},
      "Flow": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionS3Location": "flow.json"}}}})";
  json::object document = parse_json(text).value().as_object();
  place_code(document, directory, upload);
  CHECK(document.at("Globals").at_pointer("/Function/CodeUri") == "s3://b/1.zip");
  const json::value& resources = document.at("Resources");
  CHECK(resources.at_pointer("/Layer/Properties/Content/S3Key") == "2.zip");
  CHECK(resources.at_pointer("/There/Properties/CodeUri") == "s3://other/key");
  CHECK(resources.at_pointer("/Inline/Properties/Code/ZipFile") == "x");
  CHECK(resources.at_pointer("/Flow/Properties/DefinitionS3Location/Key") == "3.json");
  REQUIRE(uploaded.size() == 3);
  CHECK(uploaded[2] == "{}");
  // A function that says nothing of its code has what is beside the template.
  json::object bare = parse_json(R"({"Resources": {
      "Beside": {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "src/a.h"}},
      "Inline": {"Type": "AWS::Serverless::Function", "Properties": {"InlineCode": "x"}},
      "Fn::ForEach::Each": ["N", ["a"], {
        "Of${N}": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "src"}}}]}})")
                          .value()
                          .as_object();
  place_code(bare, directory, upload);
  CHECK(bare.at("Resources").at_pointer("/Beside/Properties/CodeUri") == "s3://b/4.zip");
  CHECK(bare.at("Resources").at_pointer("/Fn::ForEach::Each/2/Of${N}/Properties/CodeUri") == "s3://b/5.zip");
  CHECK_FALSE(bare.at("Resources").at_pointer("/Inline/Properties").as_object().contains("CodeUri"));
  std::filesystem::remove_all(directory);
  document["Globals"] = json::object{{"Function", json::object{{"CodeUri", "gone"}}}};
  CHECK_THROWS_WITH(place_code(document, directory, upload),
                    Catch::StartsWith("Globals.Function.CodeUri: there is no"));
}

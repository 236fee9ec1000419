#include "tests/services/secretsmanager/secretsmanager_world.h"

namespace orrery {
namespace {

struct Rotating : SecretsWorld {
  Rotating() {
    make("s", "old");
    function.on_step = [this](const json::object& event) { play(event); };
  }
  // What AWS's own template of a rotation function does.
  void play(const json::object& event) {
    const json::value &id = event.at("SecretId"), &token = event.at("ClientRequestToken");
    if (event.at("Step") == "createSecret") {
      without_value =
          refused("GetSecretValue", {{"SecretId", id}, {"VersionId", token}, {"VersionStage", "AWSPENDING"}});
      ask("PutSecretValue", {{"SecretId", id},
                             {"ClientRequestToken", token},
                             {"SecretString", "new " + std::to_string(++made)},
                             {"VersionStages", {"AWSPENDING"}}});
    }
    if (event.at("Step") == "finishSecret") {
      const json::value before = ask("GetSecretValue", {{"SecretId", id}}).at("VersionId");
      ask("UpdateSecretVersionStage", {{"SecretId", id},
                                       {"VersionStage", "AWSCURRENT"},
                                       {"MoveToVersionId", token},
                                       {"RemoveFromVersionId", before}});
    }
  }
  json::object rotate(json::object more = {}) {
    more["SecretId"] = "s";
    const json::object answer = ask("RotateSecret", std::move(more));
    settle();
    return answer;
  }
  std::string without_value;
  int made = 0;
};

}  // namespace

TEST_CASE_METHOD(Rotating, "a function rotates a secret in four steps", "[secretsmanager]") {
  const json::object answer =
      rotate({{"RotationLambdaARN", "rotator"}, {"RotationRules", {{"AutomaticallyAfterDays", 10}}}});
  CHECK(function.steps ==
        std::vector<std::string>{"createSecret", "setSecret", "testSecret", "finishSecret"});
  CHECK(without_value.starts_with("ResourceNotFoundException"));
  CHECK(read("s") == "new 1");
  CHECK(stages("s") == "AWSPREVIOUS | AWSCURRENT,AWSPENDING");
  CHECK(ask("GetSecretValue", {{"SecretId", "s"}}).at("VersionId") == answer.at("VersionId"));
  const json::object shown = ask("DescribeSecret", {{"SecretId", "s"}});
  CHECK(shown.at("RotationEnabled") == true);
  CHECK(shown.contains("LastRotatedDate"));
  advance(10 * 24h - 1s);
  CHECK(read("s") == "new 1");
  advance(1s);
  CHECK(read("s") == "new 2");
  advance(10 * 24h);
  CHECK(read("s") == "new 3");
  ask("CancelRotateSecret", {{"SecretId", "s"}});
  advance(20 * 24h);
  CHECK(read("s") == "new 3");
  CHECK(rotate().contains("VersionId"));  // on again, with the function it had
  CHECK(read("s") == "new 4");
}

TEST_CASE_METHOD(Rotating, "the days of rotation are known after a start", "[secretsmanager]") {
  rotate({{"RotationLambdaARN", "rotator"},
          {"RotationRules", {{"AutomaticallyAfterDays", 1}}},
          {"RotateImmediately", false}});
  CHECK(function.steps.empty());
  ask("DeleteSecret", {{"SecretId", "s"}});
  advance(25h);
  CHECK(function.steps.empty());
  ask("RestoreSecret", {{"SecretId", "s"}});
  settle();
  advance(1s);
  CHECK(read("s") == "new 1");
  manager.rotations.unschedule(ask("DescribeSecret", {{"SecretId", "s"}}));
  manager.resume();
  advance(25h);
  CHECK(read("s") == "new 2");
}

TEST_CASE_METHOD(Rotating, "a rotation that failed is tried again", "[secretsmanager]") {
  function.fails = "setSecret";
  rotate({{"RotationLambdaARN", "rotator"}});
  CHECK(function.steps == std::vector<std::string>{"createSecret", "setSecret"});
  CHECK(read("s") == "old");
  CHECK(stages("s") == "AWSCURRENT | AWSPENDING");
  function.fails.clear();
  function.on_step = [this](const json::object& event) {
    if (event.at("Step") != "createSecret") play(event);
  };
  CHECK(refused("RotateSecret", {{"SecretId", "s"}}) ==
        "InvalidRequestException: A previous rotation isn't complete. That rotation will be reattempted.");
  settle();
  CHECK(read("s") == "new 1");
}

TEST_CASE_METHOD(Rotating, "a rotation without a function is refused", "[secretsmanager]") {
  CHECK(refused("RotateSecret", {{"SecretId", "s"}}) ==
        "InvalidRequestException: No Lambda rotation function ARN is associated with this secret.");
  CHECK(refused("RotateSecret", {{"SecretId", "s"}, {"RotationLambdaARN", "none"}})
            .starts_with(
                "AccessDeniedException: Secrets Manager cannot invoke the specified Lambda function."));
  CHECK(refused("RotateSecret", {{"SecretId", "s"},
                                 {"RotationLambdaARN", "rotator"},
                                 {"RotationRules", {{"AutomaticallyAfterDays", 1001}}}})
            .starts_with("InvalidParameterException"));
  CHECK(refused("RotateSecret", {{"SecretId", "s"},
                                 {"RotationLambdaARN", "rotator"},
                                 {"RotationRules", {{"ScheduleExpression", "rate(1 day)"}}}})
            .starts_with("NotImplemented"));
  CHECK_FALSE(ask("DescribeSecret", {{"SecretId", "s"}}).contains("RotationEnabled"));
}

}  // namespace orrery

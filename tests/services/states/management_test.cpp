// State machines as they are made, changed, published and listed.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct ManagementWorld : StatesWorld {
  json::object request(const std::string& result = "original", json::object more = {}) {
    json::object input{{"name", "m"},
                       {"roleArn", role},
                       {"definition", print(parse(only("'Type':'Pass','Result':'" + result + "'")))}};
    for (auto& [name, value] : more) input[name] = value;
    return input;
  }
  std::string create_again(const json::object& input) {
    return refusal("states", "CreateStateMachine", input);
  }
  std::string machine = std::string(arn_prefix) + "stateMachine:m";
};

}  // namespace

TEST_CASE_METHOD(ManagementWorld, "a machine that is created again is compared with what was published first",
                 "[states][management]") {
  call("states", "CreateStateMachine", request());
  CHECK(create_again(request()).empty());
  CHECK(create_again(request("changed")) ==
        "StateMachineAlreadyExists: State Machine Already Exists: '" + machine + "'");
  call("states", "PublishStateMachineVersion",
       json::object{{"stateMachineArn", machine}, {"description", "first"}});
  const std::string already =
      "StateMachineAlreadyExists: State Machine Already Exists: This state machine was already created with "
      "a "
      "published version";
  CHECK(create_again(request()) == already + ".");
  CHECK(create_again(request("original", {{"publish", true}})) ==
        already + " using a different description.");
  const json::object same{{"publish", true}, {"versionDescription", "first"}};
  CHECK(find_text(call("states", "CreateStateMachine", request("original", same)),
                  "stateMachineVersionArn") == machine + ":1");
  CHECK(create_again(request("original", {{"versionDescription", "first"}})) ==
        "ValidationException: Version description can only be set when publish is true");
}

TEST_CASE_METHOD(ManagementWorld, "an update that changes nothing makes no revision",
                 "[states][management]") {
  call("states", "CreateStateMachine", request());
  const auto update = [&](json::object more) {
    json::object input{{"stateMachineArn", machine}, {"roleArn", role}};
    for (auto& [name, value] : more) input[name] = value;
    return call("states", "UpdateStateMachine", std::move(input));
  };
  CHECK_FALSE(update({}).contains("revisionId"));
  const json::object changed = update({{"definition", request("changed").at("definition")}});
  advance(1s);
  CHECK(update({}).at("revisionId") == changed.at("revisionId"));
  CHECK(update({}).at("updateDate") == changed.at("updateDate"));
  const auto published = [&](const char* description) {
    return std::string(*find_text(update({{"publish", true}, {"versionDescription", description}}),
                                  "stateMachineVersionArn"));
  };
  CHECK(published("one") == machine + ":1");
  CHECK(published("one") == machine + ":1");
  CHECK(published("two") == machine + ":2");
  CHECK(refusal("states", "UpdateStateMachine",
                json::object{{"stateMachineArn", machine + ":1"}, {"roleArn", role}}) ==
        "StateMachineDoesNotExist: State Machine Does Not Exist: '" + machine + ":1'");
}

TEST_CASE_METHOD(ManagementWorld, "names hold no control characters, and roles are roles",
                 "[states][management]") {
  for (const char* name : {"a b", "a<", "a\x01", "a\x7f", "a\xc2\x80", "a\xc2\x9f"}) {
    json::object input = request();
    input["name"] = name;
    CHECK(create_again(input).starts_with("InvalidName: "));
  }
  json::object fine = request();
  fine["name"] = "a\xc2\xa1";
  CHECK(create_again(fine).empty());
  for (const char* arn : {"nonsense", "arn:aws:iam::1234:role/r", "arn:aws:iam::000000000000:user/u"}) {
    json::object input = request();
    input["roleArn"] = arn;
    CHECK(create_again(input) == "InvalidArn: Invalid Role Arn: '" + std::string(arn) + "'");
  }
}

// The order and the words were measured on AWS.
TEST_CASE_METHOD(ManagementWorld, "what is too long is refused before a machine is looked for",
                 "[states][management]") {
  const std::string long_name(81, 'n'), none = std::string(arn_prefix) + "stateMachine:none";
  const std::string too_long =
      "ValidationException: 1 validation error detected: Value '" + long_name +
      "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80";
  json::object named = request();
  named["name"] = long_name;
  CHECK(create_again(named) == too_long);
  named["name"] = "\xc3\xa9" + std::string(79, 'n');
  CHECK(create_again(named).empty());
  CHECK(refusal("states", "CreateActivity", json::object{{"name", long_name}}) == too_long);

  const auto refused = [&](const std::string& arn, const std::string& name, const std::string& input) {
    return refusal("states", "StartExecution",
                   json::object{{"stateMachineArn", arn}, {"name", name}, {"input", input}});
  };
  CHECK(refused(none, long_name, "{}") == too_long);
  CHECK(refused(none, "n", "\"" + std::string(262144, 'x') + "\"") ==
        "ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: "
        "Member "
        "must have size less than or equal to 262144 bytes in UTF-8 encoding");
  CHECK(refused(none, "a b", "{") ==
        "StateMachineDoesNotExist: State Machine Does Not Exist: '" + none + "'");
  call("states", "CreateStateMachine", request());
  CHECK(refused(machine, "a b", "{") == "InvalidName: Invalid Name: 'a b'");
}

TEST_CASE_METHOD(ManagementWorld, "a page's token serves the request that it came from",
                 "[states][management]") {
  call("states", "CreateStateMachine", request());
  for (int i = 0; i < 3; ++i) start(machine);
  settle();
  json::object list{{"stateMachineArn", machine}, {"maxResults", 2}};
  const json::object page = call("states", "ListExecutions", list);
  CHECK(page.at("executions").as_array().size() == 2);
  list["nextToken"] = page.at("nextToken");
  CHECK(call("states", "ListExecutions", list).at("executions").as_array().size() == 1);
  list["statusFilter"] = "ABORTED";
  CHECK(refusal("states", "ListExecutions", list) ==
        "InvalidToken: Invalid Token: 'Input inconsistent with page token'");
  list["nextToken"] = "nonsense";
  CHECK(refusal("states", "ListExecutions", list) == "InvalidToken: Invalid Token: 'Invalid token'");
}

TEST_CASE_METHOD(ManagementWorld, "an alias is as new as its creation until it is updated",
                 "[states][management]") {
  call("states", "CreateStateMachine", request("original", {{"publish", true}}));
  const json::array routes{json::object{{"stateMachineVersionArn", machine + ":1"}, {"weight", 100}}};
  const json::object made =
      call("states", "CreateStateMachineAlias", {{"name", "live"}, {"routingConfiguration", routes}});
  json::object alias{{"stateMachineAliasArn", made.at("stateMachineAliasArn")}};
  CHECK(call("states", "DescribeStateMachineAlias", alias).at("updateDate") == made.at("creationDate"));
  advance(std::chrono::seconds(5));
  alias["description"] = "new";
  const json::object updated = call("states", "UpdateStateMachineAlias", alias);
  alias.erase("description");
  const json::object described = call("states", "DescribeStateMachineAlias", alias);
  CHECK(described.at("updateDate") == updated.at("updateDate"));
  CHECK(described.at("updateDate") != made.at("creationDate"));
}

TEST_CASE_METHOD(ManagementWorld, "versions and aliases have no tags", "[states][management]") {
  call("states", "CreateStateMachine", request("original", {{"publish", true}}));
  const json::object version{{"resourceArn", machine + ":1"}};
  CHECK(call("states", "ListTagsForResource", version).at("tags").as_array().empty());
  CHECK(refusal("states", "ListTagsForResource", json::object{{"resourceArn", machine + ":2"}})
            .starts_with("ResourceNotFound: "));
  const json::array tags{json::object{{"key", "k"}, {"value", "v"}}};
  CHECK(refusal("states", "TagResource", json::object{{"resourceArn", machine + ":1"}, {"tags", tags}})
            .starts_with("ResourceNotFound: "));
  const json::array reserved{json::object{{"key", "aws:k"}, {"value", "v"}}};
  CHECK(refusal("states", "TagResource", json::object{{"resourceArn", machine}, {"tags", reserved}}) ==
        "AccessDeniedException: Caller is an end user and not allowed to mutate system tags");
}

TEST_CASE_METHOD(ManagementWorld, "what runs of a deleted machine ends at its next transition",
                 "[states][management]") {
  const std::string waits = create(
      "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':30,'Next':'P'},'P':{'Type':'Pass','End':true}}"
      "}");
  const std::string execution = start(waits);
  settle();
  call("states", "DeleteStateMachine", json::object{{"stateMachineArn", waits}});
  CHECK(status(execution) == "RUNNING");
  const auto machine_status = [&] {
    return call("states", "DescribeStateMachine", json::object{{"stateMachineArn", waits}}).at("status");
  };
  CHECK(machine_status() == "DELETING");
  const std::string deleting = "StateMachineDeleting: State Machine is being deleted: '" + waits + "'";
  for (const char* operation : {"StartExecution", "PublishStateMachineVersion", "UpdateStateMachine"})
    CHECK(refusal("states", operation, json::object{{"stateMachineArn", waits}}) == deleting);
  SECTION("in the process that deleted it") {}
  SECTION("in the process after that") {
    restart();
    CHECK(machine_status() == "DELETING");
  }
  advance(30s);
  CHECK(result_of(describe(execution)) == "FAILED States.Runtime: State machine m has been deleted");
  CHECK(history(execution) == "1<0 ExecutionStarted, 2<0 WaitStateEntered, 3<2 ExecutionFailed");
  CHECK(refusal("states", "StartExecution", json::object{{"stateMachineArn", waits}})
            .starts_with("StateMachineDoesNotExist: "));
}

TEST_CASE_METHOD(StatesWorld, "an Express execution tells its caller of its output, if there is none too",
                 "[states]") {
  const std::string failing =
      create("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}", "failing", "EXPRESS");
  const auto failed = call("states", "StartSyncExecution", json::object{{"stateMachineArn", failing}});
  CHECK(failed.at("status") == "FAILED");
  CHECK(!failed.contains("output"));
  CHECK(failed.at("outputDetails").at("included") == true);
  const std::string telling =
      create(only("'Type':'Pass','Parameters':{'about.$':'$$.Execution'}"), "telling", "EXPRESS");
  const auto told = call("states", "StartSyncExecution", json::object{{"stateMachineArn", telling}});
  const auto about = parse_json(view(told.at("output").as_string()));
  REQUIRE(about);
  CHECK(!about->at("about").as_object().contains("RedriveCount"));
  CHECK(about->at("about").at("Name") == told.at("name"));
}

#include "services/events/events.h"

#include "tests/world.h"

using namespace orrery;

namespace {

// A neighbour that remembers what it was asked.
class Noted final : public Service {
 public:
  explicit Noted(std::string_view name) : info_{.name = name, .resource = {}, .wires = {}, .refusals = {}} {}
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override {
    calls.push_back(std::string(operation) + ' ' + to_text(input));
    accounts.push_back(context.account);
    if (refuses) return reply.fail(AwsError("ResourceNotFoundException", "gone"));
    reply.ok({});
  }
  std::vector<std::string> calls, accounts;
  bool refuses = false;

 private:
  ServiceInfo info_;
};

struct EventsWorld : World {
  EventsWorld() {
    for (Service* service : std::initializer_list<Service*>{&events, &lambda, &sqs, &states, &logs, &kinesis})
      directory.add(*service);
  }
  void rule(const char* name, const char* pattern, json::object more = {}) {
    more["Name"] = name;
    more["EventPattern"] = json::serialize(parse(pattern));
    call("events", "PutRule", std::move(more));
  }
  void target(const char* rule, json::object target, const char* bus = "default") {
    if (!target.contains("Id")) target["Id"] = "t";
    call("events", "PutTargets",
         {{"Rule", rule}, {"EventBusName", bus}, {"Targets", json::array{std::move(target)}}});
  }
  json::object put(const char* source, const char* detail, json::object more = {}) {
    more["Source"] = source;
    more["DetailType"] = "order";
    more["Detail"] = json::serialize(parse(detail));
    auto answer = call("events", "PutEvents", {{"Entries", json::array{std::move(more)}}});
    settle();
    return answer;
  }
  static constexpr const char* queue = "arn:aws:sqs:us-east-1:000000000000:q";
  static constexpr const char* function = "arn:aws:lambda:us-east-1:000000000000:function:f";
  Events events{core};
  Noted lambda{"lambda"}, sqs{"sqs"}, states{"states"}, logs{"logs"}, kinesis{"kinesis"};
};

json::object body_of(const std::string& call, const char* member) {
  const json::object input = parse_json(call.substr(call.find(' ') + 1)).value().as_object();
  return parse_json(find_text(input, member).value()).value().as_object();
}

}  // namespace

TEST_CASE_METHOD(EventsWorld, "an event goes to the targets of the rules that want it", "[events]") {
  rule("large", "{'source': ['shop'], 'detail': {'total': [{'numeric': ['>', 100]}]}}");
  target("large", {{"Arn", function}});
  CHECK(put("shop", "{'total': 50}").at("FailedEntryCount") == 0);
  CHECK(lambda.calls.empty());
  const auto answer = put("shop", "{'total': 150}", {{"Resources", json::array{"arn:r"}}});
  REQUIRE(lambda.calls.size() == 1);
  const json::object event = body_of(lambda.calls[0], "Payload");
  CHECK(event.at("id") == answer.at("Entries").at(0).at("EventId"));
  CHECK(event.at("detail-type") == "order");
  CHECK(event.at("source") == "shop");
  CHECK(event.at("account") == "000000000000");
  CHECK(event.at("resources") == parse("['arn:r']"));
  CHECK(event.at("detail") == parse("{'total': 150}"));
  CHECK(view(event.at("time").as_string()).size() == 20);
  call("events", "DisableRule", {{"Name", "large"}});
  put("shop", "{'total': 150}");
  CHECK(lambda.calls.size() == 1);
  call("events", "EnableRule", {{"Name", "large"}});
  put("shop", "{'total': 150}");
  CHECK(lambda.calls.size() == 2);
}

TEST_CASE_METHOD(EventsWorld, "a target gets a part, a constant, or a template", "[events]") {
  rule("all", "{'source': ['s']}");
  const auto sent = [this](json::object how) {
    how["Arn"] = queue;
    target("all", std::move(how));
    put("s", "{'name': 'a \\\"b\\\"', 'n': 12.5, 'list': [1.0, {'x': true}]}");
    const std::string& last = sqs.calls.back();
    return std::string(
        find_text(parse_json(last.substr(last.find(' ') + 1)).value().as_object(), "MessageBody").value());
  };
  CHECK(sent({{"InputPath", "$.detail.list[1]"}}) == "{\"x\":true}");
  CHECK(sent({{"Input", "{\"fixed\": 1}"}}) == "{\"fixed\": 1}");
  const auto filled = [&sent](const char* text) {
    const json::value paths =
        parse("{'name': '$.detail.name', 'n': '$.detail.n', 'list': '$.detail.list', 'no': '$.detail.no'}");
    return sent({{"InputTransformer", json::object{{"InputPathsMap", paths}, {"InputTemplate", text}}}});
  };
  CHECK(filled("{\"who\": <name>, \"n\": <n>}") == "{\"who\": \"a \\\"b\\\"\", \"n\": 12.5}");
  CHECK(filled("\"<name> has <n> of <list>\"") == "\"a \\\"b\\\" has 12.5 of [1.0,{\\\"x\\\":true}]\"");
  CHECK(filled("{\"r\": \"<aws.events.rule-name>\", \"no\": \"<no>\", \"other\": \"<b>\"}") ==
        "{\"r\": \"all\", \"no\": \"\", \"other\": \"<b>\"}");
}

TEST_CASE_METHOD(EventsWorld, "a stream gets an event by its id, or by what its path finds", "[events]") {
  const std::string stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  rule("all", "{'source': ['s']}");
  target("all", {{"Id", "by-id"}, {"Arn", stream}});
  target("all", {{"Id", "by-path"},
                 {"Arn", stream},
                 {"KinesisParameters", {{"PartitionKeyPath", "$.detail.customer"}}}});
  const std::string id = text_of(put("s", "{'customer': 'c1'}").at("Entries").at(0).as_object(), "EventId");
  REQUIRE(kinesis.calls.size() == 2);
  CHECK_THAT(kinesis.calls[0], Catch::Contains("\"PartitionKey\":\"" + id + "\""));
  CHECK_THAT(kinesis.calls[1], Catch::Contains("\"PartitionKey\":\"c1\""));
}

TEST_CASE_METHOD(EventsWorld, "what a target refuses goes to its dead-letter queue", "[events]") {
  rule("all", "{'source': ['s']}");
  target("all", {{"Arn", function}, {"DeadLetterConfig", json::object{{"Arn", queue}}}});
  lambda.refuses = true;
  put("s", "{}");
  REQUIRE(sqs.calls.size() == 1);
  CHECK_THAT(sqs.calls[0], Catch::Contains("ResourceNotFoundException") && Catch::Contains("rule/all"));
}

TEST_CASE_METHOD(EventsWorld, "a bus of one's own, and events passed on to it", "[events]") {
  CHECK(call("events", "CreateEventBus", {{"Name", "mine"}}).at("EventBusArn") ==
        "arn:aws:events:us-east-1:000000000000:event-bus/mine");
  CHECK(refusal("events", "CreateEventBus", {{"Name", "mine"}}) ==
        "ResourceAlreadyExistsException: Event bus mine already exists.");
  CHECK(call("events", "UpdateEventBus", {{"Name", "mine"}, {"Description", "d"}}).at("Name") == "mine");
  CHECK(call("events", "DescribeEventBus", {{"Name", "mine"}}).at("Description") == "d");
  rule("there", "{'source': ['s']}", {{"EventBusName", "mine"}});
  target("there", {{"Arn", "arn:aws:states:us-east-1:000000000000:stateMachine:m"}, {"RoleArn", "r"}},
         "mine");
  rule("on", "{'source': ['s']}");
  target("on", {{"Arn", "arn:aws:events:us-east-1:000000000000:event-bus/mine"}});
  put("s", "{}");
  CHECK(states.calls.size() == 1);
  put("s", "{}", {{"EventBusName", "arn:aws:events:us-east-1:000000000000:event-bus/mine"}});
  CHECK(states.calls.size() == 2);
  CHECK(put("s", "{}", {{"EventBusName", "nowhere"}}).at("FailedEntryCount") == 0);
  CHECK(call("events", "ListEventBuses").at("EventBuses").as_array().size() == 2);
  CHECK(refusal("events", "DeleteEventBus", {{"Name", "mine"}}) ==
        "ValidationException: Event bus can't be deleted since it has rules.");
  call("events", "RemoveTargets", parse("{'Rule': 'there', 'EventBusName': 'mine', 'Ids': ['t']}"));
  call("events", "DeleteRule", parse("{'Name': 'there', 'EventBusName': 'mine'}"));
  call("events", "DeleteEventBus", {{"Name", "mine"}});
  CHECK(refusal("events", "DescribeEventBus", {{"Name", "mine"}}) ==
        "ResourceNotFoundException: Event bus mine does not exist.");
}

TEST_CASE_METHOD(EventsWorld, "a schedule rings on the clock, also after a restart", "[events]") {
  call("events", "PutRule", parse("{'Name': 'tick', 'ScheduleExpression': 'rate(10 minutes)'}"));
  target("tick", {{"Arn", function}});
  advance(9min);
  CHECK(lambda.calls.empty());
  advance(22min);
  CHECK(lambda.calls.size() == 3);
  const json::object event = body_of(lambda.calls[0], "Payload");
  CHECK(event.at("source") == "aws.events");
  CHECK(event.at("detail-type") == "Scheduled Event");
  CHECK(event.at("resources") == parse("['arn:aws:events:us-east-1:000000000000:rule/tick']"));
  CHECK(event.at("detail") == json::object{});
  Events again{core};
  again.resume();
  call("events", "DisableRule", {{"Name", "tick"}});
  advance(9min);
  CHECK(lambda.calls.size() == 4);
}

TEST_CASE_METHOD(EventsWorld, "rules are described, listed in pages, tagged and deleted", "[events]") {
  for (const char* name : {"a1", "a2", "b"}) rule(name, "{'source': ['s']}", {{"Description", "d"}});
  CHECK(call("events", "DescribeRule", {{"Name", "a1"}}) ==
        parse("{'Name': 'a1', 'Arn': 'arn:aws:events:us-east-1:000000000000:rule/a1', 'EventPattern': "
              "'{\\\"source\\\":[\\\"s\\\"]}', 'State': 'ENABLED', 'Description': 'd', 'EventBusName': "
              "'default', "
              "'CreatedBy': '000000000000'}"));
  auto page = call("events", "ListRules", parse("{'Limit': 2}"));
  CHECK(page.at("Rules").as_array().size() == 2);
  page = call("events", "ListRules", {{"Limit", 2}, {"NextToken", page.at("NextToken")}});
  CHECK(page.at("Rules").at(0).at("Name") == "b");
  CHECK_FALSE(page.contains("NextToken"));
  CHECK(call("events", "ListRules", {{"NamePrefix", "a"}}).at("Rules").as_array().size() == 2);
  target("b", {{"Arn", queue}});
  CHECK(call("events", "ListRuleNamesByTarget", {{"TargetArn", queue}}).at("RuleNames") == parse("['b']"));
  CHECK(call("events", "ListTargetsByRule", {{"Rule", "b"}}).at("Targets").at(0).at("Arn") == queue);
  CHECK(refusal("events", "DeleteRule", {{"Name", "b"}}) ==
        "ValidationException: Rule can't be deleted since it has targets.");
  const json::object tagged{{"ResourceARN", "arn:aws:events:us-east-1:000000000000:rule/a1"}};
  json::object tags = tagged;
  tags["Tags"] = parse("[{'Key': 'k', 'Value': 'v'}, {'Key': 'l', 'Value': 'w'}]");
  call("events", "TagResource", tags);
  json::object keys = tagged;
  keys["TagKeys"] = parse("['k']");
  call("events", "UntagResource", keys);
  CHECK(call("events", "ListTagsForResource", tagged).at("Tags") == parse("[{'Key': 'l', 'Value': 'w'}]"));
  call("events", "DeleteRule", {{"Name", "a1"}});
  call("events", "DeleteRule", {{"Name", "a1"}});
  CHECK(refusal("events", "DescribeRule", {{"Name", "a1"}}) ==
        "ResourceNotFoundException: Rule a1 does not exist on EventBus default.");
}

TEST_CASE_METHOD(EventsWorld, "who may put events on a bus is written in its policy", "[events]") {
  const auto permit = [this](const char* id, const char* account) {
    call("events", "PutPermission",
         {{"Action", "events:PutEvents"}, {"Principal", account}, {"StatementId", id}});
  };
  const auto policy = [this] {
    const auto bus = call("events", "DescribeEventBus");
    return bus.contains("Policy") ? parse_json(view(bus.at("Policy").as_string())).value() : json::value();
  };
  permit("a", "111111111111");
  permit("b", "*");
  permit("a", "222222222222");
  CHECK(
      policy() ==
      parse("{'Version':'2012-10-17','Statement':[{'Sid':'b','Effect':'Allow','Principal':'*','Action':"
            "'events:PutEvents','Resource':'arn:aws:events:us-east-1:000000000000:event-bus/default'},{'Sid':"
            "'a','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::222222222222:root'},'Action':"
            "'events:PutEvents','Resource':'arn:aws:events:us-east-1:000000000000:event-bus/default'}]}"));
  CHECK(refusal("events", "RemovePermission", {{"StatementId", "c"}}) ==
        "ResourceNotFoundException: Statement with the provided id does not exist.");
  call("events", "RemovePermission", {{"StatementId", "b"}});
  CHECK(policy().at("Statement").as_array().size() == 1);
  call("events", "RemovePermission", {{"RemoveAllPermissions", true}});
  CHECK(policy().is_null());
  CHECK(refusal("events", "PutPermission", {{"EventBusName", "no"}}) ==
        "ResourceNotFoundException: Event bus no does not exist.");
}

TEST_CASE_METHOD(EventsWorld, "what cannot be is refused in EventBridge's words", "[events]") {
  const auto refused = [this](const char* operation, const char* input) {
    return refusal("events", operation, parse(input));
  };
  CHECK(refused("PutRule", "{'Name': 'r'}") ==
        "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.");
  CHECK(refused("PutRule", "{'Name': 'r', 'ScheduleExpression': 'rate(1 minutes)'}") ==
        "ValidationException: Parameter ScheduleExpression is not valid.");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventPattern': '[1]'}") ==
        "InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventPattern': '{}'}") ==
        "InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventPattern': 'this is no JSON'}") ==
        "InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized token 'this': was "
        "expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventPattern': '{x}'}") ==
        "InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('x' (code "
        "120)): was expecting double-quote to start field name");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventPattern': '{\\\"source\\\": \\\"s\\\"}'}") ==
        "InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or "
        "an array");
  CHECK(refused("PutRule", "{'Name': 'r', 'EventBusName': 'no', 'EventPattern': '{}'}") ==
        "ResourceNotFoundException: Event bus no does not exist.");
  rule("r", "{'source': ['s']}");
  CHECK(refused("PutTargets",
                "{'Rule': 'r', 'Targets': [{'Id': 't', 'Arn': 'arn:aws:ecs:us-east-1:0:cluster/c'}]}")
            .starts_with("NotImplemented: "));
  CHECK(refused("PutTargets", "{'Rule': 'r', 'Targets': [{'Id': 't', 'Arn': 'f'}]}") ==
        "ValidationException: Parameter f is not valid. Reason: Provided Arn is not in correct format.");
  CHECK(
      refused("PutTargets",
              "{'Rule': 'r', 'Targets': [{'Id': 'a', 'Arn': 'arn:aws:sqs:us-east-1:0:q'}, {'Id': '!', 'Arn': "
              "'arn:aws:sqs:us-east-1:0:q'}]}") ==
      "ValidationException: 1 validation error detected: Value '!' at 'targets.2.member.id' failed to "
      "satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  CHECK(refused("PutTargets",
                "{'Rule': 'r', 'Targets': [{'Id': 'a', 'Arn': "
                "'arn:aws:events:us-east-1:0:api-destination/d/1'}]}")
            .starts_with("NotImplemented: "));
  CHECK(
      refused("PutRule", "{'Name': 'a b', 'EventPattern': '{}'}") ==
      "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: "
      "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  const std::string longest(49, '!');
  CHECK(
      refusal("events", "CreateArchive", {{"ArchiveName", longest}, {"EventSourceArn", "a"}}) ==
      "ValidationException: 2 validation errors detected: Value '" + longest +
          "' at 'archiveName' failed to satisfy constraint: Member must have length less than or equal to "
          "48; "
          "Value '" +
          longest +
          "' at 'archiveName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
          "[\\.\\-_A-Za-z0-9]+");
  CHECK(refused("CreateEventBus", "{'Name': 'a?b'}").ends_with("pattern: [/\\.\\-_A-Za-z0-9]+"));
  CHECK(refused("CreateEventBus", "{'Name': 'a/b'}") ==
        "ValidationException: Event bus name must not contain '/'.");
  CHECK(
      refusal("events", "PutEvents", {{"Entries", json::array(11, parse("{'Source': 's', 'Detail': '{}'}"))}})
          .starts_with("ValidationException: 1 validation error detected: Value "
                       "'[PutEventsRequestEntry(time=null, source=s, resources=null, detailType=null, "
                       "detail={}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, "
                       "internalMetadata=null), PutEvents"));
  CHECK(refused("DeleteEventBus", "{'Name': 'default'}") ==
        "ValidationException: Cannot delete event bus default.");
  const auto entry = [this](const char* text) {
    return json::serialize(call("events", "PutEvents", {{"Entries", json::array{parse(text)}}}));
  };
  CHECK_THAT(entry("{'DetailType': 'd', 'Detail': '{}'}"),
             Catch::Contains("InvalidArgument") && Catch::Contains("Source is a required argument."));
  CHECK_THAT(entry("{'Source': 's', 'DetailType': 'd', 'Detail': 'x'}"),
             Catch::Contains("Detail is malformed."));
  CHECK_THAT(entry("{'Source': 'aws.s3', 'DetailType': 'd', 'Detail': '{}'}"),
             Catch::Contains("NotAuthorizedForSourceException"));
  CHECK(refused("CreateConnection", "{}").starts_with("NotImplemented: "));
}

TEST_CASE_METHOD(EventsWorld, "a pattern is tried on an event", "[events]") {
  const json::value event = parse(
      "{'id': '1', 'account': '0', 'source': 's', 'time': 't', 'region': 'r', "
      "'resources': [], 'detail-type': 'd', 'detail': {'a': [1, 2]}}");
  const auto tried = [&](const char* pattern) {
    return call("events", "TestEventPattern",
                {{"EventPattern", json::serialize(parse(pattern))}, {"Event", json::serialize(event)}})
        .at("Result")
        .as_bool();
  };
  CHECK(tried("{'detail': {'a': [2]}}"));
  CHECK_FALSE(tried("{'detail': {'a': [3]}}"));
}

TEST_CASE_METHOD(EventsWorld, "a log group is a target", "[events]") {
  rule("all", "{'source': ['s']}");
  target("all", {{"Arn", "arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/x"}});
  put("s", "{}");
  REQUIRE(logs.calls.size() == 2);
  CHECK_THAT(logs.calls[0], Catch::Contains("CreateLogStream") && Catch::Contains("\"/aws/events/x\""));
}

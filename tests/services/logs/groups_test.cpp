#include "tests/services/logs/logs_world.h"

namespace orrery {

TEST_CASE_METHOD(LogsWorld, "a group is described as it was made", "[logs]") {
  call("logs", "CreateLogGroup", json::object{{"logGroupName", "/aws/lambda/f"}, {"tags", {{"a", "b"}}}});
  const auto answer = call("logs", "DescribeLogGroups", json::object{{"logGroupNamePrefix", "/aws/"}});
  const auto& group = answer.at("logGroups").at(0).as_object();
  CHECK(group.at("logGroupName") == "/aws/lambda/f");
  CHECK(group.at("arn") == "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*");
  CHECK(group.at("logGroupArn") == "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f");
  CHECK(group.at("creationTime").as_int64() == now());
  CHECK_FALSE(group.contains("retentionInDays"));
  CHECK_FALSE(answer.contains("nextToken"));
}

TEST_CASE_METHOD(LogsWorld, "what is wrong with a group is said as AWS says it", "[logs]") {
  make("g", {"s"});
  const json::object g{{"logGroupName", "g"}}, none{{"logGroupName", "none"}};
  CHECK(refusal("logs", "CreateLogGroup", g) ==
        "ResourceAlreadyExistsException: The specified log group already exists");
  CHECK(refusal("logs", "DeleteLogGroup", none) ==
        "ResourceNotFoundException: The specified log group does not exist.");
  CHECK(refusal("logs", "CreateLogStream", json::object{{"logGroupName", "none"}, {"logStreamName", "s"}}) ==
        "ResourceNotFoundException: The specified log group does not exist.");
  CHECK(refusal("logs", "CreateLogStream", json::object{{"logGroupName", "g"}, {"logStreamName", "s"}}) ==
        "ResourceAlreadyExistsException: The specified log stream already exists");
  CHECK(refusal("logs", "DeleteLogStream", json::object{{"logGroupName", "g"}, {"logStreamName", "t"}}) ==
        "ResourceNotFoundException: The specified log stream does not exist.");
  CHECK(refusal("logs", "CreateLogGroup", json::object{{"logGroupName", "a b"}}) ==
        "InvalidParameterException: 1 validation error detected: Value 'a b' at 'logGroupName' failed to "
        "satisfy "
        "constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
  CHECK(refusal("logs", "StartQuery", g).starts_with("NotImplemented"));
}

TEST_CASE_METHOD(LogsWorld, "groups are listed in pages, in order, by prefix or by part", "[logs]") {
  for (const char* name : {"b2", "a1", "b1", "b3", "c1"}) make(name);
  std::string seen;
  json::object input{{"limit", 2}, {"logGroupNamePrefix", "b"}};
  while (true) {
    const auto answer = call("logs", "DescribeLogGroups", input);
    for (const auto& group : answer.at("logGroups").as_array())
      seen += view(group.at("logGroupName").as_string());
    seen += "|";
    if (!answer.contains("nextToken")) break;
    input["nextToken"] = answer.at("nextToken");
  }
  CHECK(seen == "b1b2|b3|");
  CHECK(call("logs", "DescribeLogGroups", json::object{{"logGroupNamePattern", "1"}})
            .at("logGroups")
            .as_array()
            .size() == 3);
}

TEST_CASE_METHOD(LogsWorld, "accounts and regions do not see each other's groups", "[logs]") {
  make("g");
  context.region = "eu-west-1";
  CHECK(call("logs", "DescribeLogGroups").at("logGroups").as_array().empty());
  context.region = "us-east-1";
  context.account = "111111111111";
  CHECK(call("logs", "DescribeLogGroups").at("logGroups").as_array().empty());
}

TEST_CASE_METHOD(LogsWorld, "a group made again is empty", "[logs]") {
  make("g", {"s"});
  put("g", "s", {{0, "old"}});
  call("logs", "DeleteLogGroup", json::object{{"logGroupName", "g"}});
  make("g");
  CHECK(call("logs", "DescribeLogStreams", json::object{{"logGroupName", "g"}})
            .at("logStreams")
            .as_array()
            .empty());
  call("logs", "CreateLogStream", json::object{{"logGroupName", "g"}, {"logStreamName", "s"}});
  CHECK(messages(call("logs", "GetLogEvents", json::object{{"logGroupName", "g"}, {"logStreamName", "s"}}))
            .empty());
}

TEST_CASE_METHOD(LogsWorld, "what a deleted group held is swept from the store", "[logs]") {
  make("g", {"s", "t"});
  std::vector<std::pair<std::int64_t, std::string>> events(2500, {0, "x"});
  put("g", "s", events);
  const auto left = [&] {
    std::size_t keys = 0;
    for (Cursor at = store->scan(""); at.valid(); at.next()) ++keys;
    return keys;
  };
  CHECK(left() > 2500);
  call("logs", "DeleteLogGroup", json::object{{"logGroupName", "g"}});
  advance(1s);
  CHECK(left() == 1);  // the next number
}

TEST_CASE_METHOD(LogsWorld, "only AWS's retention periods are taken", "[logs]") {
  make("g");
  call("logs", "PutRetentionPolicy", json::object{{"logGroupName", "g"}, {"retentionInDays", 7}});
  const auto group = [&] { return call("logs", "DescribeLogGroups").at("logGroups").at(0).as_object(); };
  CHECK(group().at("retentionInDays").as_int64() == 7);
  CHECK(refusal("logs", "PutRetentionPolicy", json::object{{"logGroupName", "g"}, {"retentionInDays", 8}})
            .starts_with(
                "InvalidParameterException: 1 validation error detected: Value '8' at 'retentionInDays'"));
  call("logs", "DeleteRetentionPolicy", json::object{{"logGroupName", "g"}});
  CHECK_FALSE(group().contains("retentionInDays"));
}

TEST_CASE_METHOD(LogsWorld, "tags are kept by name and by arn", "[logs]") {
  make("g");
  const json::string arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
  call("logs", "TagLogGroup", json::object{{"logGroupName", "g"}, {"tags", {{"a", "1"}, {"b", "2"}}}});
  call("logs", "TagResource", json::object{{"resourceArn", arn}, {"tags", {{"c", "3"}}}});
  call("logs", "UntagLogGroup", json::object{{"logGroupName", "g"}, {"tags", {"a"}}});
  call("logs", "UntagResource", json::object{{"resourceArn", arn}, {"tagKeys", {"b"}}});
  CHECK(call("logs", "ListTagsForResource", json::object{{"resourceArn", arn}}).at("tags") ==
        parse("{'c': '3'}"));
  CHECK(call("logs", "ListTagsLogGroup", json::object{{"logGroupName", "g"}}).at("tags") ==
        parse("{'c': '3'}"));
}

TEST_CASE_METHOD(LogsWorld, "names have at most 512 letters", "[logs]") {
  const std::string words =
      "InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to "
      "512.";
  const std::string name(513, 'x');
  CHECK(refusal("logs", "CreateLogGroup", json::object{{"logGroupName", name}}) == words);
  CHECK(refusal("logs", "CreateLogStream", json::object{{"logGroupName", "g"}, {"logStreamName", name}}) ==
        words);
}

TEST_CASE_METHOD(LogsWorld, "a group that is searched for is told without what changes", "[logs]") {
  make("group");
  const auto told = [&](const char* by, const char* what) {
    return call("logs", "DescribeLogGroups", json::object{{by, what}}).at("logGroups").at(0).as_object();
  };
  const json::object listed = told("logGroupNamePrefix", "gr"), searched = told("logGroupNamePattern", "ou");
  CHECK(listed.at("deletionProtectionEnabled") == json::value(false));
  CHECK(listed.at("storedBytes") == 0);
  CHECK_FALSE(searched.contains("deletionProtectionEnabled"));
  CHECK_FALSE(searched.contains("storedBytes"));
}

TEST_CASE_METHOD(LogsWorld, "a protected group cannot be deleted until it is released", "[logs]") {
  call("logs", "CreateLogGroup", json::object{{"logGroupName", "g"}, {"deletionProtectionEnabled", true}});
  CHECK(refusal("logs", "DeleteLogGroup", json::object{{"logGroupName", "g"}})
            .starts_with("ValidationException"));
  call("logs", "PutLogGroupDeletionProtection",
       json::object{{"logGroupIdentifier", "g"}, {"deletionProtectionEnabled", false}});
  call("logs", "DeleteLogGroup", json::object{{"logGroupName", "g"}});
}

TEST_CASE_METHOD(LogsWorld, "streams are listed by name or by their last event, in pages", "[logs]") {
  make("g", {"a", "b", "c"});
  put("g", "a", {{-1000, "x"}});
  put("g", "b", {{-3000, "x"}});
  put("g", "c", {{-2000, "x"}});
  const auto names = [&](json::object input) {
    input["logGroupName"] = "g";
    std::string seen;
    while (true) {
      const auto answer = call("logs", "DescribeLogStreams", input);
      for (const auto& stream : answer.at("logStreams").as_array())
        seen += view(stream.at("logStreamName").as_string());
      if (!answer.contains("nextToken")) return seen;
      seen += "|";
      input["nextToken"] = answer.at("nextToken");
    }
  };
  CHECK(names({}) == "abc");
  CHECK(names({{"limit", 2}}) == "ab|c");
  CHECK(names({{"descending", true}, {"limit", 1}}) == "c|b|a");
  CHECK(names({{"orderBy", "LastEventTime"}, {"limit", 2}}) == "bc|a");
  CHECK(names({{"orderBy", "LastEventTime"}, {"descending", true}, {"limit", 2}}) == "ac|b");
  CHECK(names({{"logStreamNamePrefix", "b"}}) == "b");
  CHECK(refusal("logs", "DescribeLogStreams",
                json::object{
                    {"logGroupName", "g"}, {"orderBy", "LastEventTime"}, {"logStreamNamePrefix", "b"}}) ==
        "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.");
}

TEST_CASE_METHOD(LogsWorld, "a log group is named in one way at a time", "[logs]") {
  CHECK(refusal("logs", "DescribeLogStreams",
                json::object{{"logGroupName", "g"}, {"logGroupIdentifier", "g"}}) ==
        "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.");
}

TEST_CASE_METHOD(LogsWorld, "groups are listed by parts of their names", "[logs]") {
  for (const char* name : {"/aws/lambda/a", "/aws/lambda/b", "other"}) make(name);
  const auto names = [&](json::object input) {
    std::string all;
    const auto answer = call("logs", "ListLogGroups", std::move(input));
    for (const auto& group : answer.at("logGroups").as_array())
      all += std::string(view(group.at("logGroupName").as_string())) + " ";
    return all;
  };
  CHECK(names({}) == "/aws/lambda/a /aws/lambda/b other ");
  CHECK(names({{"logGroupNamePattern", "/b|^oth"}}) == "/aws/lambda/b other ");
  CHECK(names({{"logGroupNamePattern", "^lambda"}}) == "");
  const auto first = call("logs", "ListLogGroups", json::object{{"limit", 2}});
  CHECK(names({{"limit", 2}, {"nextToken", first.at("nextToken")}}) == "other ");
}

TEST_CASE_METHOD(LogsWorld, "a group tells how many metric filters it has", "[logs]") {
  make("g");
  call("logs", "PutMetricFilter",
       json::object{
           {"logGroupName", "g"},
           {"filterName", "f"},
           {"filterPattern", ""},
           {"metricTransformations", parse("[{'metricName':'m','metricNamespace':'n','metricValue':'1'}]")}});
  CHECK(call("logs", "DescribeLogGroups").at("logGroups").at(0).at("metricFilterCount") == 1);
}

TEST_CASE_METHOD(LogsWorld, "groups are described that are named one by one", "[logs]") {
  for (const char* name : {"a", "b", "c"}) make(name);
  const auto answer =
      call("logs", "DescribeLogGroups",
           {{"logGroupIdentifiers", {"a", "arn:aws:logs:us-east-1:000000000000:log-group:c"}}});
  REQUIRE(answer.at("logGroups").as_array().size() == 2);
  CHECK(answer.at("logGroups").at(0).at("logGroupName") == "a");
  CHECK(answer.at("logGroups").at(1).at("logGroupName") == "c");
}

}  // namespace orrery

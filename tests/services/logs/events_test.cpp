#include "tests/services/logs/logs_world.h"

namespace orrery {

TEST_CASE_METHOD(LogsWorld, "events come back in the order of their times", "[logs]") {
  make("g", {"s"});
  put("g", "s", {{-10, "b"}, {-5, "c"}});
  put("g", "s", {{-20, "a"}, {-5, "d"}});
  const json::object input{{"logGroupName", "g"}, {"logStreamName", "s"}};
  CHECK(messages(call("logs", "GetLogEvents", input)) == "a,b,c,d");
  const auto stream =
      call("logs", "DescribeLogStreams", json::object{{"logGroupName", "g"}}).at("logStreams").at(0);
  CHECK(stream.at("firstEventTimestamp").as_int64() == now() - 20);
  CHECK(stream.at("lastEventTimestamp").as_int64() == now() - 5);
}

TEST_CASE_METHOD(LogsWorld, "a reader goes forward and backward by tokens", "[logs]") {
  make("g", {"s"});
  put("g", "s", {{-5, "a"}, {-4, "b"}, {-3, "c"}, {-2, "d"}, {-1, "e"}});
  const auto page = [&](json::object more) {
    more["logGroupName"] = "g";
    more["logStreamName"] = "s";
    more["limit"] = 2;
    return call("logs", "GetLogEvents", more);
  };
  const auto newest = page({});
  CHECK(messages(newest) == "d,e");
  const auto before = page({{"nextToken", newest.at("nextBackwardToken")}});
  CHECK(messages(before) == "b,c");
  const auto first = page({{"startFromHead", true}});
  CHECK(messages(first) == "a,b");
  const auto second = page({{"nextToken", first.at("nextForwardToken")}});
  CHECK(messages(second) == "c,d");
  const auto third = page({{"nextToken", second.at("nextForwardToken")}});
  CHECK(messages(third) == "e");
  const auto end = page({{"nextToken", third.at("nextForwardToken")}});
  CHECK(messages(end).empty());
  CHECK(end.at("nextForwardToken") == third.at("nextForwardToken"));  // the sign that it is the end
  put("g", "s", {{0, "f"}});
  CHECK(messages(page({{"nextToken", end.at("nextForwardToken")}})) == "f");
  CHECK(messages(page({{"nextToken", third.at("nextBackwardToken")}})) == "c,d");
  CHECK(refusal("logs", "GetLogEvents",
                json::object{{"logGroupName", "g"}, {"logStreamName", "s"}, {"nextToken", "x"}}) ==
        "InvalidParameterException: The specified nextToken is invalid.");
}

TEST_CASE_METHOD(LogsWorld, "a token taken from an empty stream finds what comes later", "[logs]") {
  make("g", {"s"});
  const json::object input{{"logGroupName", "g"}, {"logStreamName", "s"}};
  const auto nothing = call("logs", "GetLogEvents", input);
  put("g", "s", {{0, "first"}});
  auto on = input;
  on["nextToken"] = nothing.at("nextForwardToken");
  CHECK(messages(call("logs", "GetLogEvents", on)) == "first");
}

TEST_CASE_METHOD(LogsWorld, "the end of a range is outside for a stream and inside for a filter", "[logs]") {
  make("g", {"s"});
  put("g", "s", {{-3, "a"}, {-2, "b"}, {-1, "c"}});
  json::object input{{"logGroupName", "g"}, {"startTime", now() - 2}, {"endTime", now() - 1}};
  CHECK(messages(call("logs", "FilterLogEvents", input)) == "b,c");
  input["logStreamName"] = "s";
  CHECK(messages(call("logs", "GetLogEvents", input)) == "b");
}

TEST_CASE_METHOD(LogsWorld, "a filter reads all streams in one order, in pages", "[logs]") {
  make("g", {"s", "t", "u"});
  put("g", "s", {{-9, "a"}, {-5, "c"}, {-5, "d"}});
  put("g", "t", {{-8, "b"}, {-5, "e"}, {-1, "g"}});
  put("g", "u", {{-5, "f"}});
  for (const int limit : {1, 2, 3, 100}) {
    json::object input{{"logGroupName", "g"}, {"limit", limit}};
    std::string seen;
    while (true) {
      const auto answer = call("logs", "FilterLogEvents", input);
      for (const auto& event : answer.at("events").as_array()) seen += view(event.at("message").as_string());
      if (!answer.contains("nextToken")) break;
      input["nextToken"] = answer.at("nextToken");
    }
    CHECK(seen == "abcdefg");
  }
  CHECK(messages(call("logs", "FilterLogEvents",
                      json::object{{"logGroupName", "g"}, {"logStreamNames", {"s", "u"}}})) == "a,c,d,f");
  CHECK(messages(call("logs", "FilterLogEvents",
                      json::object{{"logGroupName", "g"}, {"logStreamNamePrefix", "t"}})) == "b,e,g");
  const auto event = call("logs", "FilterLogEvents", json::object{{"logGroupName", "g"}}).at("events").at(0);
  CHECK(event.at("logStreamName") == "s");
  CHECK(event.at("eventId").as_string().size() == 56);
  CHECK(refusal("logs", "FilterLogEvents", json::object{{"logGroupName", "g"}, {"logStreamNames", {"x"}}}) ==
        "ResourceNotFoundException: The specified log stream does not exist.");
}

TEST_CASE_METHOD(LogsWorld, "a group is also named by its arn", "[logs]") {
  make("g", {"s"});
  put("g", "s", {{0, "a"}});
  const std::string arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
  CHECK(messages(call("logs", "FilterLogEvents", {{"logGroupIdentifier", arn}})) == "a");
  CHECK(
      refusal("logs", "FilterLogEvents", json::object{{"logGroupIdentifier", arn + ":*"}}) ==
      "InvalidParameterException: 1 validation error detected: Value '" + arn +
          ":*' at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy regular expression "
          R"(pattern: [\w#+=/:,.@-]*)");
}

TEST_CASE_METHOD(LogsWorld, "events too old or too new are rejected one by one", "[logs]") {
  make("g", {"s"});
  const std::int64_t hour = 3'600'000, day = 24 * hour;
  auto answer = put("g", "s", {{-14 * day - 1000, "old"}, {-14 * day + 1000, "kept"}});
  CHECK(answer.at("rejectedLogEventsInfo") == parse("{'tooOldLogEventEndIndex': 1}"));
  answer = put("g", "s", {{0, "now"}, {2 * hour + 1, "new"}});
  CHECK(answer.at("rejectedLogEventsInfo") == parse("{'tooNewLogEventStartIndex': 1}"));
  call("logs", "PutRetentionPolicy", json::object{{"logGroupName", "g"}, {"retentionInDays", 1}});
  answer = put("g", "s", {{-day - 1000, "expired"}, {-1000, "fresh"}});
  CHECK(answer.at("rejectedLogEventsInfo") == parse("{'expiredLogEventEndIndex': 1}"));
  CHECK(messages(call("logs", "FilterLogEvents", json::object{{"logGroupName", "g"}})) == "fresh,now");
}

TEST_CASE_METHOD(LogsWorld, "a batch that breaks a rule is refused whole", "[logs]") {
  make("g", {"s"});
  const auto refused = [&](json::array events) {
    return refusal(
        "logs", "PutLogEvents",
        json::object{{"logGroupName", "g"}, {"logStreamName", "s"}, {"logEvents", std::move(events)}});
  };
  const auto event = [&](std::int64_t at, std::string message) {
    return json::object{{"timestamp", now() + at}, {"message", std::move(message)}};
  };
  CHECK(refused({event(0, "b"), event(-1, "a")}) ==
        "InvalidParameterException: Log events in a single PutLogEvents request must be in chronological "
        "order.");
  CHECK(refused({event(-86'400'001, "a"), event(0, "b")}) ==
        "InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span "
        "more than "
        "24 hours.");
  CHECK(refused({event(0, std::string(1'048'576 - 25, 'x'))}) ==
        "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576");
  CHECK(refused({event(0, std::string(1'048'576 - 26, 'x'))}).empty());
  CHECK(refused({event(0, "")}) ==
        "InvalidParameterException: 1 validation error detected: Value '' at 'logEvents.1.member.message' "
        "failed to "
        "satisfy constraint: Member must have length greater than or equal to 1");
}

}  // namespace orrery

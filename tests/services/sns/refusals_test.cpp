#include "tests/services/sns/sns_world.h"

namespace orrery {

TEST_CASE_METHOD(SnsWorld, "a filter policy that is none is refused in AWS's words", "[sns]") {
  const auto topic = make("t");
  const auto refused = [&](const char* policy, const char* scope = "MessageAttributes") {
    const std::string why = refusal(
        "sns", "Subscribe",
        json::object{{"TopicArn", topic},
                     {"Protocol", "sqs"},
                     {"Endpoint", queue},
                     {"Attributes", json::object{{"FilterPolicy", policy}, {"FilterPolicyScope", scope}}}});
    const std::string_view shared = "InvalidParameter: Invalid parameter: ";
    return why.starts_with(shared) ? why.substr(shared.size()) : why;
  };
  const std::string at = "Attributes Reason: FilterPolicy: ";
  CHECK(refused(R"({"a": "x"})") == at + "\"a\" must be an object or an array");
  CHECK(refused(R"({"a": [["x"]]})") == at + "Match value must be String, number, true, false, or null");
  CHECK(refused(R"({"a": [{"suffix": 1}]})") == at + "suffix match pattern must be a string");
  CHECK(refused(R"({"a": {"b": ["x"]}})") ==
        "Filter policy scope MessageAttributes does not support nested filter policy");
  CHECK(refused(R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]})") ==
        at + "Filter policy can not have more than 5 keys");
  CHECK(refused(R"({"a":{"b":{"c":["1","2","3","4"]}},"d":{"e":["1","2","3"]},"f":["1","2","3"]})",
                "MessageBody") == at + "Filter policy is too complex");
  CHECK(
      refused("{invalid}") ==
      at + "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start "
           "field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "
           "line: "
           "1, column: 2]");
  const auto subscription = subscribe(topic, queue);
  CHECK(refusal("sns", "SetSubscriptionAttributes",
                json::object{{"SubscriptionArn", subscription},
                             {"AttributeName", "FilterPolicy"},
                             {"AttributeValue", R"({"a": [{"exists": "x"}]})"}}) ==
        "InvalidParameter: Invalid parameter: FilterPolicy: exists match pattern must be either true or "
        "false.");
}

TEST_CASE_METHOD(SnsWorld, "settings of a topic are taken as far as their values can be", "[sns]") {
  const auto topic = make("t");
  const auto set = [&](std::string_view name, std::string_view value) {
    return refusal("sns", "SetTopicAttributes",
                   json::object{{"TopicArn", topic}, {"AttributeName", name}, {"AttributeValue", value}});
  };
  CHECK(set("SQSSuccessFeedbackRoleArn", "arn:aws:iam::123456789012:role/r").empty());
  CHECK(set("LambdaSuccessFeedbackSampleRate", "100").empty());
  CHECK(set("SQSSuccessFeedbackColour", "1") == "InvalidParameter: Invalid parameter: AttributeName");
  CHECK(set("FifoTopic", "true") == "InvalidParameter: Invalid parameter: AttributeName");
  const auto shown = call("sns", "GetTopicAttributes", json::object{{"TopicArn", topic}}).at("Attributes");
  CHECK(shown.at("LambdaSuccessFeedbackSampleRate") == json::value("100"));
  for (const char* rate : {"101", "-1", "half", ""}) {
    CHECK(set("HTTPSuccessFeedbackSampleRate", rate) ==
          "InvalidParameter: Invalid parameter: HTTPSuccessFeedbackSampleRate: value provided is not an "
          "integer between 0-100");
  }
  CHECK(
      refusal("sns", "CreateTopic",
              json::object{{"Name", "u"}, {"Attributes", {{"ApplicationSuccessFeedbackSampleRate", ""}}}}) ==
      "InvalidParameter: Invalid parameter: Attributes Reason: ApplicationSuccessFeedbackSampleRate: value "
      "provided is not an integer between 0-100");
  CHECK(set("ContentBasedDeduplication", "true") ==
        "InvalidParameter: Invalid parameter: Content-based deduplication can only be set for FIFO topics");
}

TEST_CASE_METHOD(SnsWorld, "what names no topic, subscription or message is refused", "[sns]") {
  const auto topic = make("t");
  CHECK(refusal("sns", "GetTopicAttributes",
                json::object{{"TopicArn", "arn:aws:sns:eu-west-3:123456789012:t"}}) ==
        "InvalidParameter: Invalid parameter: TopicArn");
  CHECK(refusal("sns", "GetSubscriptionAttributes", json::object{{"SubscriptionArn", "x"}}) ==
        "InvalidParameter: Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, "
        "not 1");
  CHECK(
      refusal("sns", "PublishBatch", json::object{{"TopicArn", topic}, {"PublishBatchRequestEntries", ""}}) ==
      "EmptyBatchRequest: The batch request doesn't contain any entries.");
  CHECK(refusal("sns", "Publish",
                json::object{{"TargetArn", "arn:aws:sns:us-east-1:123456789012:endpoint/APNS/a/b"},
                             {"Message", "x"}}) ==
        "InvalidParameter: Invalid parameter: TargetArn Reason: No endpoint found for the target arn "
        "specified");
  CHECK(refusal("sns", "AddPermission",
                json::object{{"TopicArn", topic},
                             {"Label", "l"},
                             {"AWSAccountId", json::array{"123456789012"}},
                             {"ActionName", json::array{"Fly"}}}) ==
        "InvalidParameter: Invalid parameter: Policy statement action out of service scope!");
  const auto confirm = [&](const std::string& arn, const std::string& token) {
    return refusal("sns", "ConfirmSubscription", json::object{{"TopicArn", arn}, {"Token", token}});
  };
  CHECK(confirm(topic, "randomtoken") == "InvalidParameter: Invalid token");
  CHECK(confirm(topic, std::string(128, 'a')) == "InvalidParameter: Invalid parameter: Token");
  CHECK(confirm("nonsense", std::string(128, 'a')) == "InvalidParameter: Invalid parameter: Topic");
}

}  // namespace orrery

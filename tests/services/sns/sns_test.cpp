#include <set>

#include "core/event_pattern.h"
#include "core/protocol/aws_query.h"
#include "tests/services/sns/sns_world.h"

namespace orrery {
TEST_CASE_METHOD(SnsWorld, "a published message reaches queues in an envelope and functions as a record",
                 "[sns]") {
  const auto topic = make("t");
  CHECK(topic == "arn:aws:sns:us-east-1:123456789012:t");
  subscribe(topic, queue);
  subscribe(topic, function);
  const auto id =
      call("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "hi"}, {"Subject", "s"}})
          .at("MessageId");
  REQUIRE(sqs.calls.size() == 1);
  CHECK(sqs.calls[0].at("QueueUrl") == "/123456789012/q");
  const auto envelope = json::parse(text(sqs.calls[0].at("MessageBody"))).as_object();
  CHECK(envelope.at("Type") == "Notification");
  CHECK(envelope.at("Message") == "hi");
  CHECK(envelope.at("Subject") == "s");
  CHECK(envelope.at("MessageId") == id);
  CHECK(envelope.at("Timestamp") == "2026-01-01T00:00:00.000Z");
  REQUIRE(lambda.calls.size() == 1);
  CHECK(lambda.calls[0].at("InvocationType") == "Event");
  const auto record = json::parse(text(lambda.calls[0].at("Payload"))).at("Records").at(0);
  CHECK(record.at("EventSource") == "aws:sns");
  CHECK(record.at("Sns").at("Message") == "hi");
}

TEST_CASE_METHOD(SnsWorld, "raw delivery sends the message and its attributes as they are", "[sns]") {
  const auto topic = make("t");
  subscribe(topic, queue, {{"RawMessageDelivery", "true"}});
  const json::object attributes{{"a", {{"DataType", "String"}, {"StringValue", "b"}}}};
  call("sns", "Publish",
       json::object{{"TopicArn", topic}, {"Message", "hi"}, {"MessageAttributes", attributes}});
  CHECK(sqs.calls.at(0).at("MessageBody") == "hi");
  CHECK(sqs.calls.at(0).at("MessageAttributes") == attributes);
}

TEST_CASE_METHOD(SnsWorld, "each protocol gets its own text of a structured message", "[sns]") {
  const auto topic = make("t");
  subscribe(topic, queue, {{"RawMessageDelivery", "true"}});
  json::object input{
      {"TopicArn", topic}, {"MessageStructure", "json"}, {"Message", "{\"default\":\"d\",\"sqs\":\"q\"}"}};
  call("sns", "Publish", input);
  CHECK(sqs.calls.at(0).at("MessageBody") == "q");
  input["Message"] = "{\"sqs\":\"q\"}";
  CHECK(refusal("sns", "Publish", input) ==
        "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body");
}

TEST_CASE_METHOD(SnsWorld, "a subscription gets only what its filter wants", "[sns]") {
  const auto topic = make("t");
  const auto subscription = subscribe(topic, queue, {{"FilterPolicy", "{\"kind\":[\"a\"]}"}});
  const auto publish = [&](const char* kind) {
    call("sns", "Publish",
         json::object{{"TopicArn", topic},
                      {"Message", "{\"n\": 5}"},
                      {"MessageAttributes", {{"kind", {{"DataType", "String"}, {"StringValue", kind}}}}}});
  };
  publish("a");
  publish("b");
  CHECK(sqs.calls.size() == 1);
  const auto set = [&](const char* name, const char* value) {
    call("sns", "SetSubscriptionAttributes",
         json::object{{"SubscriptionArn", subscription}, {"AttributeName", name}, {"AttributeValue", value}});
  };
  set("FilterPolicyScope", "MessageBody");
  set("FilterPolicy", "{\"n\":[{\"numeric\":[\">\",4]}]}");
  publish("b");
  CHECK(sqs.calls.size() == 2);
}

TEST_CASE("a filter policy matches as AWS says", "[sns]") {
  struct Row {
    const char* policy;
    const char* body;
    bool wanted;
  };
  const Row rows[] = {
      {"{'a': ['x', 'y']}", "{'a': 'y'}", true},
      {"{'a': ['x']}", "{'a': ['w', 'x']}", true},
      {"{'a': ['x']}", "{}", false},
      {"{'a': [{'prefix': 'ab'}]}", "{'a': 'abc'}", true},
      {"{'a': [{'suffix': 'bc'}]}", "{'a': 'abc'}", true},
      {"{'a': [{'anything-but': ['x']}]}", "{'a': 'y'}", true},
      {"{'a': [{'anything-but': ['x']}]}", "{'a': 'x'}", false},
      {"{'a': [{'anything-but': {'prefix': 'x'}}]}", "{'a': 'xy'}", false},
      {"{'a': [{'numeric': ['>=', 1, '<', 5]}]}", "{'a': 4.5}", true},
      {"{'a': [{'numeric': ['>=', 1, '<', 5]}]}", "{'a': 5}", false},
      {"{'a': [{'exists': true}]}", "{'a': 1}", true},
      {"{'a': [{'exists': false}]}", "{}", true},
      {"{'a': [{'exists': false}]}", "{'a': 1}", false},
      {"{'a': [{'equals-ignore-case': 'ABC'}]}", "{'a': 'abc'}", true},
      {"{'a': {'b': ['x']}}", "{'a': {'b': 'x'}}", true},
      {"{'a': {'b': ['x']}}", "{'a': [{'b': 'y'}, {'b': 'x'}]}", true},
      {"{'a': ['x'], 'b': ['y']}", "{'a': 'x', 'b': 'z'}", false},
      {"{'$or': [{'a': ['x']}, {'b': ['y']}]}", "{'b': 'y'}", true},
      {"{'a': [1]}", "{'a': 1.0}", true},
  };
  for (const Row& row : rows) {
    INFO(row.policy << " on " << row.body);
    CHECK(matches(parse(row.policy).as_object(), parse(row.body).as_object()) == row.wanted);
  }
}

TEST_CASE_METHOD(SnsWorld, "a FIFO topic passes its ids on", "[sns]") {
  const auto topic = make("t.fifo", {{"FifoTopic", "true"}, {"ContentBasedDeduplication", "true"}});
  subscribe(topic, queue + ".fifo");
  CHECK(refusal("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "x"}}) ==
        "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
  const auto answer =
      call("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "x"}, {"MessageGroupId", "g"}});
  CHECK(text(answer.at("SequenceNumber")).size() == 20);
  CHECK(sqs.calls.at(0).at("MessageGroupId") == "g");
  CHECK(text(sqs.calls.at(0).at("MessageDeduplicationId")).size() == 64);
}

TEST_CASE_METHOD(SnsWorld, "a FIFO topic publishes the same message once within five minutes", "[sns]") {
  const auto topic = make("t.fifo", {{"FifoTopic", "true"}});
  subscribe(topic, queue);
  const auto publish = [&](const char* group, const char* id) {
    return call("sns", "Publish",
                json::object{{"TopicArn", topic},
                             {"Message", "x"},
                             {"MessageGroupId", group},
                             {"MessageDeduplicationId", id}});
  };
  const auto first = publish("g", "1");
  advance(4min);
  CHECK(publish("g", "1") == first);
  CHECK(publish("h", "1") == first);
  CHECK(sqs.calls.size() == 1);
  publish("g", "2");
  advance(2min);
  CHECK(publish("g", "1") != first);
  CHECK(sqs.calls.size() == 3);
  call(
      "sns", "SetTopicAttributes",
      json::object{
          {"TopicArn", topic}, {"AttributeName", "FifoThroughputScope"}, {"AttributeValue", "MessageGroup"}});
  publish("g", "3");
  publish("h", "3");
  CHECK(sqs.calls.size() == 5);
  // A later topic of that name has published nothing.
  call("sns", "DeleteTopic", json::object{{"TopicArn", topic}});
  make("t.fifo", {{"FifoTopic", "true"}});
  subscribe(topic, queue);
  publish("g", "3");
  CHECK(sqs.calls.size() == 6);
}

TEST_CASE_METHOD(SnsWorld, "permissions are statements of the topic's policy", "[sns]") {
  const auto topic = make("t");
  const json::object label{{"TopicArn", topic}, {"Label", "l"}};
  json::object added = label;
  added["AWSAccountId"] = json::array{"111111111111"};
  added["ActionName"] = json::array{"Publish"};
  call("sns", "AddPermission", added);
  CHECK(refusal("sns", "AddPermission", added) ==
        "InvalidParameter: Invalid parameter: Statement already exists");
  const auto statements = [&] {
    const auto shown = call("sns", "GetTopicAttributes", json::object{{"TopicArn", topic}});
    return parse_json(view(shown.at("Attributes").at("Policy").as_string()))->at("Statement").as_array();
  };
  REQUIRE(statements().size() == 2);
  CHECK(statements()[1].at("Principal") == parse("{'AWS': 'arn:aws:iam::111111111111:root'}"));
  CHECK(statements()[1].at("Action") == "SNS:Publish");
  call("sns", "RemovePermission", label);
  CHECK(statements().size() == 1);
}

TEST_CASE_METHOD(SnsWorld, "what cannot be delivered goes to the subscription's dead-letter queue", "[sns]") {
  const auto topic = make("t");
  subscribe(
      topic, "arn:aws:sqs:us-east-1:123456789012:missing",
      {{"RawMessageDelivery", "true"}, {"RedrivePolicy", "{\"deadLetterTargetArn\":\"" + queue + "\"}"}});
  const json::value attributes = parse("{'a': {'DataType': 'Number', 'StringValue': '1'}}");
  call("sns", "Publish",
       json::object{{"TopicArn", topic}, {"Message", "x"}, {"MessageAttributes", attributes}});
  REQUIRE(sqs.calls.size() == 2);
  CHECK(sqs.calls[1].at("QueueUrl") == "/123456789012/q");
  CHECK(sqs.calls[1].at("MessageBody") == "x");
  CHECK(sqs.calls[1].at("MessageAttributes") == attributes);
  const auto other = make("u");
  subscribe(other, "arn:aws:lambda:us-east-1:123456789012:function:missing",
            {{"RedrivePolicy", "{\"deadLetterTargetArn\":\"" + queue + "\"}"}});
  call("sns", "Publish", json::object{{"TopicArn", other}, {"Message", "y"}});
  REQUIRE(sqs.calls.size() == 3);
  const auto dead = json::parse(text(sqs.calls[2].at("MessageBody"))).as_object();
  CHECK(dead.at("Type") == "Notification");
  CHECK(dead.at("Message") == "y");
}

TEST_CASE_METHOD(SnsWorld, "subscriptions are listed by the hundred", "[sns]") {
  const auto topic = make("t");
  subscribe(make("t-2"), queue);
  for (int number = 0; number < 150; ++number) subscribe(topic, queue + std::to_string(number));
  const auto listed = [&](const char* operation, json::object input) {
    std::set<std::string> arns;
    std::vector<std::size_t> pages;
    while (true) {
      const json::object page = call("sns", operation, input);
      for (const json::value& one : page.at("Subscriptions").as_array())
        arns.insert(text(one.at("SubscriptionArn")));
      pages.push_back(page.at("Subscriptions").as_array().size());
      if (!page.contains("NextToken")) break;
      input["NextToken"] = page.at("NextToken");
    }
    return std::pair(arns.size(), pages);
  };
  CHECK(listed("ListSubscriptionsByTopic", {{"TopicArn", topic}}) ==
        std::pair(150ul, std::vector{100ul, 50ul}));
  CHECK(listed("ListSubscriptions", {}) == std::pair(151ul, std::vector{100ul, 51ul}));
}

TEST_CASE_METHOD(SnsWorld, "topics and subscriptions are made once, listed and taken away", "[sns]") {
  const auto topic = make("t");
  CHECK(make("t") == topic);
  const auto subscription = subscribe(topic, queue);
  CHECK(subscribe(topic, queue) == subscription);
  CHECK(call("sns", "ListSubscriptionsByTopic", json::object{{"TopicArn", topic}})
            .at("Subscriptions")
            .as_array()
            .size() == 1);
  CHECK(call("sns", "ListSubscriptions").at("Subscriptions").as_array().size() == 1);
  CHECK(call("sns", "GetTopicAttributes", json::object{{"TopicArn", topic}})
            .at("Attributes")
            .at("SubscriptionsConfirmed") == "1");
  CHECK(call("sns", "GetSubscriptionAttributes", json::object{{"SubscriptionArn", subscription}})
            .at("Attributes")
            .at("RawMessageDelivery") == "false");
  call("sns", "TagResource",
       json::object{{"ResourceArn", topic}, {"Tags", parse("[{'Key': 'a', 'Value': 'b'}]")}});
  CHECK(call("sns", "ListTagsForResource", json::object{{"ResourceArn", topic}}).at("Tags") ==
        parse("[{'Key': 'a', 'Value': 'b'}]"));
  call("sns", "Unsubscribe", json::object{{"SubscriptionArn", subscription}});
  CHECK(call("sns", "ListSubscriptions").at("Subscriptions").as_array().empty());
  call("sns", "DeleteTopic", json::object{{"TopicArn", topic}});
  CHECK(call("sns", "ListTopics").at("Topics").as_array().empty());
  CHECK(refusal("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "x"}}) ==
        "NotFound: Topic does not exist");
  CHECK(refusal("sns", "CreateTopic", json::object{{"Name", "a b"}}) ==
        "InvalidParameter: Invalid parameter: Topic Name");
}

TEST_CASE_METHOD(SnsWorld, "text messages are taken and reach nobody", "[sns]") {
  const auto topic = make("t");
  json::object input{{"TopicArn", topic}, {"Protocol", "sms"}, {"Endpoint", "+123123123"}};
  CHECK(call("sns", "Subscribe", input).at("SubscriptionArn").as_string().starts_with(std::string(topic)));
  call("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "x"}});
  CHECK(sqs.calls.empty());
  input["Endpoint"] = "nobody";
  CHECK(refusal("sns", "Subscribe", input) ==
        "InvalidParameter: Invalid parameter: Invalid SMS endpoint: nobody");
  CHECK(call("sns", "Publish", json::object{{"PhoneNumber", "+123123123"}, {"Message", "x"}})
            .contains("MessageId"));
  CHECK(refusal("sns", "Publish", json::object{{"PhoneNumber", "me"}, {"Message", "x"}}) ==
        "InvalidParameter: Invalid parameter: PhoneNumber Reason: me is not valid to publish to");
}

TEST_CASE_METHOD(SnsWorld, "an address that nobody has confirmed waits", "[sns]") {
  const auto topic = make("t");
  json::object input{{"TopicArn", topic}, {"Protocol", "email"}, {"Endpoint", "a@b"}};
  CHECK(call("sns", "Subscribe", input).at("SubscriptionArn") == "pending confirmation");
  input["ReturnSubscriptionArn"] = true;
  const auto arn = call("sns", "Subscribe", input).at("SubscriptionArn");
  CHECK(call("sns", "GetSubscriptionAttributes", json::object{{"SubscriptionArn", arn}})
            .at("Attributes")
            .at("PendingConfirmation") == "true");
  CHECK(call("sns", "ListSubscriptions").at("Subscriptions").at(0).at("SubscriptionArn") ==
        "PendingConfirmation");
  CHECK(call("sns", "GetTopicAttributes", json::object{{"TopicArn", topic}})
            .at("Attributes")
            .at("SubscriptionsPending") == "1");
  call("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "x"}});
  CHECK(sqs.calls.empty());
}

TEST_CASE_METHOD(SnsWorld, "what is wrong with a subscription is said as AWS says it", "[sns]") {
  const auto topic = make("t");
  const auto refused = [&](std::string_view protocol, std::string_view endpoint,
                           json::object attributes = {}) {
    return refusal(
        "sns", "Subscribe",
        json::object{
            {"TopicArn", topic}, {"Protocol", protocol}, {"Endpoint", endpoint}, {"Attributes", attributes}});
  };
  const std::string arn = "arn:aws:sqs:us-east-1:000000000000:q";
  CHECK(refused("pigeon", "x") ==
        "InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol string: pigeon");
  CHECK(refused("http", "https://a") ==
        "InvalidParameter: Invalid parameter: Endpoint must match the specified protocol");
  CHECK(refused("sqs", "q") == "InvalidParameter: Invalid parameter: SQS endpoint ARN");
  CHECK(refused("sqs", arn, {{"Colour", "red"}}) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: AttributeName");
  CHECK(refused("sqs", arn, {{"RawMessageDelivery", "maybe"}}) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [maybe]. "
        "Must be "
        "true or false.");
  CHECK(refused("sqs", arn, {{"FilterPolicy", "{"}}) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON.");
  CHECK(refused("sqs", arn, {{"RedrivePolicy", "{\"deadLetterTargetArn\": \"q\"}"}}) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: RedrivePolicy: deadLetterTargetArn is an "
        "invalid arn");
  CHECK(refusal("sns", "Unsubscribe", json::object{{"SubscriptionArn", "x:y"}}) ==
        "InvalidParameter: Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, "
        "not 2");
}

TEST_CASE_METHOD(SnsWorld, "what is wrong with a message is said as AWS says it", "[sns]") {
  const auto topic = make("t");
  const auto refused = [&](json::object more) {
    more["TopicArn"] = topic;
    if (!more.contains("Message")) more["Message"] = "x";
    return refusal("sns", "Publish", std::move(more));
  };
  const auto with = [](std::string_view name, json::object attribute) {
    json::object attributes;
    attributes[boost_view(name)] = std::move(attribute);
    return json::object{{"MessageAttributes", std::move(attributes)}};
  };
  for (const char* subject : {"", "two\nlines", "a\tb"})
    CHECK(refused({{"Subject", subject}}) == "InvalidParameter: Invalid parameter: Subject");
  CHECK(refused({{"Message", ""}}) == "InvalidParameter: Invalid parameter: Empty message");
  CHECK(refused(with(".a", {{"DataType", "String"}, {"StringValue", "v"}})) ==
        "ParameterValueInvalid: Invalid message attribute name starting with character '.' was found.");
  CHECK(refused(with("a!", {{"DataType", "String"}, {"StringValue", "v"}})) ==
        "ParameterValueInvalid: Invalid non-alphanumeric character '#x21' was found in the message attribute "
        "name. "
        "Can only include alphanumeric characters, hyphens, underscores, or dots.");
  CHECK(refused(with("a", {{"StringValue", "v"}})) ==
        "ValidationError: 1 validation error detected: Value null at 'messageAttributes.a.member.dataType' "
        "failed to "
        "satisfy constraint: Member must not be null");
  CHECK(refused(with("a", {{"DataType", "Stringx"}, {"StringValue", "v"}}))
            .starts_with(
                "ParameterValueInvalid: The message attribute 'a' has an invalid message attribute type"));
  CHECK(refused(with("a", {{"DataType", "Binary"}, {"StringValue", "v"}})) ==
        "ParameterValueInvalid: The message attribute 'a' with type 'Binary' must use field 'Binary'.");
  CHECK(refused(with("a", {{"DataType", "String"}, {"StringValue", ""}})) ==
        "ParameterValueInvalid: The message attribute 'a' must contain non-empty message attribute value for "
        "message "
        "attribute type 'String'.");
  CHECK(refused({{"Message", std::string(262'145, 'x')}}) ==
        "InvalidParameter: Invalid parameter: Message too long");
}

TEST_CASE_METHOD(SnsWorld, "a batch publishes each of its messages", "[sns]") {
  const auto topic = make("t");
  subscribe(topic, queue);
  const auto batch = [&](const char* entries) {
    return json::object{{"TopicArn", topic}, {"PublishBatchRequestEntries", parse(entries)}};
  };
  const auto answer =
      call("sns", "PublishBatch", batch("[{'Id': '1', 'Message': 'a'}, {'Id': '2', 'Message': 'b'}]"));
  CHECK(answer.at("Successful").as_array().size() == 2);
  CHECK(sqs.calls.size() == 2);
  // What is wrong with one is wrong with all.
  CHECK(refusal("sns", "PublishBatch", batch("[{'Id': '1', 'Message': 'a'}, {'Id': '2', 'Message': ''}]")) ==
        "InvalidParameter: Invalid parameter: Empty message");
  CHECK(refusal("sns", "PublishBatch", batch("[{'Id': 'a b', 'Message': 'a'}]")) ==
        "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible "
        "character: a b");
  CHECK(refusal("sns", "PublishBatch", batch("[{'Id': '1', 'Message': 'a'}, {'Id': '1', 'Message': 'b'}]"))
            .starts_with("BatchEntryIdsNotDistinct: "));
  CHECK(sqs.calls.size() == 2);
}

TEST_CASE_METHOD(SnsWorld, "attributes travel as entries over the Query protocol", "[sns]") {
  const auto& wire = *sns.info().wires.query;
  const auto made = call(
      "sns", "CreateTopic",
      protocol::read_query(wire, "Name=t&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=d"));
  const auto shown = call("sns", "GetTopicAttributes", json::object{{"TopicArn", made.at("TopicArn")}});
  CHECK(protocol::write_query(wire, "GetTopicAttributes", shown, "r")
            .find("<entry><key>DisplayName</key><value>d</value></entry>") != std::string::npos);
  const auto input =
      protocol::read_query(wire,
                           "MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String&"
                           "MessageAttributes.entry.1.Value.StringValue=b");
  CHECK(input.at("MessageAttributes") == parse("{'a': {'DataType': 'String', 'StringValue': 'b'}}"));
}

}  // namespace orrery

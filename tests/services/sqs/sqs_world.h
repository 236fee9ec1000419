#pragma once
#include "services/sqs/sqs.h"
#include "tests/world.h"

namespace orrery {

struct SqsWorld : World {
  SqsWorld() {
    directory.add(sqs);
    context.account = "123456789012";
  }

  // Makes a queue and says its URL.
  std::string make(const std::string& name, json::object attributes = {}) {
    if (name.ends_with(".fifo")) attributes["FifoQueue"] = "true";
    const auto answer =
        call("sqs", "CreateQueue", json::object{{"QueueName", name}, {"Attributes", attributes}});
    return text(answer.at("QueueUrl"));
  }

  static std::string text(const json::value& value) { return std::string(view(value.as_string())); }
  static std::string arn(const std::string& name) { return "arn:aws:sqs:us-east-1:123456789012:" + name; }

  json::object send(const std::string& url, const std::string& body, json::object more = {}) {
    more["QueueUrl"] = url;
    more["MessageBody"] = body;
    return call("sqs", "SendMessage", more);
  }

  json::array receive(const std::string& url, json::object more = {}) {
    more["QueueUrl"] = url;
    const auto answer = call("sqs", "ReceiveMessage", more);
    return answer.contains("Messages") ? answer.at("Messages").as_array() : json::array();
  }

  // The bodies of up to ten messages, joined.
  std::string bodies(const std::string& url, json::object more = {}) {
    if (!more.contains("MaxNumberOfMessages")) more["MaxNumberOfMessages"] = 10;
    return join(receive(url, more));
  }
  static std::string join(const json::array& messages) {
    std::string joined;
    for (const auto& message : messages) joined += text(message.at("Body"));
    return joined;
  }

  void remove(const std::string& url, const json::value& message) {
    call("sqs", "DeleteMessage",
         json::object{{"QueueUrl", url}, {"ReceiptHandle", message.at("ReceiptHandle")}});
  }
  void hide(const std::string& url, const json::value& message, int seconds) {
    call("sqs", "ChangeMessageVisibility",
         json::object{{"QueueUrl", url},
                      {"ReceiptHandle", message.at("ReceiptHandle")},
                      {"VisibilityTimeout", seconds}});
  }

  // ApproximateNumberOfMessages, ...NotVisible and ...Delayed: "3/1/0".
  std::string counts(const std::string& url) {
    const auto answer =
        call("sqs", "GetQueueAttributes", json::object{{"QueueUrl", url}, {"AttributeNames", {"All"}}});
    const auto& attributes = answer.at("Attributes").as_object();
    return text(attributes.at("ApproximateNumberOfMessages")) + "/" +
           text(attributes.at("ApproximateNumberOfMessagesNotVisible")) + "/" +
           text(attributes.at("ApproximateNumberOfMessagesDelayed"));
  }
  std::string attribute(const std::string& url, const std::string& name) {
    const auto answer =
        call("sqs", "GetQueueAttributes", json::object{{"QueueUrl", url}, {"AttributeNames", {name}}});
    const auto* attributes = find_object(answer, "Attributes");
    return attributes && attributes->contains(name) ? text(attributes->at(name)) : "";
  }

  Sqs sqs{core};
};

}  // namespace orrery

#pragma once
// A world of topics whose queues and functions only remember what they were called with.
#include "services/sns/sns.h"
#include "tests/world.h"

namespace orrery {

// Stands for the queues and functions of the house: keeps what it is called with.
class Neighbour final : public Service {
 public:
  explicit Neighbour(std::string_view name) { info_.name = name; }
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    calls.push_back(input);
    calls.back()["operation"] = boost_view(operation);
    if (to_string(input).find("missing") != json::string::npos) throw AwsError("QueueDoesNotExist", "gone");
    reply.ok({});
  }
  std::vector<json::object> calls;

 private:
  static json::string to_string(const json::object& input) { return json::string(to_text(input)); }
  ServiceInfo info_;
};

struct SnsWorld : World {
  SnsWorld() {
    directory.add(sns);
    directory.add(sqs);
    directory.add(lambda);
    context.account = "123456789012";
  }
  std::string make(const std::string& name, json::object attributes = {}) {
    return text(
        call("sns", "CreateTopic", json::object{{"Name", name}, {"Attributes", attributes}}).at("TopicArn"));
  }
  std::string subscribe(const std::string& topic, const std::string& endpoint, json::object attributes = {}) {
    const auto arn = parse_arn(endpoint).value();
    return text(call("sns", "Subscribe",
                     json::object{{"TopicArn", topic},
                                  {"Protocol", arn.service},
                                  {"Endpoint", endpoint},
                                  {"Attributes", attributes}})
                    .at("SubscriptionArn"));
  }
  static std::string text(const json::value& value) { return std::string(view(value.as_string())); }

  Sns sns{core};
  Neighbour sqs{"sqs"}, lambda{"lambda"};
  const std::string queue = "arn:aws:sqs:us-east-1:123456789012:q";
  const std::string function = "arn:aws:lambda:us-east-1:123456789012:function:f";
};

}  // namespace orrery

#pragma once
// Topics and who is subscribed to them.
//
//   "sns" "topic"        topic-arn                 -> JSON of Topic
//   "sns" "subscription" topic-arn subscription-id -> JSON of Subscription
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/arn.h"
#include "core/context.h"
#include "core/error.h"
#include "core/input.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::sns {

struct Topic {
  std::string arn;
  std::string id;               // of this topic and no later one of its name
  std::uint64_t published = 0;  // on FIFO topics: the last sequence number
  json::object attributes;      // what was set, as text
  json::object tags;

  bool fifo() const { return arn.ends_with(".fifo"); }
  std::string name() const { return arn.substr(arn.rfind(':') + 1); }
  std::string_view attribute(std::string_view attribute_name) const;
};

struct Subscription {
  std::string arn;  // the topic's, with an id behind it
  std::string protocol, endpoint;
  bool pending = false;  // nobody has said yet that it is wanted; nothing is sent to it
  std::string token;     // says so
  json::object attributes;

  bool over_http() const { return protocol == "http"; }
  std::string topic_arn() const { return arn.substr(0, arn.rfind(':')); }
  std::string_view attribute(std::string_view attribute_name) const;
};

class Topics {
 public:
  explicit Topics(Store& store) : store_(store) {}

  std::optional<Topic> topic(std::string_view arn) const;
  void save(const Topic& topic);
  void erase(const Topic& topic);  // and its subscriptions
  // The topics of an account and region whose arn comes after `after`; at most `most`.
  std::vector<Topic> list(const Context& context, std::string_view after, std::size_t most) const;

  std::optional<Subscription> subscription(std::string_view arn) const;
  void save(const Subscription& subscription);
  void erase(const Subscription& subscription);
  std::vector<Subscription> subscriptions(std::string_view topic_arn) const;

 private:
  Store& store_;
};

// The topic that TopicArn (or TargetArn) names. Refuses with NotFound.
Topic existing_topic(const Topics& topics, const Input& input, std::string_view member = "TopicArn");
Subscription existing_subscription(const Topics& topics, const Input& input);
std::string too_few_elements(std::string_view arn);
AwsError invalid(std::string_view why);  // "Invalid parameter: ..."

}  // namespace orrery::sns

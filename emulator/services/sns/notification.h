#pragma once
// A published message, and how subscribers see it.
#include "services/sns/sns.h"

namespace orrery::sns {

struct Notification {
  std::string id, subject, message, group, deduplication, sequence;
  std::optional<json::object> by_protocol;  // where MessageStructure is json
  json::object attributes;

  std::string text_for(std::string_view protocol) const;
  // What two messages have in common of which the second is not delivered.
  std::string scope(const Topic& topic) const;
};

// What Publish, or an entry of PublishBatch, says. `at`: where the entry's attributes stand in the request.
Notification read_notification(const Topic& topic, const Input& entry, const std::string& at);
// The JSON around it for "sqs", "http" or "lambda". Its signature is none that the certificate it names could
// confirm: there is no key of Amazon's to sign with.
json::object envelope(Sns& sns, const Topic& topic, const Subscription& subscription, const Notification& it,
                      std::string_view protocol);
// The end of such JSON, as confirmations have it too.
void sign(const Topic& topic, std::string_view protocol, json::object& shown);

}  // namespace orrery::sns

#pragma once
// What is on its way to HTTP endpoints: sent once the turn that wrote it is committed, and again as the
// delivery policy says, also after a restart.
//
//   "sns" "delivery" #number -> JSON of a Delivery
//   "sns" "deliveries"       -> the next number
#include <map>

#include "core/core.h"
#include "core/http_client.h"
#include "services/sns/topics.h"

namespace orrery::sns {

// How often, and when. AWS's names.
struct RetryPolicy {
  std::int64_t retries = 3, no_delay_retries = 0, min_delay_retries = 0, max_delay_retries = 0;
  std::int64_t min_delay_s = 20, max_delay_s = 20;
  std::string backoff = "linear";  // or arithmetic, geometric, exponential
  std::string content_type = "text/plain; charset=UTF-8";

  // Before the retry of that number, counted from 0; std::nullopt where that is one too many.
  std::optional<Duration> delay(std::int64_t retry) const;
};
// From the subscription's DeliveryPolicy, or else the topic's.
RetryPolicy retry_policy(const Topic& topic, const Subscription& subscription);

struct Delivery {
  std::string url, body;
  json::object headers;
  RetryPolicy policy;
  json::object dead_letter;  // the SendMessage for what cannot be delivered; empty: none
  std::string dead_letter_arn;
  std::int64_t retry = 0;
  std::int64_t due_ms = 0;
};

class HttpDeliveries {
 public:
  explicit HttpDeliveries(Core& core);
  void send(Delivery delivery);
  void resume();

 private:
  void attempt(std::uint64_t number);
  void attempted(std::uint64_t number, std::optional<int> status);
  void arm(std::uint64_t number, Instant due);
  void give_up(const Delivery& delivery);
  std::optional<Delivery> find(std::uint64_t number) const;
  void put(std::uint64_t number, const Delivery& delivery);

  Core& core_;
  HttpClient client_;
  std::map<std::uint64_t, Alarm> alarms_;
};

}  // namespace orrery::sns

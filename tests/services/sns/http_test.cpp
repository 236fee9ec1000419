#include <deque>

#include "core/key.h"
#include "core/listener.h"
#include "tests/services/sns/sns_world.h"

namespace orrery {
namespace {

// Somebody's server, on the test's own loop.
struct HttpSnsWorld : SnsWorld, HttpHandler {
  HeadVerdict on_head(const HttpRequest&) override { return {}; }
  void handle(HttpRequest request, Respond respond) override {
    requests.push_back(std::move(request));
    HttpReply reply;
    if (!statuses.empty()) {
      reply.status = statuses.front();
      statuses.pop_front();
    }
    respond(std::move(reply));
  }

  // Waits until `count` requests have come and their answers gone.
  void until(std::size_t count) {
    while (requests.size() < count) loop.run_one();
    while (store->scan(Key("sns").text("delivery")).valid() && !waiting()) loop.run_one();
  }
  // Whether a delivery waits for its next try.
  bool waiting() { return clock.next().has_value(); }
  json::object body(std::size_t index) { return parse_json(requests.at(index).body)->as_object(); }

  std::string subscribe_http(json::object attributes = {}) {
    return text(call("sns", "Subscribe",
                     json::object{{"TopicArn", topic},
                                  {"Protocol", "http"},
                                  {"Endpoint", url},
                                  {"ReturnSubscriptionArn", true},
                                  {"Attributes", std::move(attributes)}})
                    .at("SubscriptionArn"));
  }
  void confirm() {
    advance(0s);
    until(1);
    call("sns", "ConfirmSubscription", json::object{{"TopicArn", topic}, {"Token", body(0).at("Token")}});
  }
  void publish() {
    call("sns", "Publish", json::object{{"TopicArn", topic}, {"Message", "hello"}, {"Subject", "s"}});
    advance(0s);
  }

  Listener listener{loop, "127.0.0.1", 0, *this};
  std::deque<HttpRequest> requests;
  std::deque<int> statuses;
  const std::string topic = make("t");
  const std::string url = "http://127.0.0.1:" + std::to_string(listener.port()) + "/hook?a=b";
};

}  // namespace

TEST_CASE_METHOD(HttpSnsWorld, "an HTTP endpoint confirms before it gets messages", "[sns]") {
  const std::string subscription = subscribe_http();
  advance(0s);
  until(1);
  CHECK(requests[0].target == "/hook?a=b");
  CHECK(requests[0].headers.get("x-amz-sns-message-type") == "SubscriptionConfirmation");
  CHECK(requests[0].headers.get("Content-Type") == "text/plain; charset=UTF-8");
  CHECK(body(0).at("Type") == "SubscriptionConfirmation");
  CHECK(text(body(0).at("SubscribeURL")).find("Action=ConfirmSubscription") != std::string::npos);
  publish();
  CHECK(requests.size() == 1);
  CHECK(refusal("sns", "ConfirmSubscription", json::object{{"TopicArn", topic}, {"Token", "other"}}) ==
        "InvalidParameter: Invalid token");
  CHECK(text(call("sns", "ConfirmSubscription",
                  json::object{{"TopicArn", topic}, {"Token", body(0).at("Token")}})
                 .at("SubscriptionArn")) == subscription);
  publish();
  until(2);
  CHECK(requests[1].headers.get("x-amz-sns-message-type") == "Notification");
  CHECK(requests[1].headers.get("x-amz-sns-subscription-arn") == subscription);
  CHECK(body(1).at("Message") == "hello");
  CHECK(body(1).at("Subject") == "s");
  call("sns", "Unsubscribe", json::object{{"SubscriptionArn", subscription}});
  advance(0s);
  until(3);
  CHECK(body(2).at("Type") == "UnsubscribeConfirmation");
}

TEST_CASE_METHOD(HttpSnsWorld, "a raw message is sent as it is", "[sns]") {
  subscribe_http({{"RawMessageDelivery", "true"},
                  {"DeliveryPolicy", "{\"requestPolicy\": {\"headerContentType\": \"text/csv\"}}"}});
  confirm();
  publish();
  until(2);
  CHECK(requests[1].body == "hello");
  CHECK(requests[1].headers.get("Content-Type") == "text/csv");
  CHECK(requests[1].headers.get("x-amz-sns-rawdelivery") == "true");
}

TEST_CASE_METHOD(HttpSnsWorld, "a failing server is tried again as the policy says, and then no more",
                 "[sns]") {
  subscribe_http({{"RedrivePolicy", "{\"deadLetterTargetArn\": \"" + queue + "\"}"}});
  confirm();
  statuses = {500, 503, 200};
  publish();
  until(2);
  CHECK(requests.size() == 2);
  advance(19s);
  CHECK(requests.size() == 2);
  advance(1s);
  until(3);
  advance(20s);
  until(4);
  advance(1min);
  CHECK(requests.size() == 4);
  CHECK(sqs.calls.empty());
  statuses = {500, 500, 500, 500};
  publish();
  for (std::size_t tries = 5; tries <= 8; ++tries) {
    until(tries);
    advance(20s);
  }
  CHECK(requests.size() == 8);
  REQUIRE(sqs.calls.size() == 1);
  CHECK(sqs.calls[0].at("QueueUrl") == "/123456789012/q");
  // Not every error is worth another try.
  statuses = {404};
  publish();
  until(9);
  CHECK(sqs.calls.size() == 2);
}

TEST_CASE("the delays of a delivery policy lie where its phases say", "[sns]") {
  sns::RetryPolicy policy;
  policy.retries = 8;
  policy.no_delay_retries = 1;
  policy.min_delay_retries = 2;
  policy.max_delay_retries = 2;
  policy.min_delay_s = 10;
  policy.max_delay_s = 30;
  std::vector<std::int64_t> seconds;
  for (std::int64_t retry = 0; const auto delay = policy.delay(retry); ++retry)
    seconds.push_back(std::chrono::duration_cast<std::chrono::seconds>(*delay).count());
  CHECK(seconds == std::vector<std::int64_t>{0, 10, 10, 10, 20, 30, 30, 30});
}

}  // namespace orrery

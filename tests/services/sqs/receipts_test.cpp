#include "tests/services/sqs/sqs_world.h"

namespace orrery {

TEST_CASE_METHOD(SqsWorld, "a deleted message is gone", "[sqs]") {
  const auto url = make("q");
  send(url, "x");
  const auto taken = receive(url);
  remove(url, taken[0]);
  remove(url, taken[0]);  // again is no error
  advance(1h);
  CHECK(counts(url) == "0/0/0");
  CHECK(receive(url).empty());
}

TEST_CASE_METHOD(SqsWorld, "only the last receipt deletes a standard queue's message", "[sqs]") {
  const auto url = make("q");
  send(url, "x");
  const auto first = receive(url);
  advance(30s);
  const auto second = receive(url);
  remove(url, first[0]);
  CHECK(counts(url) == "0/1/0");
  advance(30s);
  CHECK(counts(url) == "1/0/0");
  remove(url, second[0]);  // visible again, but nobody else has received it since
  CHECK(counts(url) == "0/0/0");
}

TEST_CASE_METHOD(SqsWorld, "a handle that was never given out is refused", "[sqs]") {
  const auto url = make("q");
  const std::string words =
      "ReceiptHandleIsInvalid: The input receipt handle \"garbage\" is not a valid receipt handle.";
  CHECK(refusal("sqs", "DeleteMessage", json::object{{"QueueUrl", url}, {"ReceiptHandle", "garbage"}}) ==
        words);
  CHECK(refusal("sqs", "ChangeMessageVisibility",
                json::object{{"QueueUrl", url}, {"ReceiptHandle", "garbage"}, {"VisibilityTimeout", 1}}) ==
        words);
  send(url, "x");
  const auto taken = receive(url);
  const auto other = make("other");
  CHECK(refusal("sqs", "DeleteMessage",
                json::object{{"QueueUrl", other}, {"ReceiptHandle", taken[0].at("ReceiptHandle")}})
            .starts_with("ReceiptHandleIsInvalid"));
}

TEST_CASE_METHOD(SqsWorld, "visibility is made longer and shorter", "[sqs]") {
  const auto url = make("q");
  send(url, "x");
  auto taken = receive(url);
  hide(url, taken[0], 100);
  advance(99s);
  CHECK(receive(url).empty());
  advance(1s);
  taken = receive(url);
  CHECK(taken.size() == 1);
  hide(url, taken[0], 0);
  CHECK(receive(url).size() == 1);
}

TEST_CASE_METHOD(SqsWorld, "visibility is changed within bounds only", "[sqs]") {
  const auto url = make("q");
  send(url, "x");
  const auto taken = receive(url);
  const auto change = [&](int seconds) {
    return refusal("sqs", "ChangeMessageVisibility",
                   json::object{{"QueueUrl", url},
                                {"ReceiptHandle", taken[0].at("ReceiptHandle")},
                                {"VisibilityTimeout", seconds}});
  };
  const std::string invalid = "InvalidParameterValueException: Value ";
  CHECK(change(43'201) ==
        invalid + "43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.");
  CHECK(change(43'200).empty());
  advance(10s);
  CHECK(change(43'200) == invalid +
                              "43200 for parameter VisibilityTimeout is invalid. Reason: Total "
                              "VisibilityTimeout for the message is "
                              "beyond the limit [43200 seconds]");
  CHECK(change(30).empty());
  advance(30s);
  CHECK(change(30).empty());  // has become visible, and stays so
  CHECK(counts(url) == "1/0/0");
  remove(url, taken[0]);
  CHECK(change(30) ==
        invalid + text(taken[0].at("ReceiptHandle")) +
            " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available "
            "for visibility timeout change.");
}

TEST_CASE_METHOD(SqsWorld, "an earlier receipt changes the visibility on a standard queue only", "[sqs]") {
  const auto url = make("q");
  send(url, "a");
  const auto first = receive(url);
  advance(30s);
  CHECK(receive(url).size() == 1);
  hide(url, first[0], 100);
  advance(99s);
  CHECK(counts(url) == "0/1/0");
  advance(1s);
  CHECK(counts(url) == "1/0/0");

  const auto fifo = make("q.fifo");
  send(fifo, "a", {{"MessageGroupId", "g"}, {"MessageDeduplicationId", "1"}});
  const auto early = receive(fifo);
  advance(30s);
  CHECK(receive(fifo).size() == 1);
  CHECK(refusal("sqs", "ChangeMessageVisibility",
                json::object{{"QueueUrl", fifo},
                             {"ReceiptHandle", early[0].at("ReceiptHandle")},
                             {"VisibilityTimeout", 0}})
            .ends_with("Message does not exist or is not available for visibility timeout change."));
  CHECK(counts(fifo) == "0/1/0");
}

}  // namespace orrery

#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

json::array entries(int count) {
  json::array list;
  for (int i = 0; i < count; ++i) {
    list.push_back({{"Id", std::to_string(i)}, {"MessageBody", std::string(1, static_cast<char>('a' + i))}});
  }
  return list;
}

}  // namespace

TEST_CASE_METHOD(SqsWorld, "a batch sends each of its messages", "[sqs]") {
  const auto url = make("q");
  const auto answer =
      call("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", entries(10)}});
  CHECK(answer.at("Successful").as_array().size() == 10);
  CHECK(answer.at("Failed").as_array().empty());
  CHECK(answer.at("Successful").at(0).at("Id") == "0");
  CHECK(answer.at("Successful").at(0).at("MD5OfMessageBody") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(bodies(url) == "abcdefghij");
}

TEST_CASE_METHOD(SqsWorld, "an entry that fails does not keep the others", "[sqs]") {
  const auto url = make("q");
  json::array list = entries(3);
  list[1].as_object()["MessageBody"] = "\x02";
  const auto answer = call("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", list}});
  CHECK(answer.at("Successful").as_array().size() == 2);
  const auto& failed = answer.at("Failed").at(0);
  CHECK(failed.at("Id") == "1");
  CHECK(failed.at("Code") == "InvalidMessageContents");
  CHECK(failed.at("SenderFault") == true);
  CHECK(bodies(url) == "ac");
}

TEST_CASE_METHOD(SqsWorld, "a batch that breaks a rule is refused whole", "[sqs]") {
  const auto url = make("q");
  struct Row {
    const char* operation;
    const char* kind;
  };
  for (const Row& row : {Row{"SendMessageBatch", "SendMessageBatchRequestEntry"},
                         Row{"DeleteMessageBatch", "DeleteMessageBatchRequestEntry"},
                         Row{"ChangeMessageVisibilityBatch", "ChangeMessageVisibilityBatchRequestEntry"}}) {
    const auto refused = [&](json::array list) {
      return refusal("sqs", row.operation, json::object{{"QueueUrl", url}, {"Entries", std::move(list)}});
    };
    CHECK(refused({}) ==
          std::string("EmptyBatchRequest: There should be at least one ") + row.kind + " in the request.");
    CHECK(refused(entries(11)) ==
          "TooManyEntriesInBatchRequest: Maximum number of entries per request are 10. You have sent 11.");
    json::array same = entries(2);
    same[1].as_object()["Id"] = "0";
    CHECK(refused(same) == "BatchEntryIdsNotDistinct: Id 0 repeated.");
    json::array odd = entries(1);
    odd[0].as_object()["Id"] = "a:b";
    CHECK(refused(odd) ==
          "InvalidBatchEntryId: A batch entry id can only contain alphanumeric characters, hyphens and "
          "underscores. It "
          "can be at most 80 letters long.");
  }
  json::array large = entries(2);
  large[0].as_object()["MessageBody"] = std::string(1'048'576, 'x');
  CHECK(refusal("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", large}}) ==
        "BatchRequestTooLong: Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 "
        "bytes.");
}

TEST_CASE_METHOD(SqsWorld, "a FIFO queue demands its ids of the whole batch", "[sqs]") {
  const auto url = make("q.fifo");
  json::array list = entries(2);
  CHECK(refusal("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", list}}) ==
        "InvalidParameterValueException: The request must contain the parameter MessageGroupId.");
  for (auto& entry : list) entry.as_object()["MessageGroupId"] = "g";
  CHECK(refusal("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", list}}) ==
        "InvalidParameterValueException: The queue should either have ContentBasedDeduplication enabled or "
        "MessageDeduplicationId provided explicitly");
}

TEST_CASE_METHOD(SqsWorld, "receipts are used up in batches", "[sqs]") {
  const auto url = make("q");
  call("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", entries(4)}});
  const auto taken = receive(url, {{"MaxNumberOfMessages", 4}});
  json::array change, remove_list;
  for (int i = 0; i < 2; ++i) {
    change.push_back({{"Id", std::to_string(i)},
                      {"ReceiptHandle", taken[i].at("ReceiptHandle")},
                      {"VisibilityTimeout", 0}});
    remove_list.push_back({{"Id", std::to_string(i)}, {"ReceiptHandle", taken[i + 2].at("ReceiptHandle")}});
  }
  remove_list.push_back({{"Id", "bad"}, {"ReceiptHandle", "garbage"}});
  change.push_back(
      {{"Id", "bad"}, {"ReceiptHandle", taken[2].at("ReceiptHandle")}, {"VisibilityTimeout", 50'000}});
  const auto changed =
      call("sqs", "ChangeMessageVisibilityBatch", json::object{{"QueueUrl", url}, {"Entries", change}});
  CHECK(changed.at("Successful") == parse("[{'Id': '0'}, {'Id': '1'}]"));
  CHECK(changed.at("Failed").at(0).at("Code") == "InvalidParameterValue");
  const auto removed =
      call("sqs", "DeleteMessageBatch", json::object{{"QueueUrl", url}, {"Entries", remove_list}});
  CHECK(removed.at("Successful").as_array().size() == 2);
  CHECK(removed.at("Failed").at(0).at("Code") == "ReceiptHandleIsInvalid");
  CHECK(counts(url) == "2/0/0");
}

}  // namespace orrery

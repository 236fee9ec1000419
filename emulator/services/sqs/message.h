#pragma once
// A message as it was sent: it never changes while it waits, is received and is returned.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::sqs {

struct Message {
  std::string id;  // a UUID
  std::string body;
  std::string body_md5;            // hex
  json::object attributes;         // {name: {DataType, StringValue | BinaryValue (base64)}}
  std::string trace;               // of the job it belongs to
  bool shows_trace = false;        // as AWSTraceHeader: its sender gave it
  std::string group;               // MessageGroupId; may be empty on standard queues
  std::string deduplication;       // MessageDeduplicationId; FIFO only
  std::string sender;              // SenderId
  std::string dead_letter_source;  // arn of the queue it failed in; empty: it was sent here
  std::int64_t sent_ms = 0;

  std::string encode() const;
  static Message decode(std::string_view bytes);
};

// Whether a message may hold that text, which is known to be valid UTF-8, and what is said where it may not.
bool is_sendable(std::string_view text);
inline constexpr std::string_view says_unsendable =
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
    "#xE000 to #xFFFD | #x10000 to #x10FFFF";
// Refuses with InvalidParameterValue in AWS's words.
void check_message_attributes(const json::object& attributes);
// What they add to the size of a message: names, types and values.
std::size_t size_of(const json::object& attributes);
// The digest that SDKs compute too; empty where there are none.
std::string md5_of(const json::object& attributes);
// SequenceNumber of the message with that number in its queue: twenty digits that grow.
std::string sequence_number(std::uint64_t number);

}  // namespace orrery::sqs

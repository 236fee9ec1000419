// orrery peek: the messages of a queue, in the order they were sent, without receiving them.
#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "cli/remote.h"
#include "core/ascii.h"
#include "core/clock.h"

namespace orrery::cli {
namespace {

// On one line, and nothing that a terminal would obey.
std::string shown_body(const json::object& message) {
  std::string text = text_of(message, "Body");
  std::ranges::replace_if(
      text, [](unsigned char byte) { return byte < ' ' || byte == 0x7f; }, ' ');
  return text;
}

void print_message(const json::object& message) {
  std::printf("%-8s  %s  %3lldx  %s  %s\n", lower(text_of(message, "State")).c_str(),
              iso_time(from_epoch_milliseconds(find_number(message, "SentTimestamp").value_or(0))).c_str(),
              static_cast<long long>(find_number(message, "ApproximateReceiveCount").value_or(0)),
              text_of(message, "MessageId").c_str(), shown_body(message).c_str());
}

}  // namespace

int peek(const PeekOptions& options) {
  const Remote remote(options.endpoint);
  const std::string url =
      options.queue.find('/') != std::string::npos
          ? options.queue
          : text_of(remote.call("sqs", "AmazonSQS.GetQueueUrl", {{"QueueName", options.queue}}), "QueueUrl");
  std::string token;
  do {
    json::object input{{"QueueUrl", url}};
    if (!token.empty()) input["NextToken"] = token;
    const json::object page = remote.call("sqs", "AmazonSQS.OrreryPeekMessages", input);
    if (const json::array* messages = find_array(page, "Messages"))
      for (const json::value& message : *messages) {
        if (options.json)
          std::printf("%s\n", to_text(message).c_str());
        else
          print_message(message.as_object());
      }
    token = find_text(page, "NextToken").value_or("");
  } while (!token.empty());
  return 0;
}

}  // namespace orrery::cli

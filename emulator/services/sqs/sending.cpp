#include "services/sqs/sending.h"

#include "core/digest.h"
#include "services/sqs/pack.h"
#include "services/sqs/recent.h"
#include "services/sqs/wire.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t longest_id = 128;

// A group or deduplication id: letters, digits and punctuation.
void check_id(std::string_view text, std::string_view member) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (text.empty() || text.size() > longest_id || !printable) {
    throw invalid_parameter(
        text, member,
        std::string(member) +
            " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
  }
}

Duration read_delay(const Queue& queue, const Input& entry) {
  const auto given = entry.maybe_number("DelaySeconds");
  if (!given) return std::chrono::seconds(queue.seconds("DelaySeconds"));
  if (queue.fifo() && *given != 0) {
    throw invalid_parameter(std::to_string(*given), "DelaySeconds",
                            "The request include parameter that is not valid for this queue type.");
  }
  if (*given < 0 || *given > 900) {
    throw invalid_parameter(std::to_string(*given), "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
  }
  return std::chrono::seconds(queue.fifo() ? queue.seconds("DelaySeconds") : *given);
}

// The trace header, which is the only system attribute that can be sent; without it, the request's own. Where
// there is none either, the message belongs to the job of the request, which its receivers do not see.
void read_system_attributes(Sqs& sqs, const Input& entry, Draft& draft) {
  const std::string& given = entry.context.trace;
  draft.message.shows_trace = !given.empty();
  draft.message.trace = given.empty() ? sqs.journal.trace_for(entry.context.call, {}) : given;
  const auto* attributes = entry.maybe_object("MessageSystemAttributes");
  if (attributes == nullptr || attributes->empty()) return;
  for (const auto& [name, value] : *attributes) {
    if (name != "AWSTraceHeader") {
      throw invalid_value("Message system attribute name '" + std::string(std::string_view(name)) +
                          "' is invalid.");
    }
    const auto* attribute = value.if_object();
    const auto text = attribute ? find_text(*attribute, "StringValue") : std::nullopt;
    if (!attribute || find_text(*attribute, "DataType").value_or("") != "String" || !text || text->empty()) {
      throw invalid_value(
          "The message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.");
    }
    draft.message.trace = *text;
    draft.message.shows_trace = true;
  }
  draft.system_attributes_md5 = md5_of(*attributes);
}

}  // namespace

void check_group(const Queue& queue, const Input& entry) {
  const auto group = entry.maybe_text("MessageGroupId");
  const auto deduplication = entry.maybe_text("MessageDeduplicationId");
  if (group) check_id(*group, "MessageGroupId");
  if (!queue.fifo()) {
    if (deduplication) {
      throw invalid_parameter(*deduplication, "MessageDeduplicationId",
                              "The request includes a parameter that is not valid for this queue type.");
    }
    return;
  }
  if (!group) throw missing("MessageGroupId");
  if (deduplication) check_id(*deduplication, "MessageDeduplicationId");
  if (!deduplication && !queue.is("ContentBasedDeduplication")) {
    throw invalid_value(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
        "explicitly");
  }
}

Draft read_draft(Sqs& sqs, const Queue& queue, const Input& entry) {
  const std::string_view body = entry.maybe_text("MessageBody").value_or("");
  if (body.empty()) throw missing("MessageBody");
  if (!is_sendable(body)) throw AwsError("InvalidMessageContents", std::string(says_unsendable));
  const Instant now = sqs.clock.now();
  Draft draft;
  draft.visible_at = now + read_delay(queue, entry);
  Message& message = draft.message;
  if (const auto* attributes = entry.maybe_object("MessageAttributes")) {
    check_message_attributes(*attributes);
    message.attributes = *attributes;
  }
  draft.size = body.size() + size_of(message.attributes);
  const auto most = static_cast<std::size_t>(queue.seconds("MaximumMessageSize"));
  if (draft.size > most) {
    throw invalid_value("One or more parameters are invalid. Reason: Message must be shorter than " +
                        std::to_string(most) + " bytes.");
  }
  read_system_attributes(sqs, entry, draft);
  draft.attributes_md5 = md5_of(message.attributes);
  message.body = body;
  message.body_md5 = to_hex(md5(body));
  message.group = entry.maybe_text("MessageGroupId").value_or("");
  if (queue.fifo()) {
    const auto given = entry.maybe_text("MessageDeduplicationId");
    message.deduplication = given ? std::string(*given) : to_hex(sha256(body));
  }
  message.sender = entry.context.account;
  message.sent_ms = epoch_milliseconds(now);
  return draft;
}

json::object send(Sqs& sqs, const Queue& queue, Shelf& shelf, Draft draft) {
  Message& message = draft.message;
  json::object answer;
  if (!draft.attributes_md5.empty()) answer["MD5OfMessageAttributes"] = draft.attributes_md5;
  answer["MD5OfMessageBody"] = message.body_md5;
  if (!draft.system_attributes_md5.empty())
    answer["MD5OfMessageSystemAttributes"] = draft.system_attributes_md5;

  message.id = sqs.entropy.uuid();
  if (!queue.fifo()) {
    shelf.add(message, draft.visible_at);
    answer["MessageId"] = message.id;
    return answer;
  }

  Recent seen(sqs.store, "deduplication", queue.id);
  const bool per_group = queue.attribute("DeduplicationScope") == "messageGroup";
  const std::string key = (per_group ? message.group : std::string()) + '\0' + message.deduplication;
  if (const auto before = seen.find(key, sqs.clock.now())) {
    Unpacker fields(*before);
    answer["MessageId"] = fields.text();
    answer["SequenceNumber"] = fields.text();
    return answer;
  }
  const std::string sequence = sequence_number(shelf.add(message, draft.visible_at));
  seen.remember(key, Packer().text(message.id).text(sequence), sqs.clock.now());
  answer["MessageId"] = message.id;
  answer["SequenceNumber"] = sequence;
  return answer;
}

}  // namespace orrery::sqs

#include "services/sqs/message.h"

#include "core/store.h"
#include "services/sqs/pack.h"

namespace orrery::sqs {

std::string Message::encode() const {
  return Packer()
      .text(id)
      .text(body)
      .text(body_md5)
      .text(attributes.empty() ? "" : to_text(attributes))
      .text(shows_trace ? trace : '\n' + trace)
      .text(group)
      .text(deduplication)
      .text(sender)
      .text(dead_letter_source)
      .number(static_cast<std::uint64_t>(sent_ms))
      .bytes();
}

Message Message::decode(std::string_view bytes) {
  Unpacker fields(bytes);
  Message message;
  message.id = fields.text();
  message.body = fields.text();
  message.body_md5 = fields.text();
  if (const std::string text = fields.text(); !text.empty()) {
    auto attributes = parse_json(text);
    if (!attributes || !attributes->is_object()) throw StoreError("a message's attributes are not JSON");
    message.attributes = std::move(attributes->get_object());
  }
  message.trace = fields.text();
  message.shows_trace = !message.trace.empty() && message.trace[0] != '\n';
  if (!message.shows_trace) message.trace.erase(0, 1);
  message.group = fields.text();
  message.deduplication = fields.text();
  message.sender = fields.text();
  message.dead_letter_source = fields.text();
  message.sent_ms = static_cast<std::int64_t>(fields.number());
  return message;
}

bool is_sendable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return false;
    if (byte == 0xef && (text.substr(i, 3) == "\xef\xbf\xbe" || text.substr(i, 3) == "\xef\xbf\xbf"))
      return false;
    if (byte == 0xed && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xa0) return false;
  }
  return true;
}

// Real ones grow without being consecutive, too.
std::string sequence_number(std::uint64_t number) {
  std::string digits = std::to_string(number * 256);
  return "188" + std::string(17 - std::min<std::size_t>(17, digits.size()), '0') + digits;
}

}  // namespace orrery::sqs

// Any bytes where SQS, SNS and Logs read something of their own: message attributes, receipts, redrive and
// filter policies, filter patterns. Understood or refused, never a crash, and never slower than the text is
// long.
#include "core/error.h"
#include "core/event_pattern.h"
#include "core/json.h"
#include "services/logs/filter/pattern.h"
#include "services/sns/filter.h"
#include "services/sqs/message.h"
#include "services/sqs/receipt.h"
#include "services/sqs/redrive.h"

namespace orrery {
namespace {

// The first line is what is parsed, the rest is what it is tried on.
void read(std::string_view kind_and_text) {
  const char kind = kind_and_text.front();
  const std::string_view text = kind_and_text.substr(1);
  const auto line = std::min(text.find('\n'), text.size());
  const std::string_view first = text.substr(0, line), rest = text.substr(std::min(line + 1, text.size()));
  const auto one = parse_json(first, 32), other = parse_json(rest, 32);
  const auto* object = one ? one->if_object() : nullptr;
  switch (kind % 5) {
    case 0:
      (void)logs::parse_pattern(first)->matches(rest);
      break;
    case 1:
      (void)sqs::read_receipt(sqs::Queue{.id = 1, .number = 1}, text);
      break;
    case 2:
      if (object == nullptr) break;
      sqs::check_message_attributes(*object);
      (void)sqs::size_of(*object);
      (void)sqs::md5_of(*object);
      break;
    case 3:
      sns::check_filter_policy(first, (kind & 1) != 0, "");
      if (object && other && other->is_object()) {
        (void)matches(*object, other->get_object());
        (void)sns::wants_attributes(*object, other->get_object());
      }
      break;
    case 4:
      sqs::check_redrive_allow_policy(text);
      break;
  }
}

}  // namespace
}  // namespace orrery

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    orrery::read({reinterpret_cast<const char*>(data), size});
  } catch (const orrery::AwsError&) {
    return 0;
  }
  return 0;
}

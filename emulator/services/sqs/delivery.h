#pragma once
// Handing messages over to a receiver.
#include <optional>
#include <string>
#include <vector>

#include "core/input.h"
#include "core/json.h"
#include "services/sqs/queue.h"

namespace orrery {
class Sqs;
}

namespace orrery::sqs {

// The member of a message for those within the house who carry its job on.
inline constexpr std::string_view trace_of_job = "OrreryTrace";

// What a receiver asks for.
struct Wish {
  std::size_t most = 1;
  std::optional<std::int64_t> visibility_s;     // absent: the queue's
  std::vector<std::string> attributes;          // names of system attributes, or "All"
  std::vector<std::string> message_attributes;  // names, "prefix.*", or "All"
  std::string attempt;                          // ReceiveRequestAttemptId; may be empty
  bool shows_job = false;                       // as `trace_of_job`, to the pollers of Lambda
};

Wish read_wish(const Input& input);

// Takes messages for a receiver, hides them and returns them as AWS shows them; empty where there are none.
// Those received too often go to the dead-letter queue instead. Throws OverLimit where too many are in
// flight.
json::array deliver(Sqs& sqs, const Queue& queue, const Wish& wish);

}  // namespace orrery::sqs

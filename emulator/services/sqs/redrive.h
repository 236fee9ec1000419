#pragma once
// Where messages go that were received too often, and which queues may send theirs.
#include <optional>

#include "services/sqs/queue.h"

namespace orrery::sqs {

struct RedrivePolicy {
  std::string target_arn;
  std::uint64_t max_receives = 0;
};

// The queue's policy, which was checked when it was set.
std::optional<RedrivePolicy> redrive_policy(const Queue& queue);

// Refuse what is no redrive policy for `queue`, or no redrive allow policy, in AWS's words.
void check_redrive_policy(const Queues& queues, const Queue& queue, std::string_view text);
void check_redrive_allow_policy(std::string_view text);

// A checked redrive policy as AWS shows it: a count that came as text is a number.
std::string with_numeric_count(std::string text);

}  // namespace orrery::sqs

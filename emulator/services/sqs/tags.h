#pragma once
// Tags of queues.
#include "services/sqs/queue.h"
#include "services/sqs/refusal.h"

namespace orrery::sqs {

inline void add_tags(Queue& queue, const json::object& tags) {
  constexpr std::size_t most_tags = 50;
  for (const auto& [key, value] : tags) {
    if (!value.is_string()) throw invalid_value("Tag values must be text.");
    queue.tags[key] = value;
  }
  if (queue.tags.size() > most_tags) {
    throw invalid_value("Too many tags added for queue " + queue.name + ".");
  }
}

}  // namespace orrery::sqs

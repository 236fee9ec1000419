#pragma once
// Where the outcome of an asynchronous invocation is told: destinations and dead-letter queues.
#include <optional>
#include <string>
#include <string_view>

#include "core/core.h"
#include "core/peers.h"
#include "services/lambda/async_queue.h"

namespace orrery::lambda {

// Names the object that a record becomes in a bucket: aws/lambda/FOLDER/2026/11/21/2026-11-21T02.43.00-ID
struct ObjectPlace {
  std::string folder, id;
  std::string account, region;  // whose bucket it is
};

// Sends `body` to a queue, topic, bucket or function by its ARN; `attributes` as SQS and SNS have them, may
// be empty. Where that service is not there or refuses, nothing happens.
void send_to(Core& core, std::string_view arn, const std::string& body, json::object attributes,
             std::string_view trace, const ObjectPlace& place);

// AWS's envelope: requestContext, requestPayload, responseContext, responsePayload.
std::string outcome_envelope(Core& core, const AsyncEvent& event, std::string_view function_arn,
                             std::string_view condition, std::int64_t attempts,
                             const std::optional<InvocationOutcome>& outcome);

// The attributes of a dead letter: RequestID, ErrorCode, ErrorMessage.
json::object dead_letter_attributes(const AsyncEvent& event, const std::optional<InvocationOutcome>& outcome);

}  // namespace orrery::lambda

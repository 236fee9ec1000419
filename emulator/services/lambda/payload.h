#pragma once
// What may be handed to a function.
#include <string>
#include <string_view>

namespace orrery::lambda {

constexpr std::size_t payload_limit = 6'291'456;
constexpr std::size_t async_payload_limit = 1'048'576;

// An empty payload becomes {}. Throws RequestTooLargeException, or InvalidRequestContentException where it is
// not JSON.
void check_payload(std::string& payload, std::size_t limit, std::string_view operation);

}  // namespace orrery::lambda

#pragma once
// Whether a body is what its sender says it is: Content-MD5, x-amz-checksum-* in head or trailer.
#include <optional>

#include "services/s3/request.h"

namespace orrery::s3 {

// The sums that the members of a request name, by value or by algorithm.
std::vector<Sum> wanted_sums(const json::object& members);
// Refuses with InvalidDigest, BadDigest or InvalidRequest.
void check_integrity(const Request& request);
// The one sum the sender named, by value, trailer or algorithm.
std::optional<Sum> named_sum(const Request& request, const Headers& trailers);

// The algorithm of that name; refuses what is none.
Sum required_sum(std::string_view algorithm);

// In a header or in the trailer, of whatever kind.
void check_one_checksum(const Request& request);
// Whether that checksum type, in capitals or not, is COMPOSITE. Refuses what is not FULL_OBJECT either.
bool is_composite(std::string_view type);
// Whether a digest or a checksum of the body came along.
bool is_sealed(const Request& request);

}  // namespace orrery::s3

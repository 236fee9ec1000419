#pragma once
// Parts of multipart uploads on their way in.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// 1 to 10,000. Refuses with InvalidArgument.
std::uint64_t part_number(const Request& request);
// The sums of a part that its upload, or a later question about the whole, needs.
std::vector<Sum> part_sums(const Upload& upload);
// Stores what came as that part and answers it.
StoredPart store_part(S3& s3, const Upload& upload, std::uint64_t number, Content content);
// The part's checksum as answers carry it: the one of the upload's algorithm.
void add_part_checksum(const Upload& upload, const StoredPart& part, json::object& out);

}  // namespace orrery::s3

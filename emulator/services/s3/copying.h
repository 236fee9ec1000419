#pragma once
// Reading the source of a copy.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

struct CopySource {
  Bucket bucket;
  Version version;
  bool by_version_id = false;
};

// The source that x-amz-copy-source names: "bucket/key[?versionId=id]", percent-encoded, with or without a
// leading slash. Checks the copy's conditions and the source's customer key.
CopySource copy_source(S3& s3, const Request& request);

// Reads [offset, offset + length) of the source on a worker and gives it, with these sums, to `then` as a
// turn.
void read_copy(S3& s3, const Pieces& pieces, std::uint64_t offset, std::uint64_t length,
               std::vector<Sum> sums, Function<void(std::shared_ptr<Intake>)> then);

}  // namespace orrery::s3

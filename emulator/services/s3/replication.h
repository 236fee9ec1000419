#pragma once
// Replication: what is written to a bucket appears in another one of the account, in whatever region, in the
// same turn.
#include "services/s3/s3.h"

namespace orrery::s3 {

// Refuses a configuration that AWS refuses, or whose effect this program does not have.
void check_replication(S3& s3, const Bucket& bucket, const json::object& config);

// `version` was written, became a delete marker, or changed its tags, lock or access control: makes the
// destinations alike, as the rules say. What is itself a replica goes no further.
void replicate(S3& s3, const Bucket& bucket, const Context& context, const Version& version);

}  // namespace orrery::s3

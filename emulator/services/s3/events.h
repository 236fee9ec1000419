#pragma once
// Bucket notifications: what happened to an object, told to queues, functions and topics in the same turn.
#include "services/s3/s3.h"

namespace orrery::s3 {

// `event` without "s3:": "ObjectCreated:Put". Replication follows what is announced.
void announce(S3& s3, const Bucket& bucket, const Context& context, std::string_view event,
              const Version& version);

}  // namespace orrery::s3

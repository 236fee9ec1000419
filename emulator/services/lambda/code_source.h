#pragma once
// Where code comes from: in the request, from a bucket, or from a directory of
// the host.
#include <variant>

#include "services/lambda/lambda.h"

namespace orrery::lambda {

// Reads ZipFile, or S3Bucket and S3Key, of `source`. `done` runs now or later,
// as a turn. The bucket "hot-reload" stands for the host: its key is the
// absolute path of a directory to run from.
void fetch_code(Lambda& lambda, const Context& context, const json::object& source,
                Function<void(CodeStore::Stored)> done);

// Runs `change` as a turn's last step and answers with its result; where it
// throws an AwsError its writes are undone and the error is the answer.
void answer(Lambda& lambda, Reply& reply, Function<json::object()> change);

}  // namespace orrery::lambda

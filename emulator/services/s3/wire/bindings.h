#pragma once
// Which member of the API travels as which header or query parameter. One table for all operations: S3 uses a
// name for one thing only.
#include "core/http.h"
#include "core/json.h"
#include "services/s3/wire/address.h"

namespace orrery::s3 {

// Header and query members, user metadata, and those x-amz headers that a presigned URL carries in its query.
json::object read_members(const Headers& headers, const Query& query);
// Members of a result that travel as headers, but for those in `except`.
void write_members(const json::object& result, const std::vector<std::string_view>& except, Headers& headers);

}  // namespace orrery::s3

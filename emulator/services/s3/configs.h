#pragma once
// Configurations that are kept as they come and answered as they were kept.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// The XML body of the request, as `member`. Refuses where there is none.
const json::object& payload(const Request& request, std::string_view member);
// Keeps it under `kind`, by its Id where a bucket has several.
json::object put_config(S3& s3, const Request& request, std::string_view kind, std::string_view member);
json::object delete_config(S3& s3, const Request& request, std::string_view kind);
// Refuses with `code` where there is none.
json::object get_config(S3& s3, const Request& request, std::string_view kind, const char* code,
                        const char* message);

// Of those with an Id.
json::object put_named_config(S3& s3, const Request& request, std::string_view kind, std::string_view member);
json::object get_named_config(S3& s3, const Request& request, std::string_view kind, std::string_view member);
json::object delete_named_config(S3& s3, const Request& request, std::string_view kind);
json::object list_named_configs(S3& s3, const Request& request, std::string_view kind, std::string_view list);

}  // namespace orrery::s3

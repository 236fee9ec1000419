#pragma once
// What a request says about the object it writes.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// Attributes, tags, lock and access control of PutObject, CopyObject, CreateMultipartUpload and form uploads.
Traits traits_from(S3& s3, const Bucket& bucket, const Request& request);
// Only the attributes a copy replaces by MetadataDirective: content headers, metadata, redirect.
json::object content_attributes(const Request& request);
// Refuses with InvalidStorageClass.
void set_storage_class(const Request& request, json::object& attributes);

}  // namespace orrery::s3

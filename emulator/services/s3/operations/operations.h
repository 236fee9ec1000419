#pragma once
// The operations of S3. What one promises is AWS's API reference of that name; a comment in its file says
// where more is to be known.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3::operations {

json::object abort_multipart_upload(S3& s3, Request& request);
json::object complete_multipart_upload(S3& s3, Request& request);
void copy_object(S3& s3, Request& request, Reply reply);
json::object create_bucket(S3& s3, Request& request);
json::object create_multipart_upload(S3& s3, Request& request);
json::object delete_bucket(S3& s3, Request& request);
json::object delete_object(S3& s3, Request& request);
json::object delete_objects(S3& s3, Request& request);
json::object get_bucket_location(S3& s3, Request& request);
json::object get_object(S3& s3, Request& request);
json::object head_bucket(S3& s3, Request& request);
json::object head_object(S3& s3, Request& request);
json::object list_buckets(S3& s3, Request& request);
json::object list_multipart_uploads(S3& s3, Request& request);
json::object list_objects(S3& s3, Request& request);
json::object list_objects_v2(S3& s3, Request& request);
json::object list_parts(S3& s3, Request& request);
json::object put_object(S3& s3, Request& request);
json::object upload_part(S3& s3, Request& request);
void upload_part_copy(S3& s3, Request& request, Reply reply);

}  // namespace orrery::s3::operations

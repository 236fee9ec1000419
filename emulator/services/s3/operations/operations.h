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
json::object delete_bucket_analytics_configuration(S3& s3, Request& request);
json::object delete_bucket_cors(S3& s3, Request& request);
json::object delete_bucket_encryption(S3& s3, Request& request);
json::object delete_bucket_intelligent_tiering_configuration(S3& s3, Request& request);
json::object delete_bucket_inventory_configuration(S3& s3, Request& request);
json::object delete_bucket_lifecycle(S3& s3, Request& request);
json::object delete_bucket_metrics_configuration(S3& s3, Request& request);
json::object delete_bucket_ownership_controls(S3& s3, Request& request);
json::object delete_bucket_policy(S3& s3, Request& request);
json::object delete_bucket_replication(S3& s3, Request& request);
json::object delete_bucket_tagging(S3& s3, Request& request);
json::object delete_bucket_website(S3& s3, Request& request);
json::object delete_object(S3& s3, Request& request);
json::object delete_object_tagging(S3& s3, Request& request);
json::object delete_objects(S3& s3, Request& request);
json::object delete_public_access_block(S3& s3, Request& request);
json::object get_bucket_accelerate_configuration(S3& s3, Request& request);
json::object get_bucket_acl(S3& s3, Request& request);
json::object get_bucket_analytics_configuration(S3& s3, Request& request);
json::object get_bucket_cors(S3& s3, Request& request);
json::object get_bucket_encryption(S3& s3, Request& request);
json::object get_bucket_intelligent_tiering_configuration(S3& s3, Request& request);
json::object get_bucket_inventory_configuration(S3& s3, Request& request);
json::object get_bucket_lifecycle_configuration(S3& s3, Request& request);
json::object get_bucket_location(S3& s3, Request& request);
json::object get_bucket_logging(S3& s3, Request& request);
json::object get_bucket_metrics_configuration(S3& s3, Request& request);
json::object get_bucket_notification_configuration(S3& s3, Request& request);
json::object get_bucket_ownership_controls(S3& s3, Request& request);
json::object get_bucket_policy(S3& s3, Request& request);
json::object get_bucket_policy_status(S3& s3, Request& request);
json::object get_bucket_replication(S3& s3, Request& request);
json::object get_bucket_request_payment(S3& s3, Request& request);
json::object get_bucket_tagging(S3& s3, Request& request);
json::object get_bucket_versioning(S3& s3, Request& request);
json::object get_bucket_website(S3& s3, Request& request);
json::object get_object(S3& s3, Request& request);
json::object get_object_acl(S3& s3, Request& request);
json::object get_object_attributes(S3& s3, Request& request);
json::object get_object_legal_hold(S3& s3, Request& request);
json::object get_object_lock_configuration(S3& s3, Request& request);
json::object get_object_retention(S3& s3, Request& request);
json::object get_object_tagging(S3& s3, Request& request);
json::object get_public_access_block(S3& s3, Request& request);
json::object head_bucket(S3& s3, Request& request);
json::object head_object(S3& s3, Request& request);
json::object list_bucket_analytics_configurations(S3& s3, Request& request);
json::object list_bucket_intelligent_tiering_configurations(S3& s3, Request& request);
json::object list_bucket_inventory_configurations(S3& s3, Request& request);
json::object list_bucket_metrics_configurations(S3& s3, Request& request);
json::object list_buckets(S3& s3, Request& request);
json::object list_multipart_uploads(S3& s3, Request& request);
json::object list_object_versions(S3& s3, Request& request);
json::object list_objects(S3& s3, Request& request);
json::object list_objects_v2(S3& s3, Request& request);
json::object list_parts(S3& s3, Request& request);
json::object put_bucket_accelerate_configuration(S3& s3, Request& request);
json::object put_bucket_acl(S3& s3, Request& request);
json::object put_bucket_analytics_configuration(S3& s3, Request& request);
json::object put_bucket_cors(S3& s3, Request& request);
json::object put_bucket_encryption(S3& s3, Request& request);
json::object put_bucket_intelligent_tiering_configuration(S3& s3, Request& request);
json::object put_bucket_inventory_configuration(S3& s3, Request& request);
json::object put_bucket_lifecycle_configuration(S3& s3, Request& request);
json::object put_bucket_logging(S3& s3, Request& request);
json::object put_bucket_metrics_configuration(S3& s3, Request& request);
json::object put_bucket_notification_configuration(S3& s3, Request& request);
json::object put_bucket_ownership_controls(S3& s3, Request& request);
json::object put_bucket_policy(S3& s3, Request& request);
json::object put_bucket_replication(S3& s3, Request& request);
json::object put_bucket_request_payment(S3& s3, Request& request);
json::object put_bucket_tagging(S3& s3, Request& request);
json::object put_bucket_versioning(S3& s3, Request& request);
json::object put_bucket_website(S3& s3, Request& request);
json::object put_object(S3& s3, Request& request);
json::object put_object_acl(S3& s3, Request& request);
json::object put_object_legal_hold(S3& s3, Request& request);
json::object put_object_lock_configuration(S3& s3, Request& request);
json::object put_object_retention(S3& s3, Request& request);
json::object put_object_tagging(S3& s3, Request& request);
json::object put_public_access_block(S3& s3, Request& request);
json::object restore_object(S3& s3, Request& request);
json::object upload_part(S3& s3, Request& request);
void upload_part_copy(S3& s3, Request& request, Reply reply);

}  // namespace orrery::s3::operations

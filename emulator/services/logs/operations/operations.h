#pragma once
// The operations of CloudWatch Logs, one file each.
#include "services/logs/logs.h"

namespace orrery::logs {

json::object associate_kms_key(Logs& logs, const Input& input);
json::object create_log_group(Logs& logs, const Input& input);
json::object create_log_stream(Logs& logs, const Input& input);
json::object delete_log_group(Logs& logs, const Input& input);
json::object delete_log_stream(Logs& logs, const Input& input);
json::object delete_metric_filter(Logs& logs, const Input& input);
json::object delete_resource_policy(Logs& logs, const Input& input);
json::object delete_retention_policy(Logs& logs, const Input& input);
json::object delete_subscription_filter(Logs& logs, const Input& input);
json::object describe_log_groups(Logs& logs, const Input& input);
json::object describe_log_streams(Logs& logs, const Input& input);
json::object describe_metric_filters(Logs& logs, const Input& input);
json::object describe_resource_policies(Logs& logs, const Input& input);
json::object describe_subscription_filters(Logs& logs, const Input& input);
json::object disassociate_kms_key(Logs& logs, const Input& input);
json::object filter_log_events(Logs& logs, const Input& input);
json::object get_log_events(Logs& logs, const Input& input);
json::object list_log_groups(Logs& logs, const Input& input);
json::object list_tags_for_resource(Logs& logs, const Input& input);
json::object list_tags_log_group(Logs& logs, const Input& input);
json::object put_log_events(Logs& logs, const Input& input);
json::object put_log_group_deletion_protection(Logs& logs, const Input& input);
json::object put_metric_filter(Logs& logs, const Input& input);
json::object put_resource_policy(Logs& logs, const Input& input);
json::object put_retention_policy(Logs& logs, const Input& input);
json::object put_subscription_filter(Logs& logs, const Input& input);
json::object tag_log_group(Logs& logs, const Input& input);
json::object tag_resource(Logs& logs, const Input& input);
json::object test_metric_filter(Logs& logs, const Input& input);
json::object untag_log_group(Logs& logs, const Input& input);
json::object untag_resource(Logs& logs, const Input& input);

}  // namespace orrery::logs

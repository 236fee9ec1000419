#pragma once
// Every operation of Lambda, each in the file of its name.
#include "core/service.h"

namespace orrery {
class Lambda;
}

namespace orrery::lambda {

json::object add_layer_version_permission(Lambda& lambda, const Input& input);
json::object add_permission(Lambda& lambda, const Input& input);
json::object create_alias(Lambda& lambda, const Input& input);
json::object create_code_signing_config(Lambda& lambda, const Input& input);
json::object create_event_source_mapping(Lambda& lambda, const Input& input);
void create_function(Lambda& lambda, const Input& input, Reply reply);
json::object create_function_url_config(Lambda& lambda, const Input& input);
json::object delete_alias(Lambda& lambda, const Input& input);
json::object delete_code_signing_config(Lambda& lambda, const Input& input);
json::object delete_event_source_mapping(Lambda& lambda, const Input& input);
json::object delete_function(Lambda& lambda, const Input& input);
json::object delete_function_code_signing_config(Lambda& lambda, const Input& input);
json::object delete_function_concurrency(Lambda& lambda, const Input& input);
json::object delete_function_event_invoke_config(Lambda& lambda, const Input& input);
json::object delete_function_url_config(Lambda& lambda, const Input& input);
json::object delete_layer_version(Lambda& lambda, const Input& input);
json::object delete_provisioned_concurrency_config(Lambda& lambda, const Input& input);
json::object download_function_code(Lambda& lambda, const Input& input);
json::object download_layer_content(Lambda& lambda, const Input& input);
json::object get_account_settings(Lambda& lambda, const Input& input);
json::object get_alias(Lambda& lambda, const Input& input);
json::object get_code_signing_config(Lambda& lambda, const Input& input);
json::object get_event_source_mapping(Lambda& lambda, const Input& input);
json::object get_function(Lambda& lambda, const Input& input);
json::object get_function_code_signing_config(Lambda& lambda, const Input& input);
json::object get_function_concurrency(Lambda& lambda, const Input& input);
json::object get_function_configuration(Lambda& lambda, const Input& input);
json::object get_function_event_invoke_config(Lambda& lambda, const Input& input);
json::object get_function_recursion_config(Lambda& lambda, const Input& input);
json::object get_function_url_config(Lambda& lambda, const Input& input);
json::object get_layer_version(Lambda& lambda, const Input& input);
json::object get_layer_version_by_arn(Lambda& lambda, const Input& input);
json::object get_layer_version_policy(Lambda& lambda, const Input& input);
json::object get_policy(Lambda& lambda, const Input& input);
json::object get_provisioned_concurrency_config(Lambda& lambda, const Input& input);
json::object get_runtime_management_config(Lambda& lambda, const Input& input);
void invoke(Lambda& lambda, const Input& input, Reply reply);
json::object invoke_async(Lambda& lambda, const Input& input);
void invoke_with_response_stream(Lambda& lambda, const Input& input, Reply reply);
json::object list_aliases(Lambda& lambda, const Input& input);
json::object list_code_signing_configs(Lambda& lambda, const Input& input);
json::object list_event_source_mappings(Lambda& lambda, const Input& input);
json::object list_function_event_invoke_configs(Lambda& lambda, const Input& input);
json::object list_function_url_configs(Lambda& lambda, const Input& input);
json::object list_functions(Lambda& lambda, const Input& input);
json::object list_functions_by_code_signing_config(Lambda& lambda, const Input& input);
json::object list_layer_versions(Lambda& lambda, const Input& input);
json::object list_layers(Lambda& lambda, const Input& input);
json::object list_provisioned_concurrency_configs(Lambda& lambda, const Input& input);
json::object list_tags(Lambda& lambda, const Input& input);
json::object list_versions_by_function(Lambda& lambda, const Input& input);
void publish_layer_version(Lambda& lambda, const Input& input, Reply reply);
json::object publish_version(Lambda& lambda, const Input& input);
json::object put_function_code_signing_config(Lambda& lambda, const Input& input);
json::object put_function_concurrency(Lambda& lambda, const Input& input);
json::object put_function_event_invoke_config(Lambda& lambda, const Input& input);
json::object put_function_recursion_config(Lambda& lambda, const Input& input);
json::object put_provisioned_concurrency_config(Lambda& lambda, const Input& input);
json::object put_runtime_management_config(Lambda& lambda, const Input& input);
json::object remove_layer_version_permission(Lambda& lambda, const Input& input);
json::object remove_permission(Lambda& lambda, const Input& input);
json::object tag_resource(Lambda& lambda, const Input& input);
json::object untag_resource(Lambda& lambda, const Input& input);
json::object update_alias(Lambda& lambda, const Input& input);
json::object update_code_signing_config(Lambda& lambda, const Input& input);
json::object update_event_source_mapping(Lambda& lambda, const Input& input);
void update_function_code(Lambda& lambda, const Input& input, Reply reply);
json::object update_function_configuration(Lambda& lambda, const Input& input);
json::object update_function_event_invoke_config(Lambda& lambda, const Input& input);
json::object update_function_url_config(Lambda& lambda, const Input& input);

}  // namespace orrery::lambda

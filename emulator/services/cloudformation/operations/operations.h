#pragma once
// The operations of CloudFormation, one file each. Those that take a template may have to fetch it first.
#include "services/cloudformation/cloudformation.h"

namespace orrery::cloudformation {

json::object cancel_update_stack(Cloudformation& service, const Input& input);
void create_change_set(Cloudformation& service, const Input& input, Reply reply);
void create_stack(Cloudformation& service, const Input& input, Reply reply);
json::object delete_change_set(Cloudformation& service, const Input& input);
void delete_stack(Cloudformation& service, const Input& input, Reply reply);
json::object describe_account_limits(Cloudformation& service, const Input& input);
json::object describe_change_set(Cloudformation& service, const Input& input);
json::object describe_stack_events(Cloudformation& service, const Input& input);
json::object describe_stack_resource(Cloudformation& service, const Input& input);
json::object describe_stack_resources(Cloudformation& service, const Input& input);
json::object describe_stacks(Cloudformation& service, const Input& input);
void execute_change_set(Cloudformation& service, const Input& input, Reply reply);
json::object get_stack_policy(Cloudformation& service, const Input& input);
json::object get_template(Cloudformation& service, const Input& input);
void get_template_summary(Cloudformation& service, const Input& input, Reply reply);
json::object list_change_sets(Cloudformation& service, const Input& input);
json::object list_exports(Cloudformation& service, const Input& input);
json::object list_imports(Cloudformation& service, const Input& input);
json::object list_stack_resources(Cloudformation& service, const Input& input);
json::object list_stacks(Cloudformation& service, const Input& input);
json::object respond_to_custom_resource(Cloudformation& service, const Input& input);
json::object set_stack_policy(Cloudformation& service, const Input& input);
void update_stack(Cloudformation& service, const Input& input, Reply reply);
json::object update_termination_protection(Cloudformation& service, const Input& input);
void validate_template(Cloudformation& service, const Input& input, Reply reply);

}  // namespace orrery::cloudformation

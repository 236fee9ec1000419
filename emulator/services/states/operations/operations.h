#pragma once
// One declaration per operation; each has a file of its own.
#include "services/states/states.h"

namespace orrery::states {

json::object create_activity(States& states, const Input& input);
json::object create_state_machine(States& states, const Input& input);
json::object create_state_machine_alias(States& states, const Input& input);
json::object delete_activity(States& states, const Input& input);
json::object delete_state_machine(States& states, const Input& input);
json::object delete_state_machine_alias(States& states, const Input& input);
json::object delete_state_machine_version(States& states, const Input& input);
json::object describe_activity(States& states, const Input& input);
json::object describe_execution(States& states, const Input& input);
json::object describe_map_run(States& states, const Input& input);
json::object describe_state_machine(States& states, const Input& input);
json::object describe_state_machine_alias(States& states, const Input& input);
json::object describe_state_machine_for_execution(States& states, const Input& input);
void get_activity_task(States& states, const Input& input, Reply reply);
json::object get_execution_history(States& states, const Input& input);
json::object list_activities(States& states, const Input& input);
json::object list_executions(States& states, const Input& input);
json::object list_map_runs(States& states, const Input& input);
json::object list_state_machine_aliases(States& states, const Input& input);
json::object list_state_machine_versions(States& states, const Input& input);
json::object list_state_machines(States& states, const Input& input);
json::object list_tags_for_resource(States& states, const Input& input);
json::object publish_state_machine_version(States& states, const Input& input);
json::object redrive_execution(States& states, const Input& input);
json::object send_task_failure(States& states, const Input& input);
json::object send_task_heartbeat(States& states, const Input& input);
json::object send_task_success(States& states, const Input& input);
json::object start_execution(States& states, const Input& input);
void start_sync_execution(States& states, const Input& input, Reply reply);
json::object stop_execution(States& states, const Input& input);
json::object tag_resource(States& states, const Input& input);
void test_state(States& states, const Input& input, Reply reply);
json::object untag_resource(States& states, const Input& input);
json::object update_map_run(States& states, const Input& input);
json::object update_state_machine(States& states, const Input& input);
json::object update_state_machine_alias(States& states, const Input& input);
json::object validate_state_machine_definition(States& states, const Input& input);

}  // namespace orrery::states

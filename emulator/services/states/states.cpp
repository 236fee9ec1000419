#include "services/states/states.h"

#include "services/states/map_run/children.h"
#include "services/states/operations/operations.h"

namespace orrery::states {
namespace {

constexpr Operation<States> operations[] = {
    {"CreateActivity", create_activity},
    {"CreateStateMachine", create_state_machine},
    {"CreateStateMachineAlias", create_state_machine_alias},
    {"DeleteActivity", delete_activity},
    {"DeleteStateMachine", delete_state_machine},
    {"DeleteStateMachineAlias", delete_state_machine_alias},
    {"DeleteStateMachineVersion", delete_state_machine_version},
    {"DescribeActivity", describe_activity},
    {"DescribeExecution", describe_execution},
    {"DescribeMapRun", describe_map_run},
    {"DescribeStateMachine", describe_state_machine},
    {"DescribeStateMachineAlias", describe_state_machine_alias},
    {"DescribeStateMachineForExecution", describe_state_machine_for_execution},
    {"GetActivityTask", get_activity_task},
    {"GetExecutionHistory", get_execution_history},
    {"ListActivities", list_activities},
    {"ListExecutions", list_executions},
    {"ListMapRuns", list_map_runs},
    {"ListStateMachineAliases", list_state_machine_aliases},
    {"ListStateMachineVersions", list_state_machine_versions},
    {"ListStateMachines", list_state_machines},
    {"ListTagsForResource", list_tags_for_resource},
    {"PublishStateMachineVersion", publish_state_machine_version},
    {"RedriveExecution", redrive_execution},
    {"SendTaskFailure", send_task_failure},
    {"SendTaskHeartbeat", send_task_heartbeat},
    {"SendTaskSuccess", send_task_success},
    {"StartExecution", start_execution},
    {"StartSyncExecution", start_sync_execution},
    {"StopExecution", stop_execution},
    {"TagResource", tag_resource},
    {"TestState", test_state},
    {"UntagResource", untag_resource},
    {"UpdateMapRun", update_map_run},
    {"UpdateStateMachine", update_state_machine},
    {"UpdateStateMachineAlias", update_state_machine_alias},
    {"ValidateStateMachineDefinition", validate_state_machine_definition},
};

constexpr ServiceInfo about{
    .name = "states",
    .resource = "stateMachineArn,executionArn,name,activityArn,mapRunArn,resourceArn",
    .wires = {.target = "AWSStepFunctions",
              .json_version = "1.0",
              .error_namespace = "com.amazonaws.swf.service.v2.model",
              .query = nullptr,
              .routes = {}},
    .refusals = {},
};

}  // namespace

States::States(Core& core_, Invoker& invoker, Mocks mocks)
    : core(core_), machines(core_), engine(core_, invoker, std::move(mocks)) {}

const ServiceInfo& States::info() const { return about; }

void States::call(std::string_view operation, const Context& context, const json::object& input,
                  Reply reply) {
  dispatch<States>(operations, *this, operation, context, input, std::move(reply));
}

void States::resume() {
  struct Place {
    Context context;
    std::string machine, name;
  };
  std::vector<Place> places;
  for (auto cursor = core.store.scan(Records::running_prefix()); cursor.valid(); cursor.next()) {
    const auto record = parse_json(cursor.value());
    const auto word = [&](const char* name) {
      return std::string(find_text(record->get_object(), name).value_or(""));
    };
    Place place;
    place.context.account = word("account");
    place.context.region = word("region");
    place.machine = word("machine");
    place.name = word("name");
    places.push_back(std::move(place));
  }
  for (const Place& place : places) {
    auto execution = engine.records.read_execution(place.context, place.machine, place.name);
    if (!execution) continue;
    execution->definition = machines.definition(execution->revision);
    if (!execution->definition) continue;
    execution->graph = graph_of(*execution);
    if (execution->graph) engine.resume(std::move(execution));
  }
  for (const auto& [context, machine] : machines.deleting()) let_go(context, machine);
}

void States::let_go(const Context& context, const std::string& machine) {
  engine.orphan(context, machine, [this, context, machine] { machines.erase(context, machine); });
}

}  // namespace orrery::states

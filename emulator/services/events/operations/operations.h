#pragma once
// The operations of EventBridge. What one promises is AWS's API reference of that name.
#include "services/events/events.h"

namespace orrery::events::operations {

json::object cancel_replay(Events& events, const Input& input);
json::object create_archive(Events& events, const Input& input);
json::object create_event_bus(Events& events, const Input& input);
json::object delete_archive(Events& events, const Input& input);
json::object delete_event_bus(Events& events, const Input& input);
json::object delete_rule(Events& events, const Input& input);
json::object describe_archive(Events& events, const Input& input);
json::object describe_event_bus(Events& events, const Input& input);
json::object describe_replay(Events& events, const Input& input);
json::object describe_rule(Events& events, const Input& input);
json::object disable_rule(Events& events, const Input& input);
json::object enable_rule(Events& events, const Input& input);
json::object list_archives(Events& events, const Input& input);
json::object list_event_buses(Events& events, const Input& input);
json::object list_replays(Events& events, const Input& input);
json::object list_rule_names_by_target(Events& events, const Input& input);
json::object list_rules(Events& events, const Input& input);
json::object list_tags_for_resource(Events& events, const Input& input);
json::object list_targets_by_rule(Events& events, const Input& input);
json::object put_events(Events& events, const Input& input);
json::object put_permission(Events& events, const Input& input);
json::object put_rule(Events& events, const Input& input);
json::object put_targets(Events& events, const Input& input);
json::object remove_permission(Events& events, const Input& input);
json::object remove_targets(Events& events, const Input& input);
json::object start_replay(Events& events, const Input& input);
json::object tag_resource(Events& events, const Input& input);
json::object test_event_pattern(Events& events, const Input& input);
json::object untag_resource(Events& events, const Input& input);
json::object update_archive(Events& events, const Input& input);
json::object update_event_bus(Events& events, const Input& input);

}  // namespace orrery::events::operations

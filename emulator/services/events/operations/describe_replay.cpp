#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object describe_replay(Events& events, const Input& input) {
  return events.archives.get(input.context, Archives::Kind::replay, input.text("ReplayName"));
}

}  // namespace orrery::events::operations

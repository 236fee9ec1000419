#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object list_tags_for_resource(Logs& logs, const Input& input) {
  return {{"tags", group_of_arn(logs, input, "resourceArn").tags}};
}

}  // namespace orrery::logs

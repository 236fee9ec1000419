#include "services/states/map_run/map_run.h"

namespace orrery::states {

std::string map_run_machine(States&, const Context&, std::string_view arn) {
  throw AwsError("ResourceNotFound", "Resource not found: '" + std::string(arn) + "'", 400,
                 {{"resourceName", arn}});
}

}  // namespace orrery::states

#include "services/cloudformation/operations/operations.h"

namespace orrery::cloudformation {

json::object describe_account_limits(Cloudformation&, const Input&) {
  json::array limits;
  for (const auto& [name, value] : {std::pair("StackLimit", 2000), std::pair("StackOutputsLimit", 200)})
    limits.push_back(json::object{{"Name", name}, {"Value", value}});
  return {{"AccountLimits", std::move(limits)}};
}

}  // namespace orrery::cloudformation

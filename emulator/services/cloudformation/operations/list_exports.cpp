#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object list_exports(Cloudformation& service, const Input& input) {
  json::array exports;
  for (const auto& one : service.records.exports(input.context))
    exports.push_back(
        json::object{{"ExportingStackId", one.stack}, {"Name", one.name}, {"Value", one.value}});
  json::object result;
  page(result, "Exports", std::move(exports), input, 100);
  return result;
}

}  // namespace orrery::cloudformation

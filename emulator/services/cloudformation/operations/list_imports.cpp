#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object list_imports(Cloudformation& service, const Input& input) {
  const std::string_view name = input.text("ExportName");
  json::array imports;
  for (const std::string& stack : service.records.importers(input.context, name))
    imports.push_back(json::string(stack));
  if (imports.empty()) throw invalid("Export '" + std::string(name) + "' is not imported by any stack.");
  json::object result;
  page(result, "Imports", std::move(imports), input, 100);
  return result;
}

}  // namespace orrery::cloudformation

#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/summary.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object validate(Cloudformation&, const Input&, const std::optional<std::string>& text) {
  if (!text) throw invalid("Either Template URL or Template Body must be specified.");
  const Template document = Template::parse(*text);
  if (document.transforms().empty()) document.check();
  json::array parameters = declarations(document);
  // The shorter form of what GetTemplateSummary says.
  for (json::value& one : parameters) {
    one.as_object().erase("ParameterType");
    one.as_object().erase("ParameterConstraints");
  }
  json::object result{{"Parameters", std::move(parameters)}};
  if (!document.description().empty()) result["Description"] = boost_view(document.description());
  add_capabilities(document, result);
  return result;
}

}  // namespace

void validate_template(Cloudformation& service, const Input& input, Reply reply) {
  with_template(service, input, std::move(reply), validate);
}

}  // namespace orrery::cloudformation

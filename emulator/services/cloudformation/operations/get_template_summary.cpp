#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/summary.h"

namespace orrery::cloudformation {
namespace {

json::object summarise(Cloudformation& service, const Input& input, const std::optional<std::string>& text) {
  input.refuse_unsupported({"StackSetName"});
  std::string body;
  if (text) {
    body = *text;
  } else {
    const Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
    body = service.records.blueprint(stack, stack.target).original;
  }
  const Template document = Template::parse(body);
  json::object result{{"Parameters", declarations(document)}};
  if (!document.description().empty()) result["Description"] = boost_view(document.description());
  add_capabilities(document, result);
  json::array types;
  for (const auto& member : document.resources()) {
    const json::value type = boost_view(document.type(member.key()));
    if (!type.get_string().empty() && std::find(types.begin(), types.end(), type) == types.end())
      types.push_back(type);
  }
  result["ResourceTypes"] = std::move(types);
  if (const auto version = find_text(document.document(), "AWSTemplateFormatVersion"))
    result["Version"] = boost_view(*version);
  if (const json::value* metadata = find(document.document(), "Metadata"))
    result["Metadata"] = to_text(*metadata);
  return result;
}

}  // namespace

void get_template_summary(Cloudformation& service, const Input& input, Reply reply) {
  with_template(service, input, std::move(reply), summarise);
}

}  // namespace orrery::cloudformation

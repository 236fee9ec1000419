#include "services/cloudformation/change_sets.h"
#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/record_text.h"

namespace orrery::cloudformation {

json::object get_template(Cloudformation& service, const Input& input) {
  const std::string_view stage = input.choice("TemplateStage", {"Original", "Processed"}, "Original");
  Blueprint blueprint;
  if (input.has("ChangeSetName")) {
    const json::object change_set = existing_change_set(service, input);
    blueprint = blueprint_from(change_set.at("blueprint").as_object());
  } else {
    const std::string name(input.text("StackName"));
    const Stack stack = service.records.existing_stack(input.context, name);
    blueprint = service.records.blueprint(stack, stack.target);
  }
  // A template that nothing was done to is given back as it came.
  const bool same = stage == "Original" || Template(blueprint.processed).transforms().empty();
  const std::string text = same ? blueprint.original : to_text(blueprint.processed);
  return {{"TemplateBody", text}, {"StagesAvailable", json::array{"Original", "Processed"}}};
}

}  // namespace orrery::cloudformation

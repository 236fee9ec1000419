// What CloudFormation itself is asked to make: nested stacks, handles and things that are only noted.
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

json::object nested_input(const Step& step) {
  json::object input;
  copy(step.properties, input, {"TemplateURL", "TemplateBody", "NotificationARNs"});
  json::array parameters;
  if (const json::object* given = step.object("Parameters"))
    for (const auto& [name, value] : *given) {
      std::string text;
      if (const auto* list = value.if_array())
        for (const json::value& item : *list) text += (text.empty() ? "" : ",") + scalar_text(item);
      else
        text = scalar_text(value);
      parameters.push_back(json::object{{"ParameterKey", name}, {"ParameterValue", text}});
    }
  input["Parameters"] = std::move(parameters);
  input["Capabilities"] = json::array{"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"};
  if (json::array tags = tag_list(step); !tags.empty()) input["Tags"] = std::move(tags);
  return input;
}

Work wait_until_rested(Step& step) {
  const Event<bool> rested;
  step.services->when_rested(step.physical, rested.teller());
  co_await rested;
}

Work read_outputs(Step& step, std::string_view wanted) {
  json::object look{{"StackName", step.physical}};
  const json::object answer = co_await step.call("cloudformation", "DescribeStacks", std::move(look));
  const json::object& stack = answer.at("Stacks").at(0).as_object();
  const std::string status(find_text(stack, "StackStatus").value_or(""));
  if (status != wanted)
    throw AwsError("NotStabilized", "Embedded stack " + step.physical + " was not successfully " +
                                        (wanted == "CREATE_COMPLETE" ? "created: " : "updated: ") +
                                        std::string(find_text(stack, "StackStatusReason").value_or(status)));
  step.attributes.clear();
  if (const json::array* outputs = find_array(stack, "Outputs"))
    for (const json::value& item : *outputs)
      step.attributes["Outputs." + scalar_text(item.at("OutputKey"))] = item.at("OutputValue");
}

Work create_nested(Step& step) {
  if (step.physical.empty()) {
    json::object input = nested_input(step);
    input["StackName"] = step.name("", 128);
    input["ParentId"] = step.stack_id;
    input["OnFailure"] = "DO_NOTHING";
    const json::object made = co_await step.call("cloudformation", "CreateStack", std::move(input));
    step.physical = find_text(made, "StackId").value_or("");
    step.initiated();
  }
  co_await wait_until_rested(step);
  co_await read_outputs(step, "CREATE_COMPLETE");
}

Work update_nested(Step& step) {
  json::object input = nested_input(step);
  input["StackName"] = step.physical;
  bool same = false;
  try {
    co_await step.call("cloudformation", "UpdateStack", std::move(input));
  } catch (const AwsError& error) {
    if (error.message != "No updates are to be performed.") throw;
    same = true;
  }
  if (same) co_return;
  co_await wait_until_rested(step);
  co_await read_outputs(step, "UPDATE_COMPLETE");
}

Work remove_nested(Step& step) {
  json::object input{{"StackName", step.physical}};
  co_await step.call("cloudformation", "DeleteStack", std::move(input));
  co_await wait_until_rested(step);
}

Work note(Step& step) {
  if (step.physical.empty()) step.physical = step.name("", 128);
  co_return;
}

Work create_handle(Step& step) {
  step.physical = step.endpoint + "/2010-05-15/wait-conditions/" + step.suffix;
  co_return;
}

Work forget(Step&) { co_return; }

constexpr ResourceType own_table[] = {
    {"AWS::CloudFormation::Stack", "", {}, create_nested, update_nested, remove_nested},
    {"AWS::CloudFormation::WaitConditionHandle", "", {}, create_handle, forget, forget},
    {"AWS::CDK::Metadata", "", {}, note, note, forget},
};

}  // namespace

std::span<const ResourceType> own_types() { return own_table; }

}  // namespace orrery::cloudformation

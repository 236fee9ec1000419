#include "services/ssm/tags.h"

namespace orrery::ssm {

json::object tags_of(const json::array& list) {
  json::object tags;
  for (const json::value& one : list)
    if (const json::object* tag = one.if_object())
      tags[boost_view(find_text(*tag, "Key").value_or(""))] =
          boost_view(find_text(*tag, "Value").value_or(""));
  return tags;
}

json::array tag_list(const json::object& tags) {
  json::array list;
  for (const auto& [key, value] : tags) list.push_back(json::object{{"Key", key}, {"Value", value}});
  return list;
}

json::object tagged(const Parameters& parameters, const Input& input) {
  const std::string_view type = input.text("ResourceType");
  if (type != "Parameter")
    throw AwsError("InvalidResourceType", std::string(type) +
                                              " is not a valid resource type. Valid resource "
                                              "types are: ManagedInstance, MaintenanceWindow, "
                                              "Parameter, PatchBaseline, OpsItem, Document.");
  if (auto parameter = parameters.find(input.context, input.text("ResourceId"))) return *std::move(parameter);
  throw AwsError("InvalidResourceId",
                 "The resource ID is not valid. Verify that you entered the correct ID and "
                 "try again.");
}

}  // namespace orrery::ssm

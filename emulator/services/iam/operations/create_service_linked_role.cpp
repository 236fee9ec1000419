#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

// "ecs.amazonaws.com" -> "AWSServiceRoleForEcs"; AWS spells some services in capitals of their own.
std::string role_name(std::string_view service, std::string_view suffix) {
  std::string name = "AWSServiceRoleFor";
  bool begins = true;
  for (const char c : service.substr(0, service.find(".amazonaws.com"))) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) name += static_cast<char>(begins ? std::toupper(static_cast<unsigned char>(c)) : c);
    begins = !letter;
  }
  return suffix.empty() ? name : name + "_" + std::string(suffix);
}

std::string trust_in(const std::string& service) {
  return to_text(json::object{{"Version", "2012-10-17"},
                              {"Statement", json::array{json::object{{"Effect", "Allow"},
                                                                     {"Principal", {{"Service", service}}},
                                                                     {"Action", "sts:AssumeRole"}}}}});
}

}  // namespace

json::object create_service_linked_role(Iam& iam, const Input& input) {
  const std::string service(input.text("AWSServiceName", 1, 128));
  const std::string name = role_name(service, input.maybe_text("CustomSuffix").value_or(""));
  if (iam.entities.find(input.context, Kind::role, name)) {
    throw AwsError("InvalidInput", "Service role name " + name +
                                       " has been taken in this account, please try a different suffix.");
  }
  const json::object role =
      new_role(iam, input, "/aws-service-role/" + service + "/", name, trust_in(service));
  iam.entities.save(input.context, Kind::role, name, role);
  return {{"Role", show_role(role, View::made)}};
}

}  // namespace orrery::iam

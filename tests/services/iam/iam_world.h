#pragma once
// A cloud with IAM alone, and what its tests make first.
#include "services/iam/iam.h"
#include "tests/world.h"

namespace orrery {

inline constexpr char trust[] = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})";
inline constexpr char document[] = R"({"Statement":[]})";

struct IamWorld : World {
  IamWorld() {
    directory.add(iam);
    context.account = "123456789012";
  }
  json::object make_role(const std::string& name, const std::string& path = "/") {
    return call("iam", "CreateRole",
                json::object{{"RoleName", name}, {"Path", path}, {"AssumeRolePolicyDocument", trust}})
        .at("Role")
        .as_object();
  }
  std::string make_policy(const std::string& name) {
    const auto made =
        call("iam", "CreatePolicy", json::object{{"PolicyName", name}, {"PolicyDocument", document}});
    return std::string(view(made.at("Policy").at("Arn").as_string()));
  }
  Iam iam{core};
};

}  // namespace orrery

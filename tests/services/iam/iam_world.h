#pragma once
// A cloud with IAM alone, and what its tests make first.
#include "services/iam/iam.h"
#include "tests/world.h"

namespace orrery {

inline constexpr char trust[] = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})";
inline constexpr char document[] =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})";
inline constexpr char document_in_answers[] =
    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%"
    "22"
    "s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D";

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

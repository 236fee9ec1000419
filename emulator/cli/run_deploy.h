#pragma once
// What a job needs in the cloud, made through the AWS APIs. Everything here may exist already: then it is
// brought up to date. Throws aws::Failure.
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/run_cloud.h"
#include "core/json.h"

namespace orrery::cli {

struct FunctionToDeploy {
  std::string name;
  std::filesystem::path directory;  // its zip's content
  std::string runtime = "provided.al2023";
  std::string handler = "bootstrap";
  int memory_mb = 256;
  int timeout_s = 60;
  json::object environment = {};
};

class Deployment {
 public:
  explicit Deployment(Cloud& cloud) : cloud_(cloud) {}

  std::string account();                      // of the credentials
  std::string role(const std::string& name);  // the ARN of a role that functions and machines may assume
  std::string function(const FunctionToDeploy& function);  // its ARN, once it can be invoked
  void bucket(const std::string& name);
  // On demand; `keys` as in CreateTable's KeySchema, `attributes` as in its AttributeDefinitions.
  void table(const std::string& name, json::array attributes, json::array keys);
  void expire(const std::string& table, const std::string& attribute);
  std::string machine(const std::string& name, const std::string& definition);  // its ARN

 private:
  json::object rest(std::string_view method, const std::string& path, const json::object& body);
  std::string query(std::string_view service, const std::string& form);
  void wait_until_active(const std::string& function);

  Cloud& cloud_;
  std::string account_, role_;
};

// Where the functions lie that come with the program: "<directory of the executable>/functions".
std::filesystem::path functions_directory();

}  // namespace orrery::cli

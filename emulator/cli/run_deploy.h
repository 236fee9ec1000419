#pragma once
// What a job needs in the cloud, made through the AWS APIs. Everything here may exist already: then it is
// brought up to date. Throws aws::Failure.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/run_cloud.h"
#include "cli/run_package.h"
#include "core/json.h"

namespace orrery::cli {

struct FunctionToDeploy {
  std::string name;
  std::vector<PackedFile> files = {};
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
  // On demand; `keys` as in CreateTable's KeySchema, `attributes` as in its AttributeDefinitions. Returns the
  // ARN of its stream where `stream` is not empty: "NEW_IMAGE".
  std::string table(const std::string& name, json::array attributes, json::array keys,
                    const std::string& stream = {});
  void expire(const std::string& table, const std::string& attribute);
  // Runs `function` for what comes out of a stream or queue; `more` holds further members of the request.
  void mapping(const std::string& source, const std::string& function, json::object more);
  // Runs functions for objects that are created: {prefix of their keys, ARN of the function}. Replaces what
  // was.
  void notifications(const std::string& bucket,
                     const std::vector<std::pair<std::string, std::string>>& functions);
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

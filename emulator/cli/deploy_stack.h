#pragma once
// A stack of CloudFormation: created or updated from a template, and waited for.
#include <string>
#include <utility>
#include <vector>

#include "cli/run_cloud.h"

namespace orrery::cli {

class Stack {
 public:
  Stack(Cloud& cloud, std::string name);

  // Creates or updates it. `parameters` is a form: "TemplateBody=...", encoded, with whatever else the
  // request needs.
  void put(const std::string& parameters);
  // Returns once it is complete. Throws std::runtime_error with the reasons of its events where it fails.
  void wait();
  std::vector<std::pair<std::string, std::string>> outputs();
  std::string output(const std::string& key);  // empty where it has none of that name

 private:
  std::string query(const std::string& action, const std::string& rest);
  std::string status();   // empty where there is no such stack
  std::string settled();  // its status once nothing is in progress
  std::string reasons();

  Cloud& cloud_;
  std::string name_, named_;  // the latter for a form
};

}  // namespace orrery::cli

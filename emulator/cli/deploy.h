#pragma once
// orrery deploy: a serverless.yml or a template as a stack, through CloudFormation.
#include <string>
#include <vector>

#include "cli/deploy_project.h"
#include "cli/deploy_template.h"
#include "cli/run_cloud.h"

namespace CLI {
class App;
}

namespace orrery::cli {

struct DeployOptions {
  std::string path = ".";
  std::string stage;                    // of a serverless.yml; empty: the file's, or dev
  std::string stack_name;               // of a template; empty: its directory's
  std::vector<std::string> parameters;  // of a template: NAME=VALUE
  std::string endpoint;                 // empty: AWS_ENDPOINT_URL, or the default port
};

void add_deploy(CLI::App& app, int& code);
int deploy(const DeployOptions& options);

// Packs the project, uploads it, and creates or updates the stack <service>-<stage>. Returns once the stack
// is complete. Throws std::runtime_error with the reasons the stack gives where it fails.
void deploy_project(Cloud& cloud, const Project& project);

}  // namespace orrery::cli

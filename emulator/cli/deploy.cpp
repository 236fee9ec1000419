#include "cli/deploy.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "cli/deploy_stack.h"
#include "cli/progress.h"
#include "cli/run_deploy.h"
#include "cli/run_package.h"
#include "cli/run_summary.h"
#include "core/digest.h"
#include "orrery/aws/s3.h"

namespace orrery::cli {
namespace {

constexpr std::size_t inline_template_bytes = 51'200;

bool is_ignored(const std::string& name) {
  return name.starts_with(".git/") || name.starts_with(".serverless/") ||
         name.find("/.git/") != std::string::npos || name == "serverless.yml";
}

std::string pack(const Project& project, const Star& star) {
  std::vector<PackedFile> files = files_below(project.directory);
  std::erase_if(files, [](const PackedFile& file) { return is_ignored(file.name); });
  if (!star.steps.empty()) {
    for (PackedFile& file : files_below(functions_directory() / "star" / star.language)) {
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const PackedFile& a, const PackedFile& b) { return a.name < b.name; });
  return package(files);
}

int run(const DeployOptions& options) {
  const char* variable = std::getenv("AWS_ENDPOINT_URL");
  const std::string endpoint = !options.endpoint.empty() ? options.endpoint
                               : variable != nullptr     ? variable
                                                         : "http://127.0.0.1:4566";
  const Project project = read_project(options.path, options.stage);
  Cloud cloud({}, endpoint);
  {
    Progress line;
    line.show("deploying " + project.service + " to " + endpoint);
    deploy_project(cloud, project);
  }
  row("stack", project.service + "-" + project.stage + " at " + endpoint);
  const Star star = star_of(project);
  for (const StarStep& step : star.steps)
    row("step", step.name + ": function " + step.function + ", queue " + step.queue);
  if (!star.steps.empty()) row("generate", star.generate);
  return 0;
}

}  // namespace

void deploy_project(Cloud& cloud, const Project& project) {
  const std::string name = project.service + "-" + project.stage;
  Deployment deployment(cloud);
  const std::string bucket = name + "-deployment-" + deployment.account();
  deployment.bucket(bucket);
  const std::string zip = pack(project, star_of(project));
  const CodePlace code{bucket, to_hex(sha256(zip)) + ".zip"};
  aws::s3::put_object(cloud.aws(), {code.bucket, code.key}, zip, "application/zip");
  const std::string text = to_text(template_of(project, code));
  std::string parameter = "TemplateBody=" + aws::uri_encode(text);
  if (text.size() > inline_template_bytes) {
    aws::s3::put_object(cloud.aws(), {bucket, "template.json"}, text, "application/json");
    parameter = "TemplateURL=" + aws::uri_encode(cloud.endpoint() + "/" + bucket + "/template.json");
  }
  Stack stack(cloud, name);
  stack.put(parameter);
  stack.wait();
}

int deploy(const DeployOptions& options) {
  return guarded([&] { return run(options); });
}

}  // namespace orrery::cli

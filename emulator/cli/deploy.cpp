#include "cli/deploy.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

#include "cli/progress.h"
#include "cli/run_deploy.h"
#include "cli/run_package.h"
#include "cli/run_summary.h"
#include "core/digest.h"
#include "orrery/aws/s3.h"

namespace orrery::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t inline_template_bytes = 51'200;
constexpr auto patience = 300s;

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

class Stack {
 public:
  Stack(Cloud& cloud, std::string name) : cloud_(cloud), name_(std::move(name)) {}

  void put(const std::string& template_parameter) {
    const std::string rest =
        "&StackName=" + name_ + "&" + template_parameter + "&Capabilities.member.1=CAPABILITY_NAMED_IAM";
    try {
      query("CreateStack", rest);
    } catch (const aws::Failure& failure) {
      if (failure.code != "AlreadyExistsException") throw;
      try {
        query("UpdateStack", rest);
      } catch (const aws::Failure& same) {
        if (std::string_view(same.what()).find("No updates") == std::string_view::npos) throw;
      }
    }
  }

  void wait() {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (auto pause = 5ms;; pause = std::min(pause * 2, std::chrono::milliseconds(500))) {
      if (interrupted()) throw Interrupted();
      const std::string status =
          aws::s3::element(query("DescribeStacks", "&StackName=" + name_), "StackStatus");
      if (status == "CREATE_COMPLETE" || status == "UPDATE_COMPLETE") return;
      if (!status.ends_with("IN_PROGRESS"))
        throw std::runtime_error("the stack " + name_ + " is " + status + reasons());
      if (std::chrono::steady_clock::now() > end)
        throw std::runtime_error("the stack " + name_ + " stays " + status);
      std::this_thread::sleep_for(pause);
    }
  }

 private:
  std::string query(const std::string& action, const std::string& rest) {
    const std::string body = "Action=" + action + "&Version=2010-05-15" + rest;
    const shim::HttpAnswer answer =
        cloud_.aws().send({.service = "cloudformation",
                           .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                           .body = body});
    if (answer.status >= 300) throw aws::s3::failure(answer);
    return answer.body;
  }

  // What the events of failed resources say.
  std::string reasons() {
    const std::string events = query("DescribeStackEvents", "&StackName=" + name_);
    std::string out;
    static const std::string open = "<member>";
    for (auto at = events.find(open); at != std::string::npos; at = events.find(open, at + 1)) {
      const std::string event = events.substr(at, events.find("</member>", at) - at);
      if (!aws::s3::element(event, "ResourceStatus").ends_with("_FAILED")) continue;
      out += "\n  " + aws::s3::element(event, "LogicalResourceId") + ": " +
             aws::s3::element(event, "ResourceStatusReason");
    }
    return out;
  }

  Cloud& cloud_;
  std::string name_;
};

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

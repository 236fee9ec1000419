#include "cli/deploy.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "cli/deploy_code.h"
#include "cli/deploy_stack.h"
#include "cli/progress.h"
#include "cli/remote.h"
#include "cli/run_deploy.h"
#include "cli/run_package.h"
#include "cli/run_summary.h"
#include "core/digest.h"
#include "core/yaml.h"
#include "orrery/aws/s3.h"

namespace orrery::cli {
namespace {

namespace fs = std::filesystem;

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

// The one that `orrery deploy` keeps what it uploads in.
std::string upload_bucket(Deployment& deployment) {
  const std::string bucket = "orrery-deployments-" + deployment.account();
  deployment.bucket(bucket);
  return bucket;
}

json::value read_yaml(const fs::path& file) {
  try {
    return parse_yaml(read_file(file));
  } catch (const YamlError& error) {
    throw std::runtime_error(file.string() + ": " + error.what());
  }
}

// A stack's template, inline or from the bucket where it is too long for that.
void put_stack(Cloud& cloud, Stack& stack, const std::string& bucket, const std::string& text,
               const std::string& more = {}) {
  std::string parameter = "TemplateBody=" + aws::uri_encode(text);
  if (text.size() > inline_template_bytes) {
    aws::s3::put_object(cloud.aws(), {bucket, "template.json"}, text, "application/json");
    parameter = "TemplateURL=" + aws::uri_encode(cloud.endpoint() + "/" + bucket + "/template.json");
  }
  stack.put(parameter + more);
  stack.wait();
}

void run_project(const fs::path& file, const DeployOptions& options) {
  const Project project = read_project(file, options.stage);
  for (const std::string& key : unread_keys(project))
    std::fprintf(stderr, "orrery: %s: %s is not read\n", file.c_str(), key.c_str());
  const json::object* provider = find_object(project.content, "provider");
  Cloud cloud({}, chosen_endpoint(options.endpoint), provider ? text_of(*provider, "region") : "");
  {
    Progress line;
    line.show("deploying " + project.service + " to " + cloud.endpoint());
    deploy_project(cloud, project);
  }
  row("stack", project.service + "-" + project.stage + " in " + cloud.region() + " at " + cloud.endpoint());
  const Star star = star_of(project);
  for (const StarStep& step : star.steps)
    row("step", step.name + ": function " + step.function + ", queue " + step.queue);
  if (!star.steps.empty()) row("generate", star.generate);
}

std::string form_of(const std::vector<std::string>& parameters) {
  std::string form;
  std::size_t number = 0;
  for (const std::string& parameter : parameters) {
    const auto equals = parameter.find('=');
    if (equals == std::string::npos || equals == 0)
      throw std::runtime_error("--parameter takes NAME=VALUE, not " + parameter);
    const std::string member = "&Parameters.member." + std::to_string(++number);
    form += member + ".ParameterKey=" + aws::uri_encode(parameter.substr(0, equals));
    form += member + ".ParameterValue=" + aws::uri_encode(parameter.substr(equals + 1));
  }
  return form;
}

void run_template(const fs::path& file, json::object document, const DeployOptions& options) {
  if (!find_object(document, "Resources"))
    throw std::runtime_error(file.string() + " is no template: it has no Resources");
  const fs::path directory = fs::absolute(file).lexically_normal().parent_path();
  const std::string name = options.stack_name.empty() ? directory.filename().string() : options.stack_name;
  Cloud cloud({}, chosen_endpoint(options.endpoint));
  Stack stack(cloud, name);
  {
    Progress line;
    line.show("deploying " + name + " to " + cloud.endpoint());
    Deployment deployment(cloud);
    const std::string bucket = upload_bucket(deployment);
    place_code(document, directory, [&](const std::string& bytes, const std::string& extension) {
      CodePlace place{bucket, to_hex(sha256(bytes)) + extension};
      aws::s3::put_object(cloud.aws(), {place.bucket, place.key}, bytes, "application/octet-stream");
      return place;
    });
    put_stack(cloud, stack, bucket, json::serialize(document),
              "&Capabilities.member.2=CAPABILITY_AUTO_EXPAND" + form_of(options.parameters));
  }
  row("stack", name + " at " + cloud.endpoint());
  for (const auto& [key, value] : stack.outputs()) row("output", key + " = " + value);
}

// The first of the usual names in a directory; the file itself otherwise.
fs::path file_to_deploy(const fs::path& path) {
  if (!fs::exists(path)) throw std::runtime_error("there is no " + path.string());
  if (!fs::is_directory(path)) return path;
  for (const char* name :
       {"serverless.yml", "serverless.yaml", "template.yaml", "template.yml", "template.json"})
    if (fs::exists(path / name)) return path / name;
  throw std::runtime_error("neither serverless.yml nor template.yaml is in " +
                           fs::absolute(path).lexically_normal().string());
}

int run(const DeployOptions& options) {
  const fs::path file = file_to_deploy(options.path);
  json::value content = read_yaml(file);
  const bool is_template = content.is_object() && content.get_object().contains("Resources");
  if (!is_template && (!options.stack_name.empty() || !options.parameters.empty()))
    throw std::runtime_error("--stack-name and --parameter are for templates, and " + file.string() +
                             " is none");
  if (is_template && !options.stage.empty())
    throw std::runtime_error("--stage is for a serverless.yml, and " + file.string() + " is none");
  if (is_template)
    run_template(file, std::move(content.get_object()), options);
  else
    run_project(file, options);
  return 0;
}

}  // namespace

void deploy_project(Cloud& cloud, const Project& project) {
  const std::string name = project.service + "-" + project.stage;
  Deployment deployment(cloud);
  const std::string bucket = upload_bucket(deployment);
  const std::string zip = pack(project, star_of(project));
  const CodePlace code{bucket, to_hex(sha256(zip)) + ".zip"};
  aws::s3::put_object(cloud.aws(), {code.bucket, code.key}, zip, "application/zip");
  Stack stack(cloud, name);
  put_stack(cloud, stack, bucket, to_text(template_of(project, code)));
}

int deploy(const DeployOptions& options) {
  return guarded([&] { return run(options); });
}

}  // namespace orrery::cli

#include "cli/run_tasks_server.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "cli/deploy_stack.h"
#include "cli/run_deploy.h"
#include "cli/run_package.h"
#include "core/digest.h"
#include "orrery/aws/s3.h"
#include "orrery/aws/services.h"

namespace orrery::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_inline = 4u << 20;  // of an action; an invocation takes 6 MiB with all around it
constexpr int task_timeout_s = 600;

std::vector<PackedFile> sorted_files(const fs::path& directory) {
  std::vector<PackedFile> files = files_below(directory);
  std::erase_if(files, [](const PackedFile& file) { return file.name.ends_with(".pyc"); });
  std::sort(files.begin(), files.end(),
            [](const PackedFile& a, const PackedFile& b) { return a.name < b.name; });
  return files;
}

std::string parameter(int number, const std::string& key, const std::string& value) {
  const std::string member = "&Parameters.member." + std::to_string(number);
  return member + ".ParameterKey=" + key + member + ".ParameterValue=" + aws::uri_encode(value);
}

// The runtime and the handler that the files of a function ask for. The second generation of the JavaScript
// SDK comes with Node's runtimes up to 16.
bool choose_runtime(FunctionToDeploy& function) {
  for (const PackedFile& file : function.files) {
    if (file.name == "index.js" || file.name == "index.mjs" || file.name == "index.cjs") {
      const bool old_sdk = file.bytes.find("'aws-sdk'") != std::string::npos ||
                           file.bytes.find("\"aws-sdk\"") != std::string::npos;
      function.runtime = old_sdk ? "nodejs16.x" : "nodejs20.x";
      function.handler = "index.handler";
    } else if (file.name == "index.py") {
      function.runtime = "python3.12";
      function.handler = "index.handler";
    } else if (file.name == "lambda_function.py") {
      function.runtime = "python3.12";
      function.handler = "lambda_function.lambda_handler";
    } else if (file.name == "bootstrap") {
      function.runtime = "provided.al2023";
      function.handler = "bootstrap";
    } else {
      continue;
    }
    return true;
  }
  return false;
}

}  // namespace

void TaskServer::deploy() {
  Deployment deployment(cloud_);
  const fs::path directory = functions_directory() / "tasks";
  const std::string zip = package(sorted_files(directory / "server"));
  const std::string bucket = instance_ + "-deployment-" + deployment.account();
  const std::string key = to_hex(sha256(zip)) + ".zip";
  deployment.bucket(bucket);
  aws::s3::put_object(cloud_.aws(), {bucket, key}, zip, "application/zip");
  Stack stack(cloud_, instance_);
  stack.put("TemplateBody=" + aws::uri_encode(read_file(directory / "template.yaml")) +
            parameter(1, "Instance", instance_) + parameter(2, "CodeBucket", bucket) +
            parameter(3, "CodeKey", key));
  stack.wait();
  bucket_ = stack.output("Bucket");
  queue_ = stack.output("Queue");
}

std::string TaskServer::deploy_function(const std::string& directory, const std::string& name) {
  FunctionToDeploy function{.name = name, .files = sorted_files(directory), .timeout_s = task_timeout_s};
  if (!choose_runtime(function)) {
    throw std::runtime_error(directory +
                             " holds no function: none of index.js, index.mjs, index.cjs, index.py, "
                             "lambda_function.py, bootstrap");
  }
  Deployment deployment(cloud_);
  deployment.role(instance_ + "-task");
  deployment.function(function);
  return name;
}

json::object TaskServer::upload(const std::string& name, const std::string& bytes) {
  const std::string key = "upload/" + to_hex(sha256(bytes)) + "/" + name;
  aws::s3::put_object(cloud_.aws(), {bucket_, key}, bytes, "application/octet-stream");
  return {{"bucket", bucket_}, {"key", key}};
}

std::string TaskServer::put(const json::object& action, const json::object& objects) {
  json::object payload = {{"action", action}, {"bucket", bucket_}, {"queue", queue_}};
  if (!objects.empty()) payload["objects"] = objects;
  if (const std::string text = to_text(action); text.size() > most_inline) {
    payload["source"] = "s3";
    payload["action"] = upload("action.json", text);
  }
  const json::object answer = invoke("queue", payload);
  return text_of(answer, "queue_id");
}

json::object TaskServer::look(const json::object& wanted) { return invoke("view", wanted); }

json::array TaskServer::tasks_after(std::int64_t task_id) {
  json::array tasks;
  for (;;) {
    const json::object seen = look({{"tasks", true}, {"events", false}, {"after_task", task_id}});
    const json::array* page = find_array(seen, "tasks");
    if (page == nullptr || page->empty()) return tasks;
    tasks.insert(tasks.end(), page->begin(), page->end());
    task_id = find_number(page->back().as_object(), "task_id").value_or(task_id);
  }
}

json::object TaskServer::action(const std::string& queue_id) {
  const json::object seen = look({{"events", false}, {"queue_ids", json::array{queue_id}}});
  const json::array* actions = find_array(seen, "actions");
  return actions == nullptr || actions->empty() ? json::object() : actions->front().as_object();
}

json::value TaskServer::result(const std::string& queue_id) {
  const std::string text =
      aws::s3::get_object(cloud_.aws(), {bucket_, "queue/" + queue_id + "/out/content.json"});
  return parse_json(text).value_or(json::value(text));
}

json::object TaskServer::invoke(const std::string& function, const json::object& payload) {
  std::string answer;
  try {
    answer = aws::lambda_service::invoke(cloud_.aws(), instance_ + "-" + function, to_text(payload));
  } catch (const aws::lambda_service::FunctionFailure& failure) {
    throw std::runtime_error(failure.words);
  }
  const auto value = parse_json(answer);
  return value && value->is_object() ? value->get_object() : json::object();
}

}  // namespace orrery::cli

#include "services/lambda/environment.h"

#include <algorithm>

#include "services/lambda/shim_directory.h"

namespace orrery::lambda {

std::vector<std::pair<std::string, std::string>> make_environment(const Runnable& runnable,
                                                                  const Surroundings& surroundings) {
  const std::string task_root = runnable.code_root.string();
  std::vector<std::pair<std::string, std::string>> all = {
      {"AWS_LAMBDA_FUNCTION_NAME", runnable.name},
      {"AWS_LAMBDA_FUNCTION_VERSION", runnable.version},
      {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", std::to_string(runnable.memory_mb)},
      {"AWS_LAMBDA_LOG_GROUP_NAME", runnable.log_group},
      {"AWS_LAMBDA_LOG_STREAM_NAME", surroundings.log_stream},
      {"AWS_LAMBDA_LOG_FORMAT", runnable.json_logs ? "JSON" : "Text"},
      {"AWS_LAMBDA_INITIALIZATION_TYPE", std::string(surroundings.initialization)},
      {"AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + std::to_string(surroundings.runtime_port)},
      {"AWS_REGION", runnable.region},
      {"AWS_DEFAULT_REGION", runnable.region},
      // The access key is the account: what a function calls is called on behalf of its own account.
      {"AWS_ACCESS_KEY_ID", runnable.account},
      {"AWS_SECRET_ACCESS_KEY", "orrery"},
      {"AWS_SESSION_TOKEN", "orrery"},
      {"AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"},
      {"_HANDLER", runnable.handler},
      {"LAMBDA_TASK_ROOT", task_root},
      {"LAMBDA_RUNTIME_DIR", shim_directory().string()}};
  if (runnable.kind != RuntimeKind::provided)
    all.emplace_back("AWS_EXECUTION_ENV", "AWS_Lambda_" + runnable.runtime);
  std::string path = "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
              libraries = task_root + ":" + task_root + "/lib:/opt/lib";
  if (!runnable.layers.empty()) {
    std::string layers;
    for (const auto& layer : runnable.layers) {
      layers += (layers.empty() ? "" : ":") + layer.string();
      path += ":" + (layer / "bin").string();
      libraries += ":" + (layer / "lib").string();
    }
    all.emplace_back("ORRERY_LAYERS", std::move(layers));
  }
  // What the user may set himself.
  std::vector<std::pair<std::string, std::string>> defaults = {{"AWS_ENDPOINT_URL", surroundings.endpoint},
                                                               {"LANG", "en_US.UTF-8"},
                                                               {"TZ", ":UTC"},
                                                               {"PATH", std::move(path)},
                                                               {"LD_LIBRARY_PATH", std::move(libraries)}};
  if (!surroundings.tmp.empty()) defaults.emplace_back("TMPDIR", surroundings.tmp.string());
  for (auto& pair : defaults) {
    const bool given = std::any_of(runnable.environment.begin(), runnable.environment.end(),
                                   [&](const auto& own) { return own.first == pair.first; });
    if (!given) all.push_back(std::move(pair));
  }
  all.insert(all.end(), runnable.environment.begin(), runnable.environment.end());
  return all;
}

}  // namespace orrery::lambda

#include "services/lambda/interpreters.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace orrery::lambda {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return false;
  char magic[4] = {};
  std::ifstream(path, std::ios::binary).read(magic, 4);
  return std::string_view(magic, 4) ==
         "\x7f"
         "ELF";
}

std::vector<fs::path> on_path(const std::string& name) {
  std::vector<fs::path> found;
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
  const auto consider = [&](const fs::path& directory) {
    std::error_code failed;
    const fs::path path = fs::canonical(directory / name, failed);
    if (!failed && is_program(path)) found.push_back(path);
  };
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    consider(fs::path(rest.substr(0, colon)));
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  consider("/usr/bin");
  return found;
}

// Whether boto3 lies where this interpreter looks, without starting it.
bool has_boto3(const fs::path& python) {
  const fs::path prefix = python.parent_path().parent_path();
  std::error_code failed;
  if (prefix == "/usr" && fs::exists("/usr/lib/python3/dist-packages/boto3", failed)) return true;
  const std::string version = python.filename().string();
  return fs::exists(prefix / "lib" / version / "site-packages" / "boto3", failed) ||
         fs::exists(fs::path("/usr/local/lib") / version / "dist-packages" / "boto3", failed);
}

std::optional<fs::path> find_python(std::string_view runtime) {
  if (const char* given = std::getenv("ORRERY_PYTHON")) return fs::path(given);
  const auto exact = on_path(std::string(runtime));
  const auto any = on_path("python3");
  for (const auto* candidates : {&exact, &any})
    for (const fs::path& path : *candidates)
      if (has_boto3(path)) return path;
  if (!exact.empty()) return exact.front();
  if (!any.empty()) return any.front();
  return std::nullopt;
}

std::optional<fs::path> find_node() {
  if (const char* given = std::getenv("ORRERY_NODE")) return fs::path(given);
  const auto found = on_path("node");
  return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace

std::optional<fs::path> find_interpreter(std::string_view runtime) {
  // Looking for it reads directories and files, and the host's programs stay where they are.
  static std::map<std::string, std::optional<fs::path>, std::less<>> known;
  const auto found = known.find(runtime);
  if (found != known.end()) return found->second;
  return known.emplace(runtime, runtime.starts_with("python") ? find_python(runtime) : find_node())
      .first->second;
}

}  // namespace orrery::lambda

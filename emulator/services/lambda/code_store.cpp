#include "services/lambda/code_store.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "core/digest.h"
#include "services/lambda/refusals.h"
#include "services/lambda/shim_directory.h"
#include "services/lambda/unzip.h"

namespace orrery::lambda {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t direct_limit = 50 << 20;  // of a package that comes with the request

struct Job {
  std::string archive;
  CodeStore::Form form;
  fs::path directory;
  std::string temporary;
  std::optional<CodeStore::Stored> stored;
};

bool write_whole(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good();
}

// Runs on a worker. A package that is there already is complete, for it was renamed into place.
CodeStore::Stored store(Job& job) {
  if (job.form == CodeStore::Form::base64) {
    auto bytes = from_base64(job.archive);
    if (!bytes) return AwsError("SerializationException", "The ZipFile is not valid base64 text.");
    job.archive = *std::move(bytes);
  }
  const std::string digest = sha256(job.archive);
  Code code{to_hex(digest), {}, job.archive.size(), to_base64(digest), {}, {}};
  const fs::path package = job.directory / "package" / (code.hash + ".zip");
  const fs::path task = job.directory / "task" / code.hash;
  std::error_code failed;
  if (fs::exists(task, failed) && fs::exists(package, failed)) return code;
  fs::create_directories(job.directory / "package", failed);
  fs::create_directories(job.directory / "task", failed);
  const fs::path half_package = job.directory / "package" / job.temporary;
  const fs::path half_task = job.directory / "task" / job.temporary;
  if (failed || !write_whole(half_package, job.archive))
    return AwsError("ServiceException", "The code package cannot be written to " + job.directory.string(),
                    500);
  if (auto wrong = unzip(half_package, half_task)) {
    fs::remove(half_package, failed);
    fs::remove_all(half_task, failed);
    return invalid_parameter(*std::move(wrong));
  }
  fs::rename(half_package, package, failed);
  fs::rename(half_task, task, failed);
  if (std::error_code unknown; failed && !fs::exists(task, unknown))
    return AwsError("ServiceException", "The code package cannot be kept: " + failed.message(), 500);
  return code;
}

}  // namespace

CodeStore::CodeStore(Loop& loop, fs::path directory) : loop_(loop), directory_(std::move(directory)) {
  // What AWS supplies beside a Node function. An ES module looks for it above its own folder, and nowhere
  // else.
  std::error_code ignored;
  const fs::path supplied = shim_directory() / "node" / "node_modules", link = directory_ / "node_modules";
  if (shim_directory().empty()) return;
  fs::create_directories(directory_, ignored);
  fs::remove(link, ignored);
  fs::create_directory_symlink(supplied, link, ignored);
}

void CodeStore::add(std::string archive, Form form, Function<void(Stored)> done) {
  if (form == Form::base64 && archive.size() / 4 * 3 > direct_limit)
    return done(package_too_large(direct_limit));
  auto job = std::make_shared<Job>(
      Job{std::move(archive), form, directory_, ".half-" + std::to_string(++next_), std::nullopt});
  loop_.work([job] { job->stored = store(*job); },
             [job, done = std::move(done)]() mutable { done(*std::move(job->stored)); });
}

fs::path CodeStore::root_of(const Code& code) const {
  return code.directory.empty() ? directory_ / "task" / code.hash : fs::path(code.directory);
}

std::vector<fs::path> CodeStore::layers_of(const Code& code) const {
  std::vector<fs::path> roots;
  for (auto hash = code.layers.rbegin(); hash != code.layers.rend(); ++hash)
    roots.push_back(directory_ / "task" / *hash);
  return roots;
}

fs::path CodeStore::package_of(const Code& code) const {
  return directory_ / "package" / (code.hash + ".zip");
}

std::vector<fs::path> CodeStore::unused(std::vector<std::string> used) const {
  std::sort(used.begin(), used.end());
  std::vector<fs::path> found;
  for (const char* kind : {"package", "task"}) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(directory_ / kind, failed))
      if (!std::binary_search(used.begin(), used.end(), entry.path().stem().string()))
        found.push_back(entry.path());
  }
  return found;
}

}  // namespace orrery::lambda

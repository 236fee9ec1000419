#include "cli/run_package.h"

#include <fstream>
#include <iterator>
#include <minizip/zip.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace orrery::cli {
namespace {

namespace fs = std::filesystem;

constexpr unsigned long made_by_unix = 3u << 8 | 20;  // so that the permissions are read as such

// minizip writes to files; this one is gone with its owner.
class TemporaryFile {
 public:
  TemporaryFile() : path_((fs::temp_directory_path() / "orrery-package-XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) throw std::runtime_error("cannot write to " + path_);
    ::close(descriptor);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void add(zipFile zip, const PackedFile& file) {
  zip_fileinfo info{};
  info.tmz_date = {.tm_sec = 0, .tm_min = 0, .tm_hour = 0, .tm_mday = 1, .tm_mon = 0, .tm_year = 1980};
  info.external_fa = static_cast<uLong>(file.mode) << 16;
  const int opened =
      zipOpenNewFileInZip4(zip, file.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, 0, 0, 0,
                           -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, made_by_unix, 0);
  if (opened != ZIP_OK ||
      zipWriteInFileInZip(zip, file.bytes.data(), static_cast<unsigned>(file.bytes.size())) != ZIP_OK ||
      zipCloseFileInZip(zip) != ZIP_OK) {
    throw std::runtime_error("cannot pack " + file.name);
  }
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<PackedFile> files_below(const fs::path& directory) {
  if (!fs::is_directory(directory)) {
    throw std::runtime_error("there is no function in " + directory.string() +
                             ": build the target orrery_functions");
  }
  std::vector<PackedFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    struct stat status {};
    ::stat(entry.path().c_str(), &status);
    files.push_back(
        {entry.path().lexically_relative(directory).string(), read_file(entry.path()), status.st_mode});
  }
  return files;
}

std::string package(const std::vector<PackedFile>& files) {
  const TemporaryFile out;
  const zipFile zip = zipOpen(out.path().c_str(), APPEND_STATUS_CREATE);
  if (zip == nullptr) throw std::runtime_error("cannot write to " + out.path());
  try {
    for (const PackedFile& file : files) add(zip, file);
  } catch (...) {
    zipClose(zip, nullptr);
    throw;
  }
  if (zipClose(zip, nullptr) != ZIP_OK) throw std::runtime_error("cannot write to " + out.path());
  return read_file(out.path());
}

}  // namespace orrery::cli

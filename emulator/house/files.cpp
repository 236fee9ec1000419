#include "house/files.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace orrery {
namespace {

namespace fs = std::filesystem;

constexpr const char* temporary_prefix = "orrery-";
// What is kept and what is temporary are told apart by the name of the lock, for a name of the user's own may
// begin like ours.
constexpr const char* kept_lock = "lock";
constexpr const char* temporary_lock = "temporary";

// Holds the directory's lock file for the life of the process; -1 where another holds it.
//
// What is kept is locked for the process alone: children that are being started when we are killed still have
// our files open, and the next orrery must not wait for them. What is temporary is locked for the open file,
// so that several houses in one process do not sweep each other away.
int lock_directory(const fs::path& directory, bool temporary) {
  const fs::path name = directory / (temporary ? temporary_lock : kept_lock);
  const int lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    throw std::system_error(errno, std::generic_category(), "cannot write to " + directory.string());
  if ((temporary ? ::flock(lock, LOCK_EX | LOCK_NB) : ::lockf(lock, F_TLOCK, 0)) == 0) return lock;
  ::close(lock);
  return -1;
}

// Whether the locked file is still the one of that name.
bool is_there(int lock, const fs::path& name) {
  struct stat held {
  }, named{};
  if (::fstat(lock, &held) == 0 && ::stat(name.c_str(), &named) == 0 && held.st_ino == named.st_ino)
    return true;
  ::close(lock);
  return false;
}

// Removes what killed orreries of this user left behind: their locks are free.
void sweep(const fs::path& parent) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(parent, failed)) {
    if (!entry.path().filename().string().starts_with(temporary_prefix)) continue;
    const int lock = ::open((entry.path() / temporary_lock).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (lock < 0) continue;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), failed);
    ::close(lock);
  }
}

// Not /tmp where that can be helped: each function has one of its own in its place, empty as on AWS, and many
// clear it.
fs::path temporary_parent() {
  const fs::path better = "/var/tmp";
  if (!std::getenv("TMPDIR") && ::access(better.c_str(), R_OK | W_OK | X_OK) == 0) return better;
  return fs::temp_directory_path();
}

}  // namespace

Files::Files(const std::optional<fs::path>& data) : temporary_(!data) {
  if (data) {
    std::error_code failed;
    fs::create_directories(*data, failed);
    if (!failed) path_ = fs::canonical(*data, failed);
    if (failed) throw std::system_error(failed, "cannot keep data in " + data->string());
    lock_ = lock_directory(path_, temporary_);
    if (lock_ < 0) throw std::runtime_error(path_.string() + " is in use by another orrery");
    return;
  }
  const fs::path parent = temporary_parent();
  sweep(parent);
  // Another orrery that sweeps may take a directory for abandoned before it is locked: then one more is made.
  do {
    std::string name = (parent / (std::string(temporary_prefix) + "XXXXXX")).string();
    if (!::mkdtemp(name.data()))
      throw std::system_error(errno, std::generic_category(), "cannot create " + name);
    path_ = name;
    lock_ = lock_directory(path_, temporary_);
  } while (lock_ < 0 || !is_there(lock_, path_ / temporary_lock));
}

Files::~Files() {
  std::error_code ignored;
  if (temporary_) fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace orrery

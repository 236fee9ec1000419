#include "services/lambda/hot_reload.h"

#include <sys/inotify.h>
#include <unistd.h>

#include "services/lambda/descriptor.h"

namespace orrery::lambda {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t interest = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_MODIFY;

bool is_noise(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == "__pycache__" || name == ".git";
}

}  // namespace

// The kernel has queued what happened by the time the writer's call returns, so reading the queue when an
// invocation comes is exact and costs nothing in between.
struct HotReload::Watch {
  explicit Watch(const fs::path& root_) : root(root_), queue(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    add_all();
  }

  void add_all() {
    std::error_code failed;
    ::inotify_add_watch(queue.number(), root.c_str(), interest);
    for (auto entry = fs::recursive_directory_iterator(root, failed); !failed && entry != fs::end(entry);
         entry.increment(failed)) {
      if (!entry->is_directory(failed)) continue;
      if (is_noise(entry->path()))
        entry.disable_recursion_pending();
      else
        ::inotify_add_watch(queue.number(), entry->path().c_str(), interest);
    }
  }

  bool drain() {
    bool any = false;
    alignas(inotify_event) char buffer[16 * 1024];
    ssize_t got = 0;
    while ((got = ::read(queue.number(), buffer, sizeof buffer)) > 0) {
      for (ssize_t at = 0; at < got;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
        if (event->len == 0 || !is_noise(event->name)) any = true;
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
      }
    }
    if (any) add_all();  // new directories; known ones keep their watch
    return any;
  }

  fs::path root;
  Descriptor queue;
};

HotReload::HotReload() = default;
HotReload::~HotReload() = default;

bool HotReload::changed(const fs::path& directory) {
  std::unique_ptr<Watch>& watch = watches_[directory.string()];
  if (watch) return watch->drain();
  watch = std::make_unique<Watch>(directory);
  return false;
}

}  // namespace orrery::lambda

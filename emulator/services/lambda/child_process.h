#pragma once
// Starts programs. The one home of Boost.Process, and of what Linux lets a child be given at its birth.
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace orrery::lambda {

// What the child sees in other places than we. A directory as /tmp: what it needs of the real one (its code
// may be there) stays visible, as `kept` paths are mounted again inside `directory`, where prepare() made
// room for them. And layers over /opt, the first on top.
struct PrivateTmp {
  std::filesystem::path directory;  // empty: the child sees the host's /tmp
  std::vector<std::string> kept;
  std::vector<std::filesystem::path> layers;

  static bool permitted();  // may this process make mount namespaces? Probed once.
  // Makes the mount points of those of `paths` that lie under /tmp.
  static PrivateTmp prepare(std::filesystem::path directory, const std::vector<std::filesystem::path>& paths);
};

struct ChildSpec {
  std::filesystem::path executable;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // "NAME=value"; nothing else is inherited
  std::filesystem::path directory;       // where it starts; empty: as we
  int input = -1;                        // its standard input; -1: /dev/null
  int output = -1;                       // its standard output and error; -1: ours
  int extra = -1;                        // becomes descriptor 3; -1: none
  PrivateTmp tmp;
  std::size_t memory_bytes = 0;  // limit of its data; 0: none
  bool dies_with_us = true;      // SIGKILL when the thread that started it ends
};

// The child leads a process group of its own and inherits no other descriptor. Call it on a thread that
// lives as long as the process. Throws std::system_error.
pid_t spawn(const ChildSpec& spec);

}  // namespace orrery::lambda

#pragma once
// Starts sandboxes' processes, each kind of runtime in its own way, and tells when they end.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/function.h"
#include "core/loop.h"
#include "services/lambda/child_process.h"
#include "services/lambda/functions.h"
#include "services/lambda/watchdog.h"
#include "services/lambda/zygote.h"

namespace orrery::lambda {

struct Launch {
  std::shared_ptr<const Runnable> runnable;
  std::vector<std::pair<std::string, std::string>> environment;
  std::filesystem::path tmp;  // an empty directory of its own
  int output = -1;
};

// A running process and all that it started, as far as that stayed in its process group.
class Process {
 public:
  virtual ~Process() = default;  // kills
  virtual void kill() = 0;
  virtual void terminate() = 0;  // asks it to end
  // It should have begun long ago: also ends what was to start it, where that does not even answer.
  virtual void give_up() { kill(); }
  virtual pid_t pid() const = 0;  // 0 until it is known
};

// The script that starts the runtime in its place; empty: there is none. Only AWS's own runtimes have one.
std::string wrapper_of(const Runnable& runnable);
// Its process comes from the fork server of its runtime.
inline bool is_forked(const Runnable& runnable) {
  return runnable.kind == RuntimeKind::python && wrapper_of(runnable).empty();
}

class Launcher {
 public:
  explicit Launcher(Loop& loop) : loop_(loop) {}

  // `ended` runs once, as a turn, with a status as from waitpid; not after the Process is destroyed.
  // Throws std::system_error where it cannot be started.
  std::unique_ptr<Process> start(const Launch& launch, Function<void(int)> ended);
  // The same for another program beside the runtime.
  std::unique_ptr<Process> start_program(const Launch& launch, const std::filesystem::path& program,
                                         Function<void(int)> ended);
  // Gets ready what the first start of this runtime would wait for.
  void warm(std::string_view runtime);

 private:
  std::unique_ptr<Process> start_directly(const Launch& launch, Function<void(int)> ended);
  std::unique_ptr<Process> start_forked(const Launch& launch, Function<void(int)> ended);
  std::unique_ptr<Process> spawned(ChildSpec spec, const Launch& launch, Function<void(int)> ended);
  // Throws std::system_error where there is no interpreter, or no shim.
  const std::shared_ptr<Zygote>& zygote(std::string_view runtime);

  Loop& loop_;
  Watchdog watchdog_;
  std::map<std::filesystem::path, std::shared_ptr<Zygote>> zygotes_;  // by interpreter
};

}  // namespace orrery::lambda

#include "services/lambda/launcher.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "services/lambda/child_process.h"
#include "services/lambda/interpreters.h"
#include "services/lambda/shim_directory.h"

namespace orrery::lambda {
namespace {

// A limit far above the function's own: what grows slowly is seen and killed as AWS does it, what asks for
// all at once is refused before the host suffers.
std::size_t hard_memory_limit(const Runnable& runnable) {
  return (static_cast<std::size_t>(runnable.memory_mb) * 2 + 512) << 20;
}

[[noreturn]] void cannot_start(const std::string& what) {
  throw std::system_error(ENOENT, std::generic_category(), what);
}

// What of ours runs inside the function's process.
std::filesystem::path shim_file(const char* name) {
  const auto file = shim_directory() / name;
  if (!std::filesystem::exists(file))
    cannot_start("orrery is not installed with its shim/" + std::string(name));
  return file;
}

class DirectProcess final : public Process {
 public:
  DirectProcess(Loop& loop, Watchdog& watchdog, pid_t pid, Function<void(int)> ended)
      : watchdog_(watchdog), pid_(pid), ended_(std::move(ended)) {
    handle_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    if (!handle_) {
      const int error = errno;
      ::kill(-pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
      throw std::system_error(error, std::generic_category(), "pidfd_open");
    }
    watchdog_.begins(pid_);
    readable_ = std::make_unique<Readable>(loop, handle_.number(), [this] { reap(); });
  }

  ~DirectProcess() override {
    readable_.reset();
    if (!pid_) return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    watchdog_.ends(pid_);
  }

  void kill() override {
    if (pid_) ::kill(-pid_, SIGKILL);
  }
  void terminate() override {
    if (pid_) ::kill(-pid_, SIGTERM);
  }
  pid_t pid() const override { return pid_; }

 private:
  void reap() {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return;
    ::kill(-pid_, SIGKILL);  // what it left behind
    watchdog_.ends(pid_);
    pid_ = 0;
    auto ended = std::move(ended_);
    ended(status);
  }

  Watchdog& watchdog_;
  pid_t pid_;
  Function<void(int)> ended_;
  Descriptor handle_;
  std::unique_ptr<Readable> readable_;
};

class ForkedProcess final : public Process, private Zygote::Child {
 public:
  ForkedProcess(std::shared_ptr<Zygote> zygote, Watchdog& watchdog, json::object request, int output,
                Function<void(int)> ended)
      : zygote_(std::move(zygote)), watchdog_(watchdog), ended_(std::move(ended)) {
    id_ = zygote_->fork(std::move(request), output, *this);
  }

  ~ForkedProcess() override {
    zygote_->forget(id_);
    gone();
  }

  void kill() override {
    killed_ = true;
    if (!pid_) return;
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);  // it may not lead its own group yet
  }
  void terminate() override {
    if (pid_) ::kill(-pid_, SIGTERM);
  }
  void give_up() override {
    if (pid_)
      kill();
    else
      zygote_->kill();
  }
  pid_t pid() const override { return pid_; }

 private:
  void born(pid_t pid) override {
    pid_ = pid;
    watchdog_.begins(pid_);
    if (killed_) kill();
  }
  void ended(int status) override {
    gone();
    auto ended = std::move(ended_);
    ended(status);
  }
  void gone() {
    if (!pid_) return;
    ::kill(-pid_, SIGKILL);
    watchdog_.ends(pid_);
    pid_ = 0;
  }

  std::shared_ptr<Zygote> zygote_;
  Watchdog& watchdog_;
  Function<void(int)> ended_;
  std::uint64_t id_ = 0;
  pid_t pid_ = 0;
  bool killed_ = false;
};

}  // namespace

std::unique_ptr<Process> Launcher::start(const Launch& launch, Function<void(int)> ended) {
  if (launch.runnable->kind == RuntimeKind::python) return start_forked(launch, std::move(ended));
  return start_directly(launch, std::move(ended));
}

std::unique_ptr<Process> Launcher::start_directly(const Launch& launch, Function<void(int)> ended) {
  ChildSpec spec;
  if (launch.runnable->kind == RuntimeKind::node) {
    const auto node = find_interpreter(launch.runnable->runtime);
    if (!node) cannot_start("no node on this host for runtime " + launch.runnable->runtime);
    spec.executable = *node;
    // As on AWS; else the heap would grow by the memory of the host.
    spec.arguments = {"--max-old-space-size=" + std::to_string(launch.runnable->memory_mb),
                      shim_file("node/bootstrap.js").string()};
  } else {
    spec.executable = launch.runnable->code_root / "bootstrap";
    spec.memory_bytes = hard_memory_limit(*launch.runnable);
  }
  return spawned(std::move(spec), launch, std::move(ended));
}

std::unique_ptr<Process> Launcher::start_program(const Launch& launch, const std::filesystem::path& program,
                                                 Function<void(int)> ended) {
  ChildSpec spec;
  spec.executable = program;
  spec.memory_bytes = hard_memory_limit(*launch.runnable);
  return spawned(std::move(spec), launch, std::move(ended));
}

std::unique_ptr<Process> Launcher::spawned(ChildSpec spec, const Launch& launch, Function<void(int)> ended) {
  spec.environment.reserve(launch.environment.size());
  for (const auto& [name, value] : launch.environment) spec.environment.push_back(name + "=" + value);
  spec.directory = launch.runnable->code_root;
  spec.output = launch.output;
  if (PrivateTmp::permitted())
    spec.tmp = PrivateTmp::prepare(
        launch.tmp, {launch.runnable->code_root, shim_directory(), spec.executable.parent_path()});
  return std::make_unique<DirectProcess>(loop_, watchdog_, spawn(spec), std::move(ended));
}

const std::shared_ptr<Zygote>& Launcher::zygote(std::string_view runtime) {
  const auto python = find_interpreter(runtime);
  if (!python) cannot_start("no python on this host for runtime " + std::string(runtime));
  const auto script = shim_file("python/zygote.py");
  std::shared_ptr<Zygote>& zygote = zygotes_[*python];
  if (!zygote || !zygote->alive()) zygote = std::make_shared<Zygote>(loop_, *python, script);
  return zygote;
}

std::unique_ptr<Process> Launcher::start_forked(const Launch& launch, Function<void(int)> ended) {
  const std::shared_ptr<Zygote>& parent = zygote(launch.runnable->runtime);
  json::object environment;
  for (const auto& [name, value] : launch.environment) environment[name] = value;
  json::object request{{"env", std::move(environment)},
                       {"cwd", launch.runnable->code_root.string()},
                       {"handler", launch.runnable->handler},
                       {"memory_mb", launch.runnable->memory_mb}};
  request["tmp"] = launch.tmp.string();
  return std::make_unique<ForkedProcess>(parent, watchdog_, std::move(request), launch.output,
                                         std::move(ended));
}

void Launcher::warm(std::string_view runtime) {
  try {
    zygote(runtime);
  } catch (const std::system_error&) {
    // The first invocation will say what is missing.
  }
}

}  // namespace orrery::lambda

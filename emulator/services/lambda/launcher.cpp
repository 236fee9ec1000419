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

// As the bootstraps of AWS's runtimes start one by a script: $0, with the command line of the runtime.
constexpr const char* start_by_wrapper = R"(
if [ ! -f "$0" ]; then echo "$0: does not exist"; exit 127; fi
if [ ! -x "$0" ]; then echo "$0: is not an executable"; exit 126; fi
exec "$0" "$@")";

// Where the file really is that a function knows by this path.
std::string real_path(const Runnable& runnable, const std::string& path) {
  constexpr std::string_view task = "/var/task/", opt = "/opt/";
  if (path.starts_with(task)) return runnable.code_root / path.substr(task.size());
  if (path.starts_with(opt)) {
    std::error_code failed;
    for (const auto& layer : runnable.layers)
      if (auto file = layer / path.substr(opt.size()); std::filesystem::exists(file, failed)) return file;
  }
  return path;
}

void start_by(const std::string& wrapper, ChildSpec& spec) {
  spec.arguments.insert(spec.arguments.begin(), {"-c", start_by_wrapper, wrapper, spec.executable.string()});
  spec.executable = "/bin/sh";
}

std::filesystem::path interpreter_of(std::string_view runtime) {
  if (auto found = find_interpreter(runtime)) return *std::move(found);
  const std::string name = runtime.starts_with("python") ? "python" : "node";
  cannot_start("no " + name + " on this host for runtime " + std::string(runtime));
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
    readable_.reset();  // it would stay readable
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

std::string wrapper_of(const Runnable& runnable) {
  if (runnable.kind == RuntimeKind::provided) return {};
  for (const auto& [name, value] : runnable.environment)
    if (name == "AWS_LAMBDA_EXEC_WRAPPER") return value;
  return {};
}

std::unique_ptr<Process> Launcher::start(const Launch& launch, Function<void(int)> ended) {
  if (is_forked(*launch.runnable)) return start_forked(launch, std::move(ended));
  return start_directly(launch, std::move(ended));
}

std::unique_ptr<Process> Launcher::start_directly(const Launch& launch, Function<void(int)> ended) {
  ChildSpec spec;
  if (launch.runnable->kind == RuntimeKind::node) {
    spec.executable = interpreter_of(launch.runnable->runtime);
    // As on AWS; else the heap would grow by the memory of the host.
    spec.arguments = {"--max-old-space-size=" + std::to_string(launch.runnable->memory_mb),
                      shim_file("node/bootstrap.js").string()};
  } else if (launch.runnable->kind == RuntimeKind::python) {
    spec.executable = interpreter_of(launch.runnable->runtime);
    spec.arguments = {shim_file("python/bootstrap.py").string()};
    spec.memory_bytes = hard_memory_limit(*launch.runnable);
  } else {
    spec.executable = launch.runnable->code_root / "bootstrap";
    spec.memory_bytes = hard_memory_limit(*launch.runnable);
  }
  if (const std::string wrapper = wrapper_of(*launch.runnable); !wrapper.empty())
    start_by(real_path(*launch.runnable, wrapper), spec);
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
  if (PrivateTmp::permitted()) {
    std::vector<std::filesystem::path> needed = launch.runnable->layers;
    needed.insert(needed.end(),
                  {launch.runnable->code_root, shim_directory(), spec.executable.parent_path()});
    spec.tmp = PrivateTmp::prepare(launch.tmp, needed);
    spec.tmp.layers = launch.runnable->layers;
  }
  return std::make_unique<DirectProcess>(loop_, watchdog_, spawn(spec), std::move(ended));
}

const std::shared_ptr<Zygote>& Launcher::zygote(std::string_view runtime) {
  const auto python = interpreter_of(runtime);
  const auto script = shim_file("python/zygote.py");
  std::shared_ptr<Zygote>& zygote = zygotes_[python];
  if (!zygote || !zygote->alive()) zygote = std::make_shared<Zygote>(loop_, python, script);
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

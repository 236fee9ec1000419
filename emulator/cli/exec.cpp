// orrery exec: a fresh emulator for one command, gone when it ends.
//
// The emulator is a child of ours rather than the other way round, so that the command keeps the terminal and
// its process group, and nothing it leaves behind can be taken for a function's process.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "cli/commands.h"

namespace orrery::cli {
namespace {

volatile std::sig_atomic_t command_pid = 0;

void forward(int signal) {
  if (command_pid > 0) ::kill(static_cast<pid_t>(command_pid), signal);
}

// In the child: tells the port, then serves until the parent goes or says so.
[[noreturn]] void serve(const HouseOptions& options, int report) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  int code = 0;
  try {
    House house(options);
    house.stop_on_signals();
    const std::uint16_t port = house.port();
    if (::write(report, &port, sizeof port) != sizeof port) std::_Exit(1);
    ::close(report);
    house.run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orrery: %s\n", error.what());
    code = 1;
  }
  std::_Exit(code);
}

pid_t run_command(const std::vector<std::string>& command, const std::string& endpoint) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::setenv("AWS_ENDPOINT_URL", endpoint.c_str(), 1);
  ::setenv("ORRERY_ENDPOINT", endpoint.c_str(), 1);
  ::setenv("AWS_ACCESS_KEY_ID", "test", 1);
  ::setenv("AWS_SECRET_ACCESS_KEY", "test", 1);
  ::setenv("AWS_DISABLE_HOST_PREFIX_INJECTION", "true", 1);  // sync-127.0.0.1 is nobody's name
  ::unsetenv("AWS_SESSION_TOKEN");
  ::unsetenv("AWS_PROFILE");
  for (const char* name : {"AWS_REGION", "AWS_DEFAULT_REGION"}) ::setenv(name, "us-east-1", 0);
  ::execvp(arguments[0], arguments.data());
  std::fprintf(stderr, "orrery: cannot run %s: %s\n", arguments[0], std::strerror(errno));
  std::_Exit(127);
}

int exit_code(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

int exec(const Exec& exec) {
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t emulator = ::fork();
  if (emulator == 0) {
    ::close(report[0]);
    serve(exec.house, report[1]);
  }
  ::close(report[1]);
  std::uint16_t port = 0;
  if (::read(report[0], &port, sizeof port) != sizeof port) {
    ::waitpid(emulator, nullptr, 0);
    return 1;  // it has said why
  }
  command_pid = run_command(exec.command, "http://127.0.0.1:" + std::to_string(port));
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, forward);
  int status = 0;
  while (::waitpid(static_cast<pid_t>(command_pid), &status, 0) < 0 && errno == EINTR) {
  }
  ::kill(emulator, SIGTERM);
  while (::waitpid(emulator, nullptr, 0) < 0 && errno == EINTR) {
  }
  return exit_code(status);
}

}  // namespace orrery::cli

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

// What the terminal sends, it sends to the command itself, too.
void forward(int signal, siginfo_t* told, void*) {
  if (command_pid > 0 && told->si_pid != 0) ::kill(static_cast<pid_t>(command_pid), signal);
}

void forward_signals() {
  struct sigaction action {};
  action.sa_sigaction = forward;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

pid_t forked() {
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "cannot start a process");
  return pid;
}

void wait_for(pid_t pid, int* status) {
  while (::waitpid(pid, status, 0) < 0 && errno == EINTR) {
  }
}

// In the child: tells the endpoint, then serves until the parent goes or says so.
[[noreturn]] void serve(const HouseOptions& options, int report) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  int code = 0;
  try {
    House house(options);
    house.stop_on_signals();
    const std::string endpoint = house.endpoint();
    if (::write(report, endpoint.data(), endpoint.size()) < 0) std::_Exit(1);
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
  const pid_t pid = forked();
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
  const pid_t emulator = forked();
  if (emulator == 0) {
    ::close(report[0]);
    serve(exec.house, report[1]);
  }
  ::close(report[1]);
  char endpoint[256];  // shorter than a pipe takes at once
  const ssize_t got = ::read(report[0], endpoint, sizeof endpoint);
  if (got <= 0) {
    wait_for(emulator, nullptr);
    return 1;  // it has said why
  }
  command_pid = run_command(exec.command, {endpoint, static_cast<std::size_t>(got)});
  forward_signals();
  int status = 0;
  wait_for(static_cast<pid_t>(command_pid), &status);
  ::kill(emulator, SIGTERM);
  wait_for(emulator, nullptr);
  return exit_code(status);
}

}  // namespace orrery::cli

// The floor of a fan-out: a bare pool of processes that are handed empty calls over socket pairs.
//
//   bench_pool CALLS PROCESSES [COMMAND...]   without a command the workers are forks of this program
// A worker reads one byte and writes one byte for each call. Prints the seconds it took.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

void serve() {
  char byte;
  while (::read(0, &byte, 1) == 1)
    if (::write(0, &byte, 1) != 1) break;
}

int start_worker(char** command) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) std::exit(1);
  if (::fork() == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(pair[1], 0);
    if (command[0]) ::execvp(command[0], command);
    ::close(pair[0]);
    serve();
    std::_Exit(0);
  }
  ::close(pair[1]);
  return pair[0];
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const int calls = std::atoi(arguments[1]), processes = std::atoi(arguments[2]);
  const auto began = std::chrono::steady_clock::now();
  std::vector<pollfd> workers;
  for (int index = 0; index < processes; ++index) workers.push_back({start_worker(arguments + 3), POLLIN, 0});
  int handed = 0, done = 0;
  char byte = 'x';
  for (const pollfd& worker : workers)
    if (handed < calls && ::write(worker.fd, &byte, 1) == 1) ++handed;
  while (done<calls&& ::poll(workers.data(), workers.size(), 10'000)> 0) {
    for (pollfd& worker : workers) {
      if (!(worker.revents & POLLIN) || ::read(worker.fd, &byte, 1) != 1) continue;
      ++done;
      if (handed < calls && ::write(worker.fd, &byte, 1) == 1) ++handed;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%.4f\n", took.count());
  return done == calls ? 0 : 1;
}

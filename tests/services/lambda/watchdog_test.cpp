#include "services/lambda/watchdog.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "services/lambda/child_process.h"
#include "tests/world.h"

using namespace orrery;
using namespace orrery::lambda;

namespace {

bool lives(pid_t pid) {
  siginfo_t seen{};
  // Dead but not yet waited for is dead.
  return ::waitid(P_PID, static_cast<id_t>(pid), &seen, WEXITED | WNOWAIT | WNOHANG) == 0 && seen.si_pid == 0;
}

pid_t start_sleeper() {
  ChildSpec spec;
  spec.executable = "/bin/sleep";
  spec.arguments = {"1000"};
  spec.dies_with_us = false;
  return spawn(spec);
}

}  // namespace

TEST_CASE("what is left when the emulator ends is killed by the watchdog", "[lambda]") {
  const pid_t forgotten = start_sleeper(), done = start_sleeper();
  {
    Watchdog watchdog;
    watchdog.begins(forgotten);
    watchdog.begins(done);
    watchdog.ends(done);
  }
  bool killed = false;
  for (int waited = 0; !killed && waited < 10'000; ++waited) {
    killed = !lives(forgotten);
    ::poll(nullptr, 0, 1);
  }
  CHECK(killed);
  CHECK(lives(done));
  ::kill(forgotten, SIGKILL);
  ::kill(done, SIGKILL);
  ::waitpid(done, nullptr, 0);
  ::waitpid(forgotten, nullptr, 0);
}

TEST_CASE("a program that is not there cannot be started", "[lambda]") {
  ChildSpec spec;
  spec.executable = "/no/such/program";
  CHECK_THROWS_AS(spawn(spec), std::system_error);
}

#pragma once
// Nothing that a function started outlives the emulator, even where the emulator is killed with SIGKILL.
//
// Children of ours die with us by PR_SET_PDEATHSIG, which their own children do not inherit. So a small shell
// script waits beside us: it is told each process group that begins and ends, reads the end of its input when
// we are gone, and kills the groups that are left.
#include <sys/types.h>

#include "services/lambda/descriptor.h"

namespace orrery::lambda {

class Watchdog {
 public:
  Watchdog() = default;
  ~Watchdog();
  void begins(pid_t group);  // starts the script at the first
  void ends(pid_t group);

 private:
  void start();
  void tell(char what, pid_t group);
  Descriptor line_;
  pid_t script_ = 0;
};

}  // namespace orrery::lambda

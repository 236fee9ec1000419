#include "services/lambda/wall_time.h"

#include <time.h>

namespace orrery::lambda {

std::int64_t host_epoch_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace orrery::lambda

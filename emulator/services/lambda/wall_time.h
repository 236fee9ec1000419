#pragma once
// Functions are programs of the host and read the host's clock, also where the emulator's stands still or
// jumps. A deadline is told to them in their own time.
#include <cstdint>

namespace orrery::lambda {

std::int64_t host_epoch_milliseconds();

}  // namespace orrery::lambda

#pragma once
// What dispatchers find around them.
#include <cstdlib>
#include <fstream>
#include <string>

#include "orrery/lambda.h"

namespace burst {

// A variable of the environment. Throws Misconfigured where it is not set.
inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw orrery::lambda::Error("Misconfigured", std::string(name) + " is not set");
  return value;
}

inline std::string new_uuid() {
  std::string uuid;
  std::ifstream("/proc/sys/kernel/random/uuid") >> uuid;
  return uuid;
}

}  // namespace burst

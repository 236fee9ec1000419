#pragma once
// One function per command, with what its options say. They return the exit code of the program.
#include <string>
#include <vector>

#include "house/house.h"

namespace orrery::cli {

int start(const HouseOptions& options);

struct Exec {
  HouseOptions house;
  std::vector<std::string> command;
};
int exec(const Exec& exec);

}  // namespace orrery::cli

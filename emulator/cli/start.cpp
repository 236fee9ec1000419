// orrery start: an emulator until it is told to stop.
#include <cstdio>
#include <unistd.h>

#include "cli/commands.h"

namespace orrery::cli {

int start(const HouseOptions& options) {
  House house(options);
  house.stop_on_signals();
  const std::string endpoint = house.endpoint();
  const bool bold = ::isatty(STDOUT_FILENO) != 0;
  std::printf("%sorrery ready at %s%s\n", bold ? "\033[1m" : "", endpoint.c_str(), bold ? "\033[0m" : "");
  std::printf(
      "export AWS_ENDPOINT_URL=%s AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 "
      "AWS_DEFAULT_REGION=us-east-1\n",
      endpoint.c_str());
  std::printf("# the console: %s/_orrery/\n", endpoint.c_str());
  std::fflush(stdout);
  house.run();
  return 0;
}

}  // namespace orrery::cli

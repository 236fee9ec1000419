// orrery clock and orrery health: a look at a running emulator, and its time turned.
#include <cstdio>

#include "cli/commands.h"
#include "cli/remote.h"

namespace orrery::cli {

int show_clock(const std::string& endpoint) {
  const json::object state = Remote(endpoint).get("/_orrery/clock");
  std::printf("%s (%s)\n", std::string(find_text(state, "now").value_or("")).c_str(),
              std::string(find_text(state, "mode").value_or("")).c_str());
  return 0;
}

int advance_clock(const std::string& endpoint, double seconds) {
  const json::object state = Remote(endpoint).post("/_orrery/clock/advance", {{"seconds", seconds}});
  std::printf("%s\n", std::string(find_text(state, "now").value_or("")).c_str());
  return 0;
}

int health(const std::string& endpoint) {
  const Remote remote(endpoint);
  const json::object state = remote.get("/_orrery/health");
  std::printf("%s: orrery %s is %s\n", remote.endpoint().c_str(),
              std::string(find_text(state, "version").value_or("?")).c_str(),
              std::string(find_text(state, "status").value_or("?")).c_str());
  if (const json::object* services = find_object(state, "services"))
    for (const auto& service : *services) std::printf("  %s\n", std::string(service.key()).c_str());
  return 0;
}

}  // namespace orrery::cli

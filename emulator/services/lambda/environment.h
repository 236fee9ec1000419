#pragma once
// The environment of a function: what AWS documents, what the user set, and nothing of the host's.
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "services/lambda/functions.h"

namespace orrery::lambda {

struct Surroundings {
  std::string endpoint;  // of the emulator: http://127.0.0.1:PORT
  std::uint16_t runtime_port;
  std::string log_stream;
  std::string_view initialization;  // on-demand or provisioned-concurrency
  std::filesystem::path tmp;        // for hosts that permit no private /tmp; empty: /tmp is private
};

std::vector<std::pair<std::string, std::string>> make_environment(const Runnable& runnable,
                                                                  const Surroundings& surroundings);

}  // namespace orrery::lambda

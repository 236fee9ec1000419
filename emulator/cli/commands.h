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

// Against a running emulator: see chosen_endpoint.
struct LogsOptions {
  std::string endpoint;
  std::string function;  // its name, or a whole log group that begins with '/'
  bool follow = false;
};
int logs(const LogsOptions& options);
struct PeekOptions {
  std::string endpoint;
  std::string queue;  // its name or URL
  bool json = false;
};
int peek(const PeekOptions& options);
struct TraceOptions {
  std::string endpoint;
  std::string id;            // or its beginning or end; empty: a list, unless one of those below asks for one
  std::string journal_file;  // read instead of asking an emulator
  bool last = false, all = false, json = false, tree = false;
  std::string events_file;  // written for Chrome and Perfetto
  std::size_t limit = 20;
};
int trace(const TraceOptions& options);
int show_clock(const std::string& endpoint);
int advance_clock(const std::string& endpoint, double seconds);
int health(const std::string& endpoint);

}  // namespace orrery::cli

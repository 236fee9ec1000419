#pragma once
// orrery run: the jobs that come with the program, deployed and run through the AWS APIs.
#include <cstdint>
#include <optional>
#include <string>

#include "core/json.h"
#include "house/house.h"

namespace CLI {
class App;
}

namespace orrery::cli {

// Adds "run" with a subcommand per job to the program's commands; sets `code` to the exit code of the one
// that ran.
void add_run(CLI::App& app, int& code);

// What every job understands.
struct RunOptions {
  HouseOptions house;
  std::string endpoint;  // empty: an emulator of its own
  bool json = false;     // the summary as JSON on standard output
};

struct RunBurst {
  RunOptions run;
  std::string worker = "mandelbrot";  // or noop, faulty
  std::string language = "cpp";       // or python, node
  int width = 1600, height = 1200, tile = 200;
  std::optional<std::int64_t> start, end;  // of the range; absent: the picture's tiles
  std::int64_t batch_size = 10;
  int levels = 1;
  std::optional<std::int64_t> max_parallelism;
  int job_timeout_s = 60;  // then the combiner gets what there is
  int worker_timeout_s = 60;
  int memory_mb = 256;
  std::string parameters;  // JSON, merged into jobParameters
  std::string out = "mandelbrot.png";
  std::string service = "burst", stage = "dev";
};

// 0 where the job completed, 1 where it failed or timed out, 130 after Ctrl-C.
int run_burst(const RunBurst& options);

}  // namespace orrery::cli

#pragma once
// orrery run: the jobs that come with the program, deployed and run through the AWS APIs.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "house/house.h"

namespace CLI {
class App;
}

namespace orrery::cli {

// What is wrong with a name that is empty, as that of a variable nobody has set; nothing otherwise.
inline std::string no_name(const std::string& given) { return given.empty() ? "no name is given" : ""; }

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
  std::string design = "classic";     // a tree of dispatchers; or map: a distributed Map
  std::string worker = "mandelbrot";  // or noop, faulty
  std::string language = "cpp";       // or python, node
  int width = 1600, height = 1200, tile = 200;
  std::optional<std::int64_t> start, end;  // of the range; absent: the picture's tiles
  std::int64_t batch_size = 10;
  int levels = 1;
  std::optional<std::int64_t> max_parallelism;
  std::optional<int> tolerated_percentage;  // of batches that fail; of the map design
  int job_timeout_s = 60;                   // then the combiner gets what there is
  bool maps() const { return design == "map"; }
  int worker_timeout_s = 60;
  int memory_mb = 256;
  std::string parameters;  // JSON, merged into jobParameters
  std::string out = "mandelbrot.png";
  std::string service = "burst", stage = "dev";
};

// 0 where the job completed, 1 where it failed or timed out, 130 after Ctrl-C.
int run_burst(const RunBurst& options);

struct RunWordcount {
  RunOptions run;
  std::vector<std::string> paths;  // files and directories; empty: /usr/share/common-licenses
  std::string compose = "http";    // or dynamodb, streams, s3, states
  std::string emit = "combined";   // or occurrence
  std::string components;          // a directory whose mapper.py, reducer.py, ... run in place of ours
  int chunks = 8, reducers = 3;
  double fail_share = 0;  // of the mappers' runs, once each
  std::uint64_t fail_seed = 1;
  int timeout_s = 300;
  std::size_t top = 10;  // rows of the table
  std::string service = "wordcount", stage = "dev";
};

// 0 where the counts are those of a single process, 1 where not, 130 after Ctrl-C.
int run_wordcount(const RunWordcount& options);

struct RunStar {
  RunOptions run;
  std::string directory;  // of a serverless.yml with a star
  std::string stage;      // empty: the file's, or dev
  std::string step;       // gets the first message
  std::string data = "{}";
  int timeout_s = 600;
};

// 0 where all work was done, 1 where messages failed for good, 130 after Ctrl-C.
int run_star(const RunStar& options);

struct RunTasks {
  RunOptions run;
  std::string action;                                        // JSON; empty: the demo
  std::vector<std::pair<std::string, std::string>> tasks;    // name, and a directory or a function's name
  std::vector<std::pair<std::string, std::string>> objects;  // name, and a file or a URL
  int timeout_s = 300;
  std::string instance = "xina";
};

// 0 where the action is done and its tasks are finished, 1 where not, 130 after Ctrl-C.
int run_tasks(const RunTasks& options);

struct RunFanIn {
  RunOptions run;
};

// 0 where the machine ran to its end, 1 where it failed, 130 after Ctrl-C.
int run_fan_in(const RunFanIn& options);

}  // namespace orrery::cli

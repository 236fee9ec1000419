#pragma once
// One word count: the functions of functions/mapreduce joined in one of five ways, started, and its result.
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/run.h"
#include "cli/run_cloud.h"
#include "cli/run_deploy.h"
#include "cli/run_journal.h"
#include "cli/run_text.h"

namespace orrery::cli {

class WordcountJob {
 public:
  WordcountJob(const RunWordcount& options, Cloud& cloud);

  void deploy();
  void start(const std::vector<std::string>& chunks);
  WordCounts wait();  // throws std::runtime_error where the job fails or takes too long

  JournalFollower& journal() { return journal_; }
  const std::string& session() const { return session_; }
  std::string name(const std::string& part) const;
  std::int64_t wall_us() const { return wall_us_; }

 private:
  void deploy_stage(Deployment& deployment, const std::string& stage, const std::string& next,
                    const char* input);
  void connect(Deployment& deployment);
  json::object work(std::size_t index) const;  // a mapper's event
  void start_one(std::size_t index, std::size_t size);
  std::string progress() const;

  const RunWordcount& options_;
  Cloud& cloud_;
  JournalFollower journal_;
  std::string session_, bucket_, words_, table_, stream_, machine_, execution_;
  std::vector<std::pair<std::string, std::string>> functions_;  // stage and ARN
  std::size_t chunks_ = 0;
  std::int64_t wall_us_ = 0;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace orrery::cli

#pragma once
// One burst job: deployed, started, watched, and its result.
#include <cstdint>
#include <string>

#include "cli/run.h"
#include "cli/run_cloud.h"
#include "cli/run_deploy.h"
#include "cli/run_journal.h"

namespace orrery::cli {

struct BurstResult {
  std::string job, status;   // of the execution: "SUCCEEDED"
  std::string error, cause;  // where it failed
  json::object output;       // the combiner's
  std::int64_t batches = 0, branching = 0;
  std::string picture;  // where it was written; empty where there is none
  std::int64_t wall_us = 0;
  bool completed() const;  // no time-out, and no more failures than are tolerated
};

class BurstJob {
 public:
  BurstJob(const RunBurst& options, Cloud& cloud);

  void deploy();
  void start();          // returns once the root dispatcher has answered
  void wait();           // until the execution ends, showing how far it is
  BurstResult result();  // downloads the picture

  JournalFollower& journal() { return journal_; }
  std::string name(const std::string& part) const;  // "burst-dev-worker"

 private:
  void deploy_classic(Deployment& deployment, const std::string& table);
  void deploy_map(Deployment& deployment, const std::string& table);
  FunctionToDeploy worker() const;
  json::object event() const;
  json::object parameters() const;
  json::object describe();
  std::string progress() const;
  std::int64_t items() const;
  std::string download(const json::object& output);

  const RunBurst& options_;
  Cloud& cloud_;
  std::string trace_;
  JournalFollower journal_;
  std::string bucket_, machine_;
  BurstResult result_;
};

}  // namespace orrery::cli

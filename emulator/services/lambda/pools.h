#pragma once
// The sandboxes of all functions. An idle one takes an invocation; else the invocation waits in its
// function's line while a start is asked for. Starts pass a gate of about the number of cores at a time; a
// sandbox that becomes idle before the start happens takes the invocation, and the start is not made. So
// short functions reuse a few processes, and functions that block or wait for each other still get one each.
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/lambda/hot_reload.h"
#include "services/lambda/sandbox.h"

namespace orrery::lambda {

struct PoolLimits {
  std::size_t starts_at_once = 0;  // 0: the number of cores, at least 2
  std::size_t sandboxes = 1100;    // above it an idle one of another function makes room
  Duration idle = std::chrono::minutes(10);
};

class Pools final : public Sandbox::Events {
 public:
  Pools(SandboxTools tools, PoolLimits limits);
  ~Pools() override;

  void submit(std::unique_ptr<Run> run);
  // The function was changed or deleted: sandboxes of other revisions end, the busy ones after their
  // invocation. Where it was changed, its provisioned versions keep theirs.
  enum class Change { changed, deleted };
  void retire(const std::string& arn, Change change);
  // Keeps that many sandboxes of it at least, and starts now what there are too few.
  void provision(const std::shared_ptr<const Runnable>& runnable, std::size_t count);
  // How many of it have started.
  std::size_t started(const Runnable& runnable) const;
  std::size_t sandboxes() const { return sandboxes_.size(); }

 private:
  struct Pool {
    std::shared_ptr<const Runnable> runnable;
    std::deque<std::unique_ptr<Run>> line;
    std::vector<Sandbox*> idle;  // the one used last is last
    std::vector<Sandbox*> all;
    std::size_t starting = 0;
    std::size_t kept = 0;       // provisioned
    bool failed_start = false;  // one that nobody waited for: it is not tried again and again
    bool in_gate = false;
    bool retired = false;
    Alarm patience;
  };

  void on_idle(Sandbox& sandbox) override;
  void on_end(Sandbox& sandbox, Sandbox::State last) override;

  static std::string key_of(const Runnable& runnable);
  Pool& pool_of(const std::shared_ptr<const Runnable>& runnable);
  Pool& pool_of_sandbox(const Sandbox& sandbox) { return *pools_.at(key_of(sandbox.runnable())); }
  void give(Pool& pool, Sandbox& sandbox);
  void ask_for_start(Pool& pool);
  std::size_t soon_idle(const Pool& pool) const;
  bool wants_start(const Pool& pool) const;
  void pump_gate();
  void start_one(Pool& pool);
  void end_idle(Pool& pool);
  void make_room();
  void remove(std::uint64_t number);
  void drop_if_empty(const std::string& key);
  void reap();
  void set_reaper();

  SandboxTools tools_;
  const PoolLimits limits_;
  HotReload hot_reload_;
  std::unordered_map<std::string, std::unique_ptr<Pool>> pools_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Sandbox>> sandboxes_;
  std::deque<std::string> gate_;  // pools that want starts, by key, in turn
  std::size_t starting_ = 0;
  std::uint64_t next_number_ = 1;
  Alarm reaper_;
  bool reaper_set_ = false;
};

}  // namespace orrery::lambda

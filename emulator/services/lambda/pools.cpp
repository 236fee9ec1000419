#include "services/lambda/pools.h"

#include <algorithm>
#include <sys/resource.h>
#include <system_error>
#include <thread>

namespace orrery::lambda {
namespace {

// How long a sandbox that has answered may take to ask for more before those who wait stop counting on it.
constexpr Duration patience = 20ms;

// Each sandbox needs four descriptors of ours.
void allow_many_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

Pools::Pools(SandboxTools tools, PoolLimits limits)
    : tools_(tools),
      limits_{limits.starts_at_once ? limits.starts_at_once
                                    : std::max<std::size_t>(2, std::thread::hardware_concurrency()),
              limits.sandboxes, limits.idle} {
  allow_many_files();
}

Pools::~Pools() = default;

std::string Pools::key_of(const Runnable& runnable) {
  return runnable.arn + ":" + runnable.version + "/" + runnable.revision;
}

Pools::Pool& Pools::pool_of(const std::shared_ptr<const Runnable>& runnable) {
  std::unique_ptr<Pool>& pool = pools_[key_of(*runnable)];
  if (!pool) {
    pool = std::make_unique<Pool>();
    pool->runnable = runnable;
  }
  return *pool;
}

void Pools::submit(std::unique_ptr<Run> run) {
  Pool& pool = pool_of(run->target.runnable);
  if (pool.runnable->hot && hot_reload_.changed(pool.runnable->code_root)) {
    for (Sandbox* sandbox : std::vector(pool.all)) sandbox->retire();
    pool.idle.clear();
  }
  pool.line.push_back(std::move(run));
  if (!pool.idle.empty()) {
    Sandbox* sandbox = pool.idle.back();
    pool.idle.pop_back();
    return give(pool, *sandbox);
  }
  ask_for_start(pool);
}

void Pools::give(Pool& pool, Sandbox& sandbox) {
  auto run = std::move(pool.line.front());
  pool.line.pop_front();
  sandbox.run(std::move(run));
}

std::size_t Pools::soon_idle(const Pool& pool) const {
  return static_cast<std::size_t>(
      std::count_if(pool.all.begin(), pool.all.end(), [&](const Sandbox* sandbox) {
        return sandbox->state() == Sandbox::State::finishing && !sandbox->retired() && !sandbox->overdue();
      }));
}

bool Pools::wants_start(const Pool& pool) const {
  if (pool.all.size() < pool.kept && !pool.failed_start) return true;
  if (pool.line.size() <= pool.starting) return false;
  return pool.line.size() > pool.starting + soon_idle(pool);
}

void Pools::ask_for_start(Pool& pool) {
  if (!wants_start(pool)) {
    // Who waits for a sandbox that does not come back gets one of its own after all.
    if (pool.line.size() > pool.starting)
      pool.patience = tools_.core.clock.after(
          patience,
          [this, key = key_of(*pool.runnable)] {
            const auto found = pools_.find(key);
            if (found == pools_.end()) return;
            for (Sandbox* sandbox : found->second->all) sandbox->note_overdue();
            ask_for_start(*found->second);
          },
          Purpose::housekeeping);
    return;
  }
  if (!pool.in_gate) {
    pool.in_gate = true;
    gate_.push_back(key_of(*pool.runnable));
  }
  pump_gate();
}

void Pools::pump_gate() {
  while (starting_ < limits_.starts_at_once && !gate_.empty()) {
    const std::string key = std::move(gate_.front());
    gate_.pop_front();
    const auto found = pools_.find(key);
    if (found == pools_.end()) continue;
    Pool& pool = *found->second;
    pool.in_gate = false;
    if (!wants_start(pool)) continue;
    start_one(pool);
    if (wants_start(pool)) {
      pool.in_gate = true;
      gate_.push_back(key);
    }
  }
}

void Pools::start_one(Pool& pool) {
  if (sandboxes_.size() >= limits_.sandboxes) make_room();
  const std::uint64_t number = next_number_++;
  const auto kind = pool.all.size() < pool.kept ? Sandbox::Kind::provisioned : Sandbox::Kind::on_demand;
  std::unique_ptr<Sandbox> sandbox;
  try {
    sandbox = std::make_unique<Sandbox>(tools_, *this, pool.runnable, kind, number);
  } catch (const std::system_error& failed) {  // the host has no port or descriptor left
    pool.failed_start = true;
    if (pool.line.empty()) return;
    const auto run = std::move(pool.line.front());
    pool.line.pop_front();
    return run->done(failed_outcome("Runtime.StartError", failed.what()));
  }
  Sandbox& started = *sandbox;
  pool.all.push_back(&started);
  ++pool.starting;
  ++starting_;
  sandboxes_.emplace(number, std::move(sandbox));
  started.start();
  set_reaper();
}

void Pools::on_idle(Sandbox& sandbox) {
  Pool& pool = pool_of_sandbox(sandbox);
  if (sandbox.fresh()) {
    --pool.starting;
    --starting_;
  }
  if (sandbox.retired() || (pool.retired && pool.line.empty())) {
    sandbox.retire();
    if (!pool.line.empty()) ask_for_start(pool);
  } else if (!pool.line.empty()) {
    give(pool, sandbox);
  } else {
    pool.idle.push_back(&sandbox);
  }
  pump_gate();
}

void Pools::on_end(Sandbox& sandbox, Sandbox::State last) {
  Pool& pool = pool_of_sandbox(sandbox);
  std::erase(pool.idle, &sandbox);
  std::erase(pool.all, &sandbox);
  if (last == Sandbox::State::starting) {
    --pool.starting;
    --starting_;
    if (!pool.line.empty()) {
      auto run = std::move(pool.line.front());
      pool.line.pop_front();
      sandbox.answer_failed_start(std::move(run));
    } else {
      pool.failed_start = true;
    }
  }
  if (!pool.line.empty() || wants_start(pool)) ask_for_start(pool);
  // Not here: the sandbox is still on the stack.
  tools_.core.loop.post([this, number = sandbox.number()] { remove(number); });
  pump_gate();
}

void Pools::remove(std::uint64_t number) {
  const auto found = sandboxes_.find(number);
  if (found == sandboxes_.end()) return;
  const std::string key = key_of(found->second->runnable());
  sandboxes_.erase(found);
  drop_if_empty(key);
}

void Pools::drop_if_empty(const std::string& key) {
  const auto found = pools_.find(key);
  if (found == pools_.end()) return;
  const Pool& pool = *found->second;
  if (pool.all.empty() && pool.line.empty() && pool.kept == 0) pools_.erase(found);
}

void Pools::end_idle(Pool& pool) {
  for (Sandbox* sandbox : std::exchange(pool.idle, {})) sandbox->retire();
}

void Pools::provision(const std::shared_ptr<const Runnable>& runnable, std::size_t count) {
  Pool& pool = pool_of(runnable);
  pool.kept = count;
  pool.failed_start = false;
  if (wants_start(pool)) ask_for_start(pool);
  drop_if_empty(key_of(*runnable));
}

std::size_t Pools::started(const Runnable& runnable) const {
  const auto found = pools_.find(key_of(runnable));
  return found == pools_.end() ? 0 : found->second->all.size() - found->second->starting;
}

void Pools::retire(const std::string& arn, Change change) {
  for (auto& [key, pool] : pools_) {
    if (pool->runnable->arn != arn) continue;
    if (change == Change::deleted) pool->kept = 0;
    if (pool->kept > 0) continue;
    pool->retired = true;
    end_idle(*pool);
  }
}

// The idle sandbox that has been so for the longest, of whatever function, goes.
void Pools::make_room() {
  Pool* owner = nullptr;
  for (auto& [key, pool] : pools_)
    if (!pool->idle.empty() &&
        (!owner || pool->idle.front()->idle_since() < owner->idle.front()->idle_since()))
      owner = pool.get();
  if (!owner) return;
  Sandbox* oldest = owner->idle.front();
  owner->idle.erase(owner->idle.begin());
  oldest->retire();
}

void Pools::set_reaper() {
  if (std::exchange(reaper_set_, true)) return;
  reaper_ = tools_.core.clock.after(
      limits_.idle / 2, [this] { reap(); }, Purpose::housekeeping);
}

void Pools::reap() {
  reaper_set_ = false;
  const Instant before = tools_.core.clock.now() - limits_.idle;
  for (auto& [key, pool] : pools_) {
    std::size_t spare = pool->all.size() - std::min(pool->all.size(), pool->kept);
    for (; spare > 0 && !pool->idle.empty() && pool->idle.front()->idle_since() <= before; --spare) {
      Sandbox* sandbox = pool->idle.front();
      pool->idle.erase(pool->idle.begin());
      sandbox->retire();
    }
  }
  if (!sandboxes_.empty()) set_reaper();
}

}  // namespace orrery::lambda

#include "core/loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

namespace orrery {
namespace {

// Asio's handlers may be copied on the way; what they run may not.
auto movable(Task task) {
  return [held = std::make_unique<Task>(std::move(task))]() mutable { (*held)(); };
}

constexpr int worker_threads = 2;

}  // namespace

Loop::Loop()
    : io_(std::make_unique<boost::asio::io_context>(1)),
      workers_(std::make_unique<boost::asio::thread_pool>(worker_threads)) {}

Loop::~Loop() { workers_->join(); }

void Loop::run() {
  auto guard = boost::asio::make_work_guard(*io_);
  io_->run();
}

std::size_t Loop::poll() {
  io_->restart();
  return io_->poll();
}

std::size_t Loop::run_one() {
  io_->restart();
  return io_->run_one();
}

void Loop::stop() { io_->stop(); }

void Loop::finish() {
  workers_->join();
  while (poll() > 0) {
  }
}

void Loop::post(Task task) {
  boost::asio::post(*io_, movable([this, task = std::move(task)]() mutable { turn(std::move(task)); }));
}

void Loop::turn(Task task) {
  if (in_turn_) return task();
  in_turn_ = true;
  try {
    task();
    finish_turn();
  } catch (...) {
    in_turn_ = false;
    effects_.clear();  // nothing is promised of what failed
    throw;
  }
}

void Loop::finish_turn() {
  commit_();
  in_turn_ = false;
  // An effect may begin a turn with effects of its own, which are let go at its end.
  std::vector<Task> effects = std::move(effects_);
  effects_.clear();
  for (Task& effect : effects) effect();
}

void Loop::after_turn(Task effect) {
  if (!in_turn_) return effect();
  effects_.push_back(std::move(effect));
}

void Loop::work(Task job, Task then) {
  busy_(+1);
  auto guard = boost::asio::make_work_guard(*io_);
  boost::asio::post(*workers_, movable([this, job = std::move(job), then = std::move(then),
                                        guard = std::move(guard)]() mutable {
    job();
    job = nullptr;
    post([this, then = std::move(then)]() mutable {
      busy_(-1);
      then();
    });
  }));
}

}  // namespace orrery

#pragma once
// The one thread that owns the world, and the turns it takes.
//
// A turn is one task on that thread: a request, an alarm, an event of a child. What it writes to the store is
// committed together when it ends; what it promised to the outside (after_turn) is let go after that.
#include <functional>
#include <vector>

#include "core/function.h"

namespace boost::asio {
class io_context;
class thread_pool;
}  // namespace boost::asio

namespace orrery {

class Loop {
 public:
  Loop();
  ~Loop();

  // Called at the end of each turn, before what waits for it. Throws where the writes cannot be kept.
  void on_commit(std::function<void()> commit) { commit_ = std::move(commit); }
  // Called each time something begins or ends that keeps the world busy; see Clock.
  void on_busy(std::function<void(int)> change) { busy_ = std::move(change); }

  void run();             // until stop()
  std::size_t poll();     // runs what is ready, without waiting; returns how much that was
  std::size_t run_one();  // waits for one event and runs it; 0 where nothing can come any more
  void stop();            // from any thread
  // Ends the workers and runs what is left without waiting. Before what that refers to is destroyed.
  void finish();

  void post(Task task);  // as a turn of its own, soon; from any thread
  void turn(Task task);  // as a turn, now; joins the turn that is running, if any
  // Runs once the present turn is committed; at once where none is running. Not itself a turn.
  void after_turn(Task effect);

  // Runs `job` on a worker thread, then `then` as a turn. Jobs only compute: they touch nothing of the world.
  void work(Task job, Task then);

  boost::asio::io_context& io() { return *io_; }

 private:
  void finish_turn();

  std::unique_ptr<boost::asio::io_context> io_;
  std::unique_ptr<boost::asio::thread_pool> workers_;
  std::function<void()> commit_ = [] {};
  std::function<void(int)> busy_ = [](int) {};
  bool in_turn_ = false;
  std::vector<Task> effects_;
};

}  // namespace orrery

#pragma once
// What a job is doing, on one line that is written over where there is a terminal.
#include <chrono>
#include <string>

namespace orrery::cli {

class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Elsewhere than on a terminal a line is printed where `text` is new, at most one in five seconds.
  void show(const std::string& text);
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
  std::string last_;
  std::chrono::steady_clock::time_point printed_{};
};

}  // namespace orrery::cli

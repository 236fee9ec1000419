#include "cli/progress.h"

#include <cstdio>
#include <unistd.h>

namespace orrery::cli {

using namespace std::chrono_literals;

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) != 0) {}

void Progress::show(const std::string& text) {
  if (text == last_) return;
  const auto now = std::chrono::steady_clock::now();
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    shown_ = true;
  } else if (now - printed_ >= 5s) {
    std::fprintf(stderr, "%s\n", text.c_str());
    printed_ = now;
  }
  last_ = text;
}

void Progress::clear() {
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

}  // namespace orrery::cli

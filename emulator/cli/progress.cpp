#include "cli/progress.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace orrery::cli {

using namespace std::chrono_literals;

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) != 0) {}

void Progress::show(const std::string& text) {
  if (text == last_) return;
  const auto now = std::chrono::steady_clock::now();
  if (terminal_) {
    // A line that goes on below cannot be written over.
    winsize size{};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    std::fprintf(stderr, "\r\033[K%.*s", known ? size.ws_col - 1 : -1, text.c_str());
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

#include "services/lambda/run_log.h"

namespace orrery::lambda {
namespace {

constexpr std::size_t tail_limit = 4096;
constexpr std::size_t line_limit = 256 * 1024 - 26;  // of one event in CloudWatch Logs

}  // namespace

void RunLog::add(Instant when, std::string message) {
  tail_ += message;
  if (tail_.size() > 4 * tail_limit) tail_.erase(0, tail_.size() - tail_limit);
  events_.push_back({when, std::move(message)});
}

void RunLog::end_line(Instant when) {
  if (!line_.empty()) add(when, std::exchange(line_, {}));
}

void RunLog::print(Instant when, std::string_view output) {
  while (!output.empty()) {
    const auto newline = output.find('\n');
    const std::size_t size = newline == std::string_view::npos ? output.size() : newline + 1;
    line_.append(output.substr(0, size));
    output.remove_prefix(size);
    if (newline != std::string_view::npos || line_.size() >= line_limit) end_line(when);
  }
}

void RunLog::platform(Instant when, std::string line) {
  end_line(when);
  add(when, std::move(line));
}

void RunLog::begin_tail() { tail_.clear(); }

std::string_view RunLog::tail() const {
  const std::string_view all = tail_;
  return all.size() > tail_limit ? all.substr(all.size() - tail_limit) : all;
}

std::vector<LogEvent> RunLog::take() { return std::exchange(events_, {}); }

}  // namespace orrery::lambda

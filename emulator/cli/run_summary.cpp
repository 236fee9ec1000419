#include "cli/run_summary.h"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace orrery::cli {
namespace {

constexpr std::size_t label_width = 12;

std::string requests_text(const Report& report) {
  std::string text;
  for (const auto& [service, count] : report.requests()) {
    text += (text.empty() ? "" : ", ") + service + " " + std::to_string(count);
  }
  return text;
}

std::string bill_text(const Bill& bill) {
  std::string text = "about " + dollars(bill.total());
  const std::pair<const char*, double> parts[] = {
      {"Lambda", bill.lambda},         {"DynamoDB", bill.dynamodb}, {"S3", bill.s3},
      {"Step Functions", bill.states}, {"SQS", bill.sqs},           {"SNS", bill.sns},
      {"EventBridge", bill.events}};
  bool first = true;
  for (const auto& [name, amount] : parts) {
    if (amount <= 0) continue;
    text += (first ? " (" : ", ") + std::string(name) + " " + dollars(amount);
    first = false;
  }
  if (!first) text += ")";
  for (const std::string& service : bill.unpriced)
    text += (&service == &bill.unpriced.front() ? ", without " : ", ") + service;
  return text;
}

}  // namespace

void row(const char* label, const std::string& text) {
  std::printf("%-*s%s\n", static_cast<int>(label_width), label, text.c_str());
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what +
         (count == 1                                   ? ""
          : what.ends_with("h") || what.ends_with("x") ? "es"
                                                       : "s");
}

std::size_t drawing_columns() {
  winsize size{};
  std::size_t columns = 100;
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) columns = size.ws_col;
  return std::clamp<std::size_t>(columns, 60, 140) - 40;
}

std::string runs_of(const FunctionReport& function) {
  std::string text = counted(function.spans.size(), "invocation");
  if (function.failed > 0) text += " (" + std::to_string(function.failed) + " failed)";
  if (function.spans.empty()) return text;
  return text + ", p50 " + milliseconds(function.percentile_us(0.50)) + ", p99 " +
         milliseconds(function.percentile_us(0.99));
}

void print_costs(const Report& report) {
  row("sandboxes", counted(report.sandboxes_started(), "sandbox") + " started, " +
                       std::to_string(report.invocations() - report.sandboxes_started()) + " of " +
                       counted(report.invocations(), "invocation") + " found one ready");
  char gb_seconds[64];
  std::snprintf(gb_seconds, sizeof gb_seconds, "%.3f GB-seconds", report.gb_seconds());
  row("lambda", gb_seconds);
  row("requests", requests_text(report));
  row("on AWS", bill_text(report.bill()));
}

}  // namespace orrery::cli

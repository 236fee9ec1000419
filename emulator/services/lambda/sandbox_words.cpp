#include "services/lambda/sandbox_words.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <sys/wait.h>

#include "core/arn.h"
#include "core/ascii.h"
#include "core/digest.h"

namespace orrery::lambda {
namespace {

double milliseconds_of(Duration duration) { return static_cast<double>(duration.count()) / 1000.0; }

}  // namespace

std::string stream_name(Instant now, std::string_view version, Entropy& entropy) {
  std::string day = iso_time(now).substr(0, 10);
  day[4] = day[7] = '/';
  return day + "/[" + std::string(version) + "]" + entropy.hex(32);
}

std::string failure_to_start(const Runnable& runnable, const std::system_error& failed) {
  if (runnable.kind != RuntimeKind::provided) return failed.what();
  return failed.code() == std::errc::no_such_file_or_directory
             ? "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
             : "fork/exec /var/task/bootstrap: " + failed.code().message();
}

// "python:3.12.v1" as Lambda spells the version of a runtime.
std::string init_line(const Runnable& runnable) {
  std::string version = runnable.runtime;
  if (const auto digit = version.find_first_of("0123456789");
      digit != std::string::npos && digit > 0 && version[digit - 1] != 'l')
    version.insert(digit, ":");
  if (version.ends_with(".x")) version.resize(version.size() - 2);
  return "INIT_START Runtime Version: " + version + ".v1\tRuntime Version ARN: " +
         make_arn("lambda", runnable.region, "", "runtime:" + to_hex(sha256(runnable.runtime))) + "\n";
}

std::int64_t billed_ms(const Usage& usage) {
  const Duration took = usage.took + usage.init.value_or(Duration{0});
  return std::max<std::int64_t>(1, (took.count() + 999) / 1000);
}

std::string report_line(const std::string& request_id, const Usage& usage, std::string_view status) {
  char text[256];
  std::snprintf(
      text, sizeof text,
      "\tDuration: %.2f ms\tBilled Duration: %lld ms\tMemory Size: %lld MB\tMax Memory Used: %lld MB\t",
      milliseconds_of(usage.took), static_cast<long long>(billed_ms(usage)),
      static_cast<long long>(usage.memory_mb), static_cast<long long>(usage.peak_mb));
  std::string line = "REPORT RequestId: " + request_id + text;
  if (usage.init) {
    std::snprintf(text, sizeof text, "Init Duration: %.2f ms\t", milliseconds_of(*usage.init));
    line += text;
  }
  if (!status.empty()) line += "Status: " + std::string(status);
  return line + "\n";
}

std::string signal_name(int signal) { return lower(std::string_view(::strsignal(signal))); }

std::string end_of_runtime(int status) {
  if (WIFSIGNALED(status)) return "Runtime exited with error: signal: " + signal_name(WTERMSIG(status));
  if (WEXITSTATUS(status) != 0)
    return "Runtime exited with error: exit status " + std::to_string(WEXITSTATUS(status));
  return "Runtime exited without providing a reason";
}

}  // namespace orrery::lambda

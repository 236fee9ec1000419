#pragma once
// What a sandbox writes into its log, and how it tells the end of a process, in Lambda's words.
#include <optional>
#include <string>
#include <system_error>

#include "core/clock.h"
#include "core/entropy.h"
#include "services/lambda/functions.h"

namespace orrery::lambda {

// "2026/01/01/[$LATEST]..."
std::string stream_name(Instant now, std::string_view version, Entropy& entropy);
// "INIT_START Runtime Version: python:3.12.v1\t..."
std::string init_line(const Runnable& runnable);

struct Usage {
  Duration took;
  std::optional<Duration> init;  // of the first invocation
  std::int64_t memory_mb, peak_mb;
};
std::int64_t billed_ms(const Usage& usage);
// "REPORT RequestId: ..."; `status` is shown where it is not empty.
std::string report_line(const std::string& request_id, const Usage& usage, std::string_view status);

// Why its runtime could not be started.
std::string failure_to_start(const Runnable& runnable, const std::system_error& failed);
// "killed", "segmentation fault"
std::string signal_name(int signal);
// "Runtime exited with error: exit status 1"; `status` as from waitpid.
std::string end_of_runtime(int status);

}  // namespace orrery::lambda

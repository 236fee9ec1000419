#pragma once
// What the summaries of all jobs have in common.
#include <cstdio>
#include <exception>
#include <string>

#include "cli/run_cloud.h"
#include "cli/timeline.h"
#include "job/report.h"

namespace orrery::cli {

using job::Bill;
using job::dollars;
using job::FunctionReport;
using job::milliseconds;
using job::Report;
using job::Span;

void row(const char* label, const std::string& text);
std::string counted(std::size_t count, const std::string& what);  // "1 batch", "2 batches"
// "2 invocations (1 failed), p50 3.0 ms, p99 5.0 ms"
std::string runs_of(const FunctionReport& function);
void print_costs(const Report& report);  // sandboxes, GB-seconds, requests, AWS's bill
std::size_t drawing_columns();           // as wide as the terminal lets a timeline be

// Runs a job; what it throws becomes a line on standard error and an exit code.
template <class Job>
int guarded(Job job) {
  watch_interrupt();
  try {
    return job();
  } catch (const Interrupted&) {
    std::fputs("orrery: interrupted\n", stderr);
    return 130;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "orrery: %s\n", failure.what());
    return 1;
  }
}

}  // namespace orrery::cli

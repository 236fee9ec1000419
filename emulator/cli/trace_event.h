#pragma once
// A job in the format of Chrome's trace viewer, which Perfetto opens, too.
// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
#include "job/lines.h"

namespace orrery::cli {

// {"traceEvents": [...]}: a process per lane, a thread per row of it, an arrow from what caused a run to it.
json::object trace_events(const job::Lines& lines);

}  // namespace orrery::cli

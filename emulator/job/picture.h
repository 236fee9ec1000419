#pragma once
// Everything that is known of a job as one JSON object: what `orrery trace --json` prints and the console
// draws.
#include "job/lines.h"

namespace orrery::job {

// What the journal no longer has of it.
enum class Beginning { whole, gone };

// {"trace", "began", "beganUs", "wallUs", "lines", "open", "beginning": "whole" | "gone",
//  "report": as Report gives it,
//  "path": [{"line", "kind", "beginUs", "tookUs", "depth"}], every segment;
//  "steps": [{"label", "kind", "line", "beginUs", "tookUs", "share", "depth", "folded"}], in short;
//  "lanes": [{"kind", "name", "rows"}],
//  "spans": {"line", "parent", "lane", "row", "beginUs", "tookUs", "waitedUs", "flags", "label"}, a column
//  each, "labels": what "label" counts in, "graph": [{"from": {"kind", "name"}, "to", "calls", "errors"}]}
// Times are since the job began. Flags: 1 failed, 2 cold, 4 still open, 8 on the critical path.
json::object picture_of(const Lines& lines, Beginning beginning);

}  // namespace orrery::job

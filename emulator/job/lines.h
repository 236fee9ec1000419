#pragma once
// The journal lines of one job, and what each is about: a job is whatever has one trace.
#include <string>
#include <string_view>
#include <vector>

#include "core/journal.h"

namespace orrery::job {

// In the order of their numbers. Whoever keeps the lines themselves keeps them longer than this.
using Lines = std::vector<const JournalLine*>;

// Lines as /_orrery/journal and journal files give them. What is no line is left out.
std::vector<JournalLine> read_lines(const json::array& lines);
Lines lines_of(const std::vector<JournalLine>& lines);

// What a line is done to, or what runs: {"function", "worker"}, {"machine", "lifecycle"}, {"table", "tasks"},
// {"bucket", "pictures"}, {"queue", "work"}, {"topic", "news"}, {"stream", "river"}; {"service", "sts"} where
// it has no name.
struct Subject {
  std::string kind, name;
  bool operator==(const Subject&) const = default;
  auto operator<=>(const Subject&) const = default;
};
Subject subject_of(const JournalLine& line);

// In a few words: "worker", "lifecycle: Monitor", "dynamodb PutItem tasks".
std::string label_of(const JournalLine& line);

inline bool is_invocation(const JournalLine& line) { return line.kind == "invocation"; }
inline bool is_transition(const JournalLine& line) { return line.kind == "transition"; }
inline bool failed(const JournalLine& line) { return !line.open && line.outcome != "ok"; }

// Microseconds since the epoch. An open line has lasted until `latest`, the last thing known.
std::int64_t begin_us(const JournalLine& line);
std::int64_t end_us(const JournalLine& line, std::int64_t latest);
std::int64_t latest_us(const Lines& lines);

// What an invocation waited for before it ran: in line, and for a sandbox to start.
std::int64_t waited_us(const JournalLine& line);
bool is_cold(const JournalLine& line);

}  // namespace orrery::job

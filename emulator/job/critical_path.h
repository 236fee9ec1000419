#pragma once
// What the end of a job waited for, piece by piece, back to its beginning.
#include <cstdint>
#include <vector>

#include "job/lines.h"

namespace orrery::job {

struct Segment {
  enum class Kind {
    runs,    // the line's own time: nothing it called was under way that it waited for
    waits,   // the line has ended; what it set off has not begun: a queue, a delay, an event on its way
    starts,  // the line is an invocation that waits its turn, or for a sandbox to start
    outside  // nothing of the job ran that mattered: the client's own time
  };
  Kind kind = Kind::runs;
  const JournalLine* line = nullptr;  // nullptr for `outside`
  std::int64_t begin_us = 0, end_us = 0;
  std::size_t depth = 0;  // how many lines that were under way contain it

  std::int64_t took_us() const { return end_us - begin_us; }
};

// The segments in the order of time: each begins where the one before it ends, and together they are the time
// from the first beginning to the last end. Walks backwards from the last end. At each point it goes on with
// what ended last of the things the line then under way waited for:
// - a function or a call waits for the calls it makes, not for what those set off for later;
// - a state waits for its branches, its task, and the answer to a task's token;
// - a state that only waits is held up by who wrote, meanwhile, what is read right after it. That is how a
// job
//   which looks again and again until its work is done is told: by the work, and by how late it was seen.
// n log n.
std::vector<Segment> critical_path(const Lines& lines);

}  // namespace orrery::job

#include "job/graph.h"

#include <algorithm>

namespace orrery::job {
namespace {

class Ancestry {
 public:
  explicit Ancestry(const Lines& lines) : lines_(lines) {}

  const JournalLine* parent(const JournalLine& line) const {
    if (line.parent == 0) return nullptr;
    const auto found =
        std::lower_bound(lines_.begin(), lines_.end(), line.parent,
                         [](const JournalLine* one, std::uint64_t wanted) { return one->number < wanted; });
    return found != lines_.end() && (*found)->number == line.parent ? *found : nullptr;
  }

  // Who made a call, or set an invocation off: the function or machine it came from, or the bucket, queue or
  // topic whose event it was.
  Subject actor(const JournalLine& line) const {
    const JournalLine* above = parent(line);
    while (above != nullptr && above->kind == "call") {
      const Subject subject = subject_of(*above);
      if (subject.kind != "function" && subject.kind != "machine" && subject.kind != "service")
        return subject;
      above = parent(*above);
    }
    return above == nullptr ? Subject{"client", "client"} : subject_of(*above);
  }

 private:
  const Lines& lines_;
};

}  // namespace

Graph graph_of(const Lines& lines) {
  const Ancestry ancestry(lines);
  Graph graph;
  for (const JournalLine* line : lines) {
    if (is_transition(*line)) continue;
    Subject from = ancestry.actor(*line);
    const Subject to = subject_of(*line);
    if (is_invocation(*line)) {
      const JournalLine* cause = ancestry.parent(*line);
      // Its call has told of it.
      const bool called = cause != nullptr && cause->kind == "call" && subject_of(*cause) == to;
      if (called) {
        if (failed(*line)) ++graph[{from, to}].errors;
        continue;
      }
      if (cause == nullptr) from = {"event", "event"};
    }
    Edge& edge = graph[{from, to}];
    ++edge.calls;
    if (failed(*line)) ++edge.errors;
  }
  return graph;
}

}  // namespace orrery::job

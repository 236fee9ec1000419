#pragma once
// Who called whom: clients, functions, state machines, tables, buckets, queues, and how often.
#include <map>
#include <utility>

#include "job/lines.h"

namespace orrery::job {

struct Edge {
  std::size_t calls = 0;
  std::size_t errors = 0;
};

// From whom to whom. {"client", "client"} calls from outside; {"event", "event"} stands for what has no known
// cause: a stream, a schedule.
using Graph = std::map<std::pair<Subject, Subject>, Edge>;

Graph graph_of(const Lines& lines);

}  // namespace orrery::job

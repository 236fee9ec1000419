#pragma once
// One run of a state machine: a tree of frames, each standing in one state.
//
// The root frame walks the machine; a Parallel or Map state gives its frame one child per branch or
// iteration. Nothing here recurses: a frame is advanced by events, and a parent hears from its children
// through the engine.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/context.h"
#include "core/function.h"
#include "services/states/definition/definition.h"

namespace orrery::states {

enum class Phase {
  ready,     // about to enter `state`
  task,      // something outside works for it
  waiting,   // a Wait, until `wake`
  retrying,  // about to run the state again at `wake`
  children,  // its children work
  running,   // inside the turn that runs the state
  ended,     // its state failed, or was given up with what was around it; a redrive runs it again
};

struct MapItem {
  std::int64_t index = 0;
  json::value value;
  std::optional<std::string> key;  // where the items were the members of an object
  std::string source = {};  // of an item of a distributed Map: "STATE_DATA", or the URI it was read from
};

// What a Parallel or Map state keeps while its children work.
struct Children {
  std::vector<MapItem> items;                       // of a Map
  std::vector<std::optional<json::value>> results;  // by index
  std::size_t next = 0;                             // first not started
  std::size_t done = 0, running = 0;
  std::size_t most_at_once = 0;
  std::uint64_t last_event = 0;  // of the child that ended last
};

struct Frame {
  std::uint64_t id = 0, parent = 0;  // 0: the root has no parent
  std::size_t index = 0;             // which branch or iteration
  const Graph* graph = nullptr;
  const State* state = nullptr;
  Phase phase = Phase::ready;

  json::value input;  // of the state, as it was entered
  std::string input_text;
  Variables variables;
  std::uint64_t previous_event = 0;
  std::uint64_t before_event = 0;  // what the state was entered after; known in the turn of its entry
  std::uint64_t entered_event = 0;
  std::uint64_t started_event = 0;  // of a Parallel or Map state: "...StateStarted"
  Instant entered{};
  std::vector<std::int64_t> attempts;  // per retrier
  std::int64_t retry_count = 0;
  bool restarted = false;  // run once more because the emulator was restarted; not counted by any retrier

  std::uint64_t run = 0;   // counts runs of the state; answers to an older run are late and ignored
  std::string token;       // of a task that waits for SendTask*, and of activities
  std::string worker;      // who has the activity; of a .sync task the ARN of what it follows
  std::string task_input;  // of an activity, until somebody has it
  Instant wake{};
  std::optional<Instant> deadline, beat_by;
  std::int64_t timeout_s = 0, heartbeat_s = 0;
  Alarm alarm, deadline_alarm, beat_alarm;

  std::optional<MapItem> item;  // of an iteration
  std::unique_ptr<Children> children;
  std::string map_run;     // of a distributed Map: its ARN
  std::string trace;       // header for what this frame causes
  std::uint64_t line = 0;  // its journal line
};

enum class Status { running, succeeded, failed, timed_out, aborted, pending_redrive };
std::string_view status_name(Status status);  // "RUNNING"

struct Execution {
  std::uint64_t serial = 0;
  Context context;  // account, region, trace
  std::string arn, machine_arn, machine, name;
  std::string revision;  // key of the definition it runs
  std::string role_arn;
  std::shared_ptr<const Definition> definition;
  const Graph* graph = nullptr;
  bool express = false;  // nothing of it is stored but its result
  json::object logging;  // Express and standard, as configured
  // What is kept of it besides: version, alias, trace header; the test case of its mocks, and how often each
  // mocked state ran.
  json::object about;
  Status status = Status::running;
  bool orphaned = false;  // its machine is deleted: it ends at its next transition
  json::value input;
  std::string input_text;
  Instant started{};
  std::int64_t redrive_count = 0;
  std::optional<Instant> redriven;
  std::string map_run;  // of a child of a distributed Map
  std::size_t map_index = 0;

  std::uint64_t last_event = 0;
  std::uint64_t next_frame = 1;
  std::map<std::uint64_t, std::unique_ptr<Frame>> frames;
  Alarm timeout;

  // What it ended with.
  Instant stopped{};
  std::optional<std::string> output, error, cause;
  std::vector<Function<void(const Execution&)>> on_end;

  // The machine itself, also of a child of a distributed Map, whose machine is "NAME/LABEL".
  std::string_view machine_name() const { return std::string_view(machine).substr(0, machine.find('/')); }
  Frame* frame(std::uint64_t id) const;
  std::vector<Frame*> children_of(std::uint64_t parent) const;  // in order of their index
};

// Why an execution of this status cannot be redriven, in AWS's words; std::nullopt where it can.
std::optional<std::string> status_forbids_redrive(const Execution& execution);

}  // namespace orrery::states

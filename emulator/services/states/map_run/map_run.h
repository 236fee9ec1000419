#pragma once
// Map Runs: a distributed Map at work. Each item, or batch of items, is an execution of its own.
//
//   states maprun   uuid               -> JSON: the Map Run as it is described, its place and its settings
//   states mapruns  serial uuid        -> ""    (of the execution with that serial)
//
// Counts are kept in memory while it runs; after a restart they are taken from the children's records.
#include <deque>
#include <memory>
#include <set>

#include "core/key.h"
#include "services/states/execution/execution.h"

namespace orrery::states {

class Engine;
struct Run;

// The items of a Map Run, and where they come from as the Context object tells it.
struct SourcedItems {
  json::array items;
  bool members = false;  // of an object, as {Key, Value}
  std::string source = "STATE_DATA";
  std::vector<std::string> sources = {};  // of each item, where they differ
};

// One child to be: its input and how many items that stands for.
struct ChildInput {
  json::value input;
  std::int64_t items = 1;
};

struct ChildResult {
  Status status = Status::running;
  std::string name;
};

struct Counts {
  std::int64_t pending = 0, running = 0, succeeded = 0, failed = 0, timed_out = 0, aborted = 0, written = 0;
  std::int64_t pending_redrive = 0;
  std::int64_t total() const {
    return pending + running + succeeded + failed + timed_out + aborted + pending_redrive;
  }
  std::int64_t& of(Status status);
};
json::object to_json(const Counts& counts);

struct MapRun {
  std::string arn, uuid, label, machine;  // machine: "NAME/LABEL", the place of its children
  Context context;
  std::uint64_t serial = 0, frame = 0, run = 0;  // whose state it is
  std::string execution_arn, state;
  Instant started{}, stopped{};
  std::string status = "RUNNING";
  std::int64_t most_at_once = 0, tolerated_count = 0;
  double tolerated_percentage = 0;
  bool count_given = false, percentage_given = false;
  std::int64_t redrives = 0;
  std::optional<Instant> redriven;

  std::vector<ChildInput> inputs;
  std::vector<ChildResult> results;  // by index, as inputs
  std::deque<std::size_t> waiting;   // indexes to be started
  std::set<std::uint64_t> children;  // serials of those that run
  Counts executions, items;
  bool starting = false;  // a turn that starts more of them is posted
  bool ready = false;     // its items are there
};

class MapRuns {
 public:
  explicit MapRuns(Engine& engine) : engine_(engine) {}

  // A distributed Map is entered: reads its items, and starts its children as they may run.
  void begin(Run run);
  // The same after a restart.
  void resume(Run run);
  // One that had ended badly goes on with what did not succeed.
  void redrive(Run run);
  void child_ended(Execution& child);
  // The state is left before its Map Run has ended: a time-out, a stop, a failure beside it.
  void abandon(Run run);

  MapRun* find(std::string_view arn) const;
  void update(MapRun& map_run);  // its settings have changed
  json::object describe(const MapRun& map_run) const;
  // Of one that has ended. std::nullopt where there is none.
  std::optional<json::object> stored(std::string_view arn) const;

  static Key record_key(std::string_view uuid);
  static Key index_prefix(std::uint64_t serial);

 private:
  friend struct ItemSource;
  MapRun& create(Run run);
  MapRun& take_up(Run run, const json::object& record);
  void begin_again(const std::string& uuid);
  void mark_for_redrive(const MapRun& map_run);
  void read_items(MapRun& map_run);
  void items_ready(const std::string& uuid, SourcedItems items);
  void items_failed(const std::string& uuid, Failure failure);
  void recover_children(MapRun& map_run);
  void go_on(MapRun& map_run);
  void start_some(const std::string& uuid);
  void start_child(MapRun& map_run, std::size_t index);
  void redrive_child(MapRun& map_run, std::size_t index);
  bool too_many_failed(const MapRun& map_run) const;
  void finish(MapRun& map_run);
  void fail(MapRun& map_run, Failure failure);
  void tell_failed(const std::string& uuid, Failure failure);
  void stop_children(MapRun& map_run);
  void end(MapRun& map_run, std::string_view status);
  void store(const MapRun& map_run);

  Engine& engine_;
  std::map<std::string, std::unique_ptr<MapRun>> runs_;  // by uuid
};

// The state's Label, or a UUID that stays the same from run to run: one made of its name.
std::string label_of(const State& state);
// The items in the state's own input.
SourcedItems input_items(const Run& run);

// "arn:...:mapRun:NAME/LABEL:UUID" -> UUID; empty where it is not one.
std::string map_run_uuid(std::string_view arn);

}  // namespace orrery::states

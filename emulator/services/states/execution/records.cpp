#include "services/states/execution/records.h"

namespace orrery::states {
namespace {

Key base(std::string_view kind) { return Key("states").text(kind); }
Key frame_key(std::uint64_t serial, std::uint64_t frame) {
  return base("frame").number(serial).number(frame);
}
Key items_key(std::uint64_t serial, std::uint64_t frame) {
  return base("items").number(serial).number(frame);
}
Key results_prefix(std::uint64_t serial, std::uint64_t frame) {
  return base("result").number(serial).number(frame);
}

std::int64_t micros(Instant when) { return when.time_since_epoch().count(); }
Instant instant(std::int64_t micros) { return Instant(Duration(micros)); }

json::object item_json(const MapItem& item) {
  json::object object{{"index", item.index}, {"value", item.value}};
  if (item.key) object["key"] = *item.key;
  return object;
}

MapItem read_item(const json::object& object) {
  MapItem item;
  item.index = find_number(object, "index").value_or(0);
  if (const auto* value = object.if_contains("value")) item.value = *value;
  if (const auto key = find_text(object, "key")) item.key = std::string(*key);
  return item;
}

constexpr std::pair<Phase, std::string_view> phases[] = {
    {Phase::ready, "ready"},       {Phase::task, "task"},         {Phase::waiting, "waiting"},
    {Phase::retrying, "retrying"}, {Phase::children, "children"}, {Phase::running, "ready"},
    {Phase::ended, "ended"},
};

std::string_view phase_word(Phase phase) {
  for (const auto& [one, word] : phases) {
    if (one == phase) return word;
  }
  return "";
}

Phase read_phase(std::string_view word) {
  for (const auto& [one, known] : phases) {
    if (known == word) return one;
  }
  return Phase::ready;
}

}  // namespace

Key Records::execution_key(const Context& context, std::string_view machine, std::string_view name) {
  return base("execution").text(context.account).text(context.region).text(machine).text(name);
}
Key Records::started_prefix(const Context& context, std::string_view machine) {
  return base("started").text(context.account).text(context.region).text(machine);
}
Key Records::event_prefix(std::uint64_t serial) { return base("event").number(serial); }
Key Records::event_key(std::uint64_t serial, std::uint64_t number) {
  return event_prefix(serial).number(number);
}
Key Records::running_prefix() { return base("running"); }

std::uint64_t Records::next_serial() {
  const Key key = base("serial");
  const auto last = store_.get(key);
  const std::uint64_t next = (last ? KeyReader(*last).number() : 0) + 1;
  store_.put(key, Key().number(next).bytes());
  return next;
}

void Records::write_execution(const Execution& execution) {
  json::object record{{"executionArn", execution.arn},
                      {"stateMachineArn", execution.machine_arn},
                      {"name", execution.name},
                      {"status", status_name(execution.status)},
                      {"started_us", micros(execution.started)},
                      {"input", execution.input_text},
                      {"serial", execution.serial},
                      {"revision", execution.revision},
                      {"role", execution.role_arn},
                      {"redriveCount", execution.redrive_count},
                      {"trace", execution.context.trace},
                      {"express", execution.express}};
  if (execution.status != Status::running && execution.status != Status::pending_redrive) {
    record["stopped_us"] = micros(execution.stopped);
  }
  if (execution.output) record["output"] = *execution.output;
  if (execution.error) record["error"] = *execution.error;
  if (execution.cause) record["cause"] = *execution.cause;
  if (execution.redriven) record["redriven_us"] = micros(*execution.redriven);
  if (!execution.map_run.empty()) {
    record["mapRunArn"] = execution.map_run;
    record["mapIndex"] = execution.map_index;
  }
  for (const auto& [name, value] : execution.about) record[name] = value;
  store_.put(execution_key(execution.context, execution.machine, execution.name), print(record));
}

std::unique_ptr<Execution> Records::read_execution(const Context& context, std::string_view machine,
                                                   std::string_view name) const {
  const auto text = store_.get(execution_key(context, machine, name));
  if (!text) return nullptr;
  const auto parsed = parse_json(*text);
  const json::object& record = parsed->get_object();
  auto execution = std::make_unique<Execution>();
  const auto word = [&](const char* member) { return text_of(record, member); };
  const auto number = [&](const char* member) { return find_number(record, member).value_or(0); };
  const auto maybe = [&](const char* member) -> std::optional<std::string> {
    const auto found = find_text(record, member);
    return found ? std::optional<std::string>(*found) : std::nullopt;
  };
  execution->context.account = context.account;
  execution->context.region = context.region;
  execution->context.trace = word("trace");
  execution->machine = machine;
  execution->name = name;
  execution->arn = word("executionArn");
  execution->machine_arn = word("stateMachineArn");
  execution->serial = static_cast<std::uint64_t>(number("serial"));
  execution->revision = word("revision");
  execution->role_arn = word("role");
  execution->started = instant(number("started_us"));
  execution->stopped = instant(number("stopped_us"));
  execution->redrive_count = number("redriveCount");
  if (const auto at = find_number(record, "redriven_us")) execution->redriven = instant(*at);
  execution->input_text = word("input");
  execution->input = read_document(execution->input_text).value_or(json::value());
  execution->output = maybe("output");
  execution->error = maybe("error");
  execution->cause = maybe("cause");
  execution->map_run = word("mapRunArn");
  execution->map_index = static_cast<std::size_t>(number("mapIndex"));
  const auto* express = find(record, "express");
  execution->express = express && express->is_bool() && express->get_bool();
  for (const auto status : {Status::running, Status::succeeded, Status::failed, Status::timed_out,
                            Status::aborted, Status::pending_redrive}) {
    if (status_name(status) == word("status")) execution->status = status;
  }
  for (const auto member : {"stateMachineVersionArn", "stateMachineAliasArn", "traceHeader", "itemCount",
                            "label", "mapState", "redriveTokens", "replaced", "testCase", "mockedRuns"}) {
    if (const auto* value = record.if_contains(member)) execution->about[member] = *value;
  }
  return execution;
}

std::unique_ptr<Execution> Records::read_ended(const Context& context, std::string_view arn) const {
  const std::size_t at = arn.find(":execution:");
  if (at == std::string_view::npos) return nullptr;
  const std::string_view rest = arn.substr(at + 11);
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return nullptr;
  return read_execution(context, rest.substr(0, colon), rest.substr(colon + 1));
}

void Records::mark_running(const Execution& execution) {
  const json::object place{{"account", execution.context.account},
                           {"region", execution.context.region},
                           {"machine", execution.machine},
                           {"name", execution.name}};
  store_.put(running_prefix().number(execution.serial), print(place));
}

void Records::unmark_running(const Execution& execution) {
  store_.erase(running_prefix().number(execution.serial));
}

void Records::index_start(const Execution& execution) {
  const auto start = static_cast<std::uint64_t>(micros(execution.started));
  store_.put(started_prefix(execution.context, execution.machine).number(~start).number(~execution.serial),
             execution.name);
}

void Records::write_event(const Execution& execution, std::uint64_t number, const std::string& text) {
  store_.put(event_key(execution.serial, number), text);
}

std::uint64_t Records::last_event(std::uint64_t serial) const {
  const Key prefix = event_prefix(serial);
  const auto cursor = store_.scan(prefix, Direction::backward);
  if (!cursor.valid()) return 0;
  return KeyReader(cursor.key().substr(prefix.bytes().size())).number();
}

// {"parent", "index", "state", "phase", "input", "variables", "previous", "entered", "attempts", ...}
void Records::write_frame(const Execution& execution, const Frame& frame) {
  if (execution.express) return;
  json::object record{{"parent", frame.parent},
                      {"index", frame.index},
                      {"state", frame.state->name},
                      {"phase", phase_word(frame.phase)},
                      {"previous", frame.previous_event},
                      {"entered_event", frame.entered_event},
                      {"started_event", frame.started_event},
                      {"entered_us", micros(frame.entered)},
                      {"retries", frame.retry_count},
                      {"run", frame.run},
                      {"trace", frame.trace}};
  if (!frame.attempts.empty()) record["attempts"] = json::array(frame.attempts.begin(), frame.attempts.end());
  if (!frame.variables.own.empty()) {
    json::object own;
    for (const auto& [name, value] : frame.variables.own) own[name] = value;
    record["variables"] = std::move(own);
  }
  if (!frame.token.empty()) record["token"] = frame.token;
  if (!frame.worker.empty()) record["worker"] = frame.worker;
  if (!frame.task_input.empty()) record["task_input"] = frame.task_input;
  if (frame.phase == Phase::waiting || frame.phase == Phase::retrying) record["wake_us"] = micros(frame.wake);
  if (frame.deadline) record["deadline_us"] = micros(*frame.deadline);
  if (frame.beat_by) record["beat_us"] = micros(*frame.beat_by);
  if (frame.timeout_s) record["timeout_s"] = frame.timeout_s;
  if (frame.heartbeat_s) record["heartbeat_s"] = frame.heartbeat_s;
  if (frame.item) record["item"] = item_json(*frame.item);
  if (!frame.map_run.empty()) record["map_run"] = frame.map_run;
  if (frame.restarted) record["restarted"] = true;
  // The input is printed already; it goes in as it is.
  std::string text = print(record);
  text.pop_back();
  text += ",\"input\":";
  text += frame.input_text;
  text += '}';
  store_.put(frame_key(execution.serial, frame.id), text);
}

void Records::erase_frame(const Execution& execution, const Frame& frame) {
  if (!execution.express) store_.erase(frame_key(execution.serial, frame.id));
}

void Records::write_items(const Execution& execution, const Frame& frame) {
  if (execution.express) return;
  json::array items;
  for (const MapItem& item : frame.children->items) items.push_back(item_json(item));
  const json::object record{{"most_at_once", frame.children->most_at_once},
                            {"count", frame.children->results.size()},
                            {"items", std::move(items)}};
  store_.put(items_key(execution.serial, frame.id), print(record));
}

void Records::write_result(const Execution& execution, const Frame& frame, std::size_t index,
                           const json::value& result) {
  if (!execution.express) store_.put(results_prefix(execution.serial, frame.id).number(index), print(result));
}

void Records::erase_children(const Execution& execution, const Frame& frame) {
  if (execution.express || !frame.children) return;
  store_.erase(items_key(execution.serial, frame.id));
  for (std::size_t i = 0; i < frame.children->results.size(); ++i) {
    if (frame.children->results[i]) store_.erase(results_prefix(execution.serial, frame.id).number(i));
  }
}

void Records::write_token(const Execution& execution, const Frame& frame) {
  const json::object place{{"serial", execution.serial}, {"frame", frame.id}, {"run", frame.run}};
  store_.put(base("token").text(frame.token), print(place));
}

void Records::erase_token(const std::string& token) { store_.erase(base("token").text(token)); }

std::optional<Records::TokenPlace> Records::find_token(std::string_view token) const {
  const auto text = store_.get(base("token").text(token));
  if (!text) return std::nullopt;
  const auto place = parse_json(*text);
  const auto number = [&](const char* name) {
    return static_cast<std::uint64_t>(find_number(place->get_object(), name).value_or(0));
  };
  return TokenPlace{number("serial"), number("frame"), number("run")};
}

namespace {

std::unique_ptr<Frame> read_frame(std::uint64_t id, const json::object& record) {
  auto frame = std::make_unique<Frame>();
  const auto number = [&](const char* name) { return find_number(record, name).value_or(0); };
  const auto maybe_time = [&](const char* name) -> std::optional<Instant> {
    const auto found = find_number(record, name);
    return found ? std::optional<Instant>(instant(*found)) : std::nullopt;
  };
  frame->id = id;
  frame->parent = static_cast<std::uint64_t>(number("parent"));
  frame->index = static_cast<std::size_t>(number("index"));
  frame->phase = read_phase(find_text(record, "phase").value_or("ready"));
  frame->previous_event = static_cast<std::uint64_t>(number("previous"));
  frame->entered_event = static_cast<std::uint64_t>(number("entered_event"));
  frame->started_event = static_cast<std::uint64_t>(number("started_event"));
  frame->entered = instant(number("entered_us"));
  frame->retry_count = number("retries");
  frame->run = static_cast<std::uint64_t>(number("run"));
  frame->trace = find_text(record, "trace").value_or("");
  frame->token = find_text(record, "token").value_or("");
  frame->worker = find_text(record, "worker").value_or("");
  frame->task_input = find_text(record, "task_input").value_or("");
  frame->wake = instant(number("wake_us"));
  frame->deadline = maybe_time("deadline_us");
  frame->beat_by = maybe_time("beat_us");
  frame->timeout_s = number("timeout_s");
  frame->heartbeat_s = number("heartbeat_s");
  frame->map_run = find_text(record, "map_run").value_or("");
  frame->restarted = find(record, "restarted") != nullptr;
  if (const auto* input = record.if_contains("input")) frame->input = *input;
  frame->input_text = print(frame->input);
  if (const auto* attempts = find_array(record, "attempts")) {
    for (const auto& one : *attempts) frame->attempts.push_back(integer_of(one).value_or(0));
  }
  if (const auto* own = find_object(record, "variables")) {
    for (const auto& [name, value] : *own) frame->variables.own.emplace(std::string(name), value);
  }
  if (const auto* item = find_object(record, "item")) frame->item = read_item(*item);
  return frame;
}

}  // namespace

// Parents have smaller numbers than their children, so that a frame's graph is known when its turn comes.
void Records::link(Execution& execution, Frame& frame) const {
  if (frame.parent == 0) {
    frame.graph = execution.graph;
    return;
  }
  Frame& parent = *execution.frame(frame.parent);
  frame.graph = parent.state->kind == StateKind::map ? &parent.state->map->processor
                                                     : &parent.state->branches[frame.index];
  frame.variables.outer = &parent.variables;
}

void Records::read_frames(Execution& execution) const {
  const Key prefix = base("frame").number(execution.serial);
  for (auto cursor = store_.scan(prefix); cursor.valid(); cursor.next()) {
    const std::uint64_t id = KeyReader(cursor.key().substr(prefix.bytes().size())).number();
    const auto record = read_kept(cursor.value());
    auto frame = read_frame(id, record->get_object());
    link(execution, *frame);
    frame->state = &frame->graph->states.find(*find_text(record->get_object(), "state"))->second;
    execution.next_frame = id + 1;
    execution.frames.emplace(id, std::move(frame));
  }
  for (auto& [id, frame] : execution.frames) {
    if (frame->phase != Phase::children) continue;
    const auto text = store_.get(items_key(execution.serial, id));
    if (!text) continue;
    const auto record = read_kept(*text);
    auto children = std::make_unique<Children>();
    children->most_at_once =
        static_cast<std::size_t>(find_number(record->get_object(), "most_at_once").value_or(0));
    children->results.resize(
        static_cast<std::size_t>(find_number(record->get_object(), "count").value_or(0)));
    for (const auto& item : *find_array(record->get_object(), "items")) {
      children->items.push_back(read_item(item.get_object()));
    }
    const Key results = results_prefix(execution.serial, id);
    for (auto cursor = store_.scan(results); cursor.valid(); cursor.next()) {
      const auto index = KeyReader(cursor.key().substr(results.bytes().size())).number();
      children->results[static_cast<std::size_t>(index)] = *read_kept(cursor.value());
      children->next = std::max(children->next, static_cast<std::size_t>(index) + 1);
      ++children->done;
    }
    for (const Frame* child : execution.children_of(id)) {
      children->next = std::max(children->next, child->index + 1);
      ++children->running;
    }
    frame->children = std::move(children);
  }
}

}  // namespace orrery::states

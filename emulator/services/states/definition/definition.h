#pragma once
// A state machine as it is run: parsed and checked once, then shared by its executions.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/states/definition/choice.h"
#include "services/states/template.h"

namespace orrery::states {

struct Retrier {
  std::vector<std::string> errors;
  double interval_s = 1;
  std::int64_t most_attempts = 3;
  double backoff = 2;
  std::optional<double> longest_delay_s;
  bool jitter = false;
};

// InputPath, OutputPath, ResultPath: absent means "$", null means nothing passes.
struct PathField {
  bool discards = false;
  std::optional<Path> path;
};

struct Catcher {
  std::vector<std::string> errors;
  std::string next;
  PathField result_path;
  std::optional<Template> output;  // JSONata
  std::optional<Template> assign;
};

enum class StateKind { pass, task, choice, wait, succeed, fail, parallel, map };
std::string_view kind_name(StateKind kind);  // "Pass"

struct State;

struct Graph {
  std::string start;
  std::map<std::string, State, std::less<>> states;
};

// What a Map reads instead of its input: {Resource, Parameters, ReaderConfig}.
struct ItemReader {
  std::string resource;
  Template parameters;
  Template config = Template::constant(json::object{});
};

struct ItemBatcher {
  std::optional<Template> input;
  std::optional<Template> most_items, most_bytes;
};

struct ResultWriter {
  std::string resource;  // empty: only the format is set
  std::optional<Template> parameters;
  std::string transformation = "NONE";  // COMPACT, FLATTEN
  std::string output_type = "JSON";     // JSONL
};

struct MapFields {
  Graph processor;
  bool distributed = false;
  bool express = false;  // of a distributed map's children
  std::string label;
  std::optional<Template> items;  // ItemsPath or Items
  std::string items_path = "$";
  std::optional<Template> most_at_once, tolerated_count, tolerated_percentage;
  std::optional<ItemReader> reader;
  std::optional<ItemBatcher> batcher;
  std::optional<ResultWriter> writer;
};

struct State {
  std::string name;
  StateKind kind = StateKind::pass;
  QueryLanguage language = QueryLanguage::json_path;
  std::string next;  // empty: it ends here
  PathField input_path, output_path, result_path;
  std::optional<Template> parameters;  // Parameters, Arguments; of a Map: ItemSelector
  std::optional<Template> result_selector;
  std::optional<Template> output, assign;
  std::vector<Retrier> retries;
  std::vector<Catcher> catches;

  std::optional<json::value> result;               // Pass
  std::optional<Template> seconds, timestamp;      // Wait
  std::string resource;                            // Task
  std::optional<Template> timeout_s, heartbeat_s;  // Task
  std::optional<Template> credentials;             // Task: {RoleArn}
  std::vector<ChoiceRule> choices;                 // Choice
  std::string otherwise;                           // Choice: Default
  std::optional<Template> error, cause;            // Fail
  std::vector<Graph> branches;                     // Parallel
  std::unique_ptr<MapFields> map;                  // Map

  bool jsonata() const { return language == QueryLanguage::jsonata; }
  bool can_retry() const {
    return kind == StateKind::task || kind == StateKind::parallel || kind == StateKind::map;
  }
};

struct Definition {
  Graph graph;
  QueryLanguage language = QueryLanguage::json_path;
  std::optional<std::int64_t> timeout_s;
  json::object variable_references;  // state name -> names, as DescribeStateMachine tells them
};

struct Diagnostic {
  std::string code, message, location;
  bool warning = false;
  bool when_asked = false;  // a machine that is stored already runs all the same
};

enum class MachineType { standard, express };

// A machine in the store was admitted once, perhaps by a build that checked less.
enum class Admission { asked, given };

// Parses and checks. What is found wrong goes to `diagnostics`; nullptr where any of it is an error.
std::shared_ptr<const Definition> read_definition(std::string_view text, MachineType type,
                                                  std::vector<Diagnostic>& diagnostics,
                                                  Admission admission = Admission::asked);
// The refusal of CreateStateMachine for them.
std::string invalid_definition(const std::vector<Diagnostic>& diagnostics);

}  // namespace orrery::states

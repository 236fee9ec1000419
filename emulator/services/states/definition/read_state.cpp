// One state: what all kinds share, and the small kinds.
#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

struct KindRow {
  std::string_view name;
  StateKind kind;
  std::string_view
      fields;  // besides Type, Comment and QueryLanguage; those of JSONPath after '|', of JSONata after '~'
};

constexpr KindRow kinds[] = {
    {"Pass", StateKind::pass, "Next End Assign|InputPath OutputPath ResultPath Parameters Result~Output"},
    {"Task", StateKind::task,
     "Next End Assign Retry Catch Resource TimeoutSeconds HeartbeatSeconds Credentials|InputPath OutputPath "
     "ResultPath "
     "Parameters ResultSelector TimeoutSecondsPath HeartbeatSecondsPath~Output Arguments"},
    {"Choice", StateKind::choice, "Choices Default Assign|InputPath OutputPath~Output"},
    {"Wait", StateKind::wait,
     "Next End Assign Seconds Timestamp|InputPath OutputPath SecondsPath TimestampPath~Output"},
    {"Succeed", StateKind::succeed, "|InputPath OutputPath~Output"},
    {"Fail", StateKind::fail, "Error Cause|ErrorPath CausePath~"},
    {"Parallel", StateKind::parallel,
     "Next End Assign Retry Catch Branches|InputPath OutputPath ResultPath Parameters ResultSelector~Output "
     "Arguments"},
    {"Map", StateKind::map,
     "Next End Assign Retry Catch Iterator ItemProcessor ItemReader ItemBatcher ItemSelector ResultWriter "
     "Label "
     "MaxConcurrency ToleratedFailureCount ToleratedFailurePercentage|InputPath OutputPath ResultPath "
     "Parameters "
     "ResultSelector ItemsPath MaxConcurrencyPath ToleratedFailureCountPath "
     "ToleratedFailurePercentagePath~Output Items"},
};

void add_words(std::string_view words, std::set<std::string_view>& into) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.size(), words.find(' '));
    if (end > 0) into.insert(words.substr(0, end));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
}

void check_fields(const Fields& fields, const KindRow& row, QueryLanguage language) {
  std::set<std::string_view> known{"Type", "Comment", "QueryLanguage"};
  const std::size_t path = row.fields.find('|'), query = row.fields.find('~');
  add_words(row.fields.substr(0, path), known);
  std::set<std::string_view> of_path, of_jsonata;
  add_words(row.fields.substr(path + 1, query - path - 1), of_path);
  add_words(row.fields.substr(query + 1), of_jsonata);
  const auto& other = language == QueryLanguage::jsonata ? of_path : of_jsonata;
  for (const auto& [key, value] : fields.object()) {
    if (!other.contains(std::string_view(key))) continue;
    fields.complain(wrong_language(key, language));
    known.insert(std::string_view(key));
  }
  known.merge(language == QueryLanguage::jsonata ? of_jsonata : of_path);
  fields.refuse_unknown(known);
}

QueryLanguage language_of(const Fields& fields, const Surroundings& around) {
  if (!fields.has("QueryLanguage")) return around.language;
  const std::string language = fields.word("QueryLanguage", {"JSONPath", "JSONata"});
  if (language == "JSONata") return QueryLanguage::jsonata;
  if (language == "JSONPath" && around.language == QueryLanguage::jsonata) {
    fields.complain("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  return QueryLanguage::json_path;
}

void read_transition(const Fields& fields, State& state) {
  const bool ends = state.kind == StateKind::succeed || state.kind == StateKind::fail;
  if (ends || state.kind == StateKind::choice) return;
  state.next = fields.text("Next");
  const auto end = fields.flag("End");
  // An End that is false says nothing.
  if (end == false && fields.has("Next")) return;
  if (end == false) {
    fields.complain("This object should have only one of the following fields: [Next, End]");
  } else {
    fields.one_of({"Next", "End"}, true);
  }
}

void read_data_flow(const Fields& fields, State& state) {
  if (state.jsonata()) {
    state.output = fields.payload("Output", state.language);
    if (state.kind == StateKind::task || state.kind == StateKind::parallel) {
      state.parameters = fields.payload("Arguments", state.language);
    }
  } else {
    state.input_path = fields.path_field("InputPath");
    state.output_path = fields.path_field("OutputPath");
    state.result_path = fields.reference_field("ResultPath");
    if (state.kind != StateKind::map) state.parameters = fields.payload("Parameters", state.language);
    state.result_selector = fields.payload("ResultSelector", state.language);
  }
  state.assign = fields.assignment(state.language);
}

// The Result of a Pass is a constant, whatever it looks like.
void read_result(const Fields& fields, const json::value& result, State& state) {
  state.result = result;
  if (!result.is_string() || !result.get_string().starts_with('$')) return;
  fields.diagnostics().push_back({"PASS_RESULT_IS_STATIC",
                                  "The Result of a Pass state is static: it is not evaluated as a JSONPath.",
                                  fields.at("Result"), true});
}

void read_wait(const Fields& fields, State& state) {
  state.seconds = fields.bounded("Seconds", state.language, 0, 99999999);
  state.timestamp = fields.computed("Timestamp", state.language, json::kind::string);
  fields.one_of({"SecondsPath", "Seconds", "TimestampPath", "Timestamp"}, true);
  if (state.timestamp && state.timestamp->kind() == Template::Kind::literal &&
      !parse_iso_time(view(state.timestamp->literal().get_string()))) {
    fields.complain("String does not match RFC3339 timestamp", "Timestamp");
  }
}

void read_parallel(const Fields& fields, State& state, const Surroundings& around) {
  fields.require({"Branches"});
  const json::array* branches = fields.filled_list("Branches");
  if (!branches) return;
  for (const auto& branch : *branches) {
    const std::string at = fields.at("Branches[" + std::to_string(state.branches.size()) + "]");
    if (!branch.is_object()) {
      fields.diagnostics().push_back({Fields::failed, "Expected value of type Object", at});
      continue;
    }
    const Fields inner(branch.get_object(), at, fields.diagnostics());
    state.branches.push_back(
        read_graph(inner, {around.type, around.language, around.names, around.depth + 1, around.variables}));
  }
}

}  // namespace

std::string wrong_language(std::string_view field, QueryLanguage language) {
  const bool jsonata = language == QueryLanguage::jsonata;
  return std::string("The QueryLanguage is set to '") + (jsonata ? "JSONata" : "JSONPath") +
         "', but field '" + std::string(field) + "' is only supported for the '" +
         (jsonata ? "JSONPath" : "JSONata") + "' QueryLanguage";
}

std::string_view kind_name(StateKind kind) {
  for (const KindRow& row : kinds) {
    if (row.kind == kind) return row.name;
  }
  return "";
}

State read_state(std::string_view name, const Fields& fields, const Surroundings& around) {
  State state;
  state.name = name;
  if (!fields.has("Type")) fields.complain("The field 'Type' is required");
  const std::string type = fields.text("Type");
  const auto* row =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& one) { return one.name == type; });
  if (row == std::end(kinds)) {
    if (!type.empty()) {
      fields.complain(
          "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, "
          "Parallel, Map]",
          "Type");
    }
    return state;
  }
  state.kind = row->kind;
  state.language = language_of(fields, around);
  check_fields(fields, *row, state.language);
  read_transition(fields, state);
  read_data_flow(fields, state);
  if (row->fields.find("Retry") != std::string_view::npos) read_error_handling(fields, state);
  switch (state.kind) {
    case StateKind::pass:
      if (const auto* result = fields.raw("Result")) read_result(fields, *result, state);
      break;
    case StateKind::wait:
      read_wait(fields, state);
      break;
    case StateKind::choice:
      read_choice(fields, state);
      break;
    case StateKind::task:
      read_task(fields, state, around);
      break;
    case StateKind::parallel:
      read_parallel(fields, state, around);
      break;
    case StateKind::map:
      read_map(fields, state, around);
      break;
    case StateKind::fail:
      state.error = fields.computed("Error", state.language, json::kind::string, true);
      state.cause = fields.computed("Cause", state.language, json::kind::string, true);
      break;
    case StateKind::succeed:
      break;
  }
  check_states_fields(fields, state);
  return state;
}

}  // namespace orrery::states

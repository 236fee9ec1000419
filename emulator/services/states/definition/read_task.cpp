// Task states, and what Task, Parallel and Map do about errors.
#include <algorithm>

#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

Retrier read_retrier(const Fields& fields) {
  Retrier retrier;
  fields.require({"ErrorEquals"});
  fields.refuse_unknown({"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
                         "JitterStrategy", "Comment"});
  retrier.errors = fields.texts("ErrorEquals");
  retrier.interval_s = fields.number("IntervalSeconds", 0, 99999999, true).value_or(1);
  if (retrier.interval_s < 1) fields.complain_when_asked("Minimum value is 1", "IntervalSeconds");
  retrier.most_attempts =
      static_cast<std::int64_t>(fields.number("MaxAttempts", 0, 99999999, true).value_or(3));
  retrier.backoff = fields.number("BackoffRate", 1, 1e9, false).value_or(2);
  retrier.longest_delay_s = fields.number("MaxDelaySeconds", 1, 31622400, true);
  if (retrier.longest_delay_s && *retrier.longest_delay_s <= retrier.interval_s) {
    fields.complain("MaxDelaySeconds must be greater than IntervalSeconds", "MaxDelaySeconds");
  }
  retrier.jitter = fields.word("JitterStrategy", {"NONE", "FULL"}) == "FULL";
  return retrier;
}

Catcher read_catcher(const Fields& fields, const State& state) {
  Catcher catcher;
  fields.require({"ErrorEquals", "Next"});
  fields.refuse_unknown({"ErrorEquals", "Next", "ResultPath", "Output", "Assign", "Comment"});
  catcher.errors = fields.texts("ErrorEquals");
  catcher.next = fields.text("Next");
  if (state.jsonata()) {
    catcher.output = fields.payload("Output", state.language);
  } else {
    catcher.result_path = fields.reference_field("ResultPath");
  }
  catcher.assign = fields.assignment(state.language);
  return catcher;
}

void check_errors(const Fields& fields, const std::vector<std::string>& errors, bool last) {
  fields.filled_list("ErrorEquals");
  const bool all = std::find(errors.begin(), errors.end(), "States.ALL") != errors.end();
  if (all && (errors.size() > 1 || !last))
    fields.complain("States.ALL must appear alone and at end of list", "ErrorEquals");
}

template <class Entry>
void read_entries(const Fields& fields, std::string_view name, std::vector<Entry>& into,
                  const std::function<Entry(const Fields&)>& read) {
  const json::array* entries = fields.list(name);
  if (!entries) return;
  for (std::size_t i = 0; i < entries->size(); ++i) {
    const std::string at = fields.at(std::string(name) + "[" + std::to_string(i) + "]");
    if (!(*entries)[i].is_object()) {
      fields.diagnostics().push_back({Fields::failed, "Expected value of type Object", at});
      continue;
    }
    const Fields inner((*entries)[i].get_object(), at, fields.diagnostics());
    into.push_back(read(inner));
    check_errors(inner, into.back().errors, i + 1 == entries->size());
  }
}

}  // namespace

void read_error_handling(const Fields& fields, State& state) {
  read_entries<Retrier>(fields, "Retry", state.retries, read_retrier);
  read_entries<Catcher>(fields, "Catch", state.catches,
                        [&](const Fields& inner) { return read_catcher(inner, state); });
}

void read_task(const Fields& fields, State& state, const Surroundings& around) {
  fields.require({"Resource"});
  state.resource = fields.text("Resource");
  if (!state.resource.empty()) check_task_resource(fields, state, around.type);
  state.timeout_s = fields.bounded("TimeoutSeconds", state.language, 1, 99999999);
  state.heartbeat_s = fields.bounded("HeartbeatSeconds", state.language, 1, 99999999);
  const auto told = [](const std::optional<Template>& field) {
    return field && field->kind() == Template::Kind::literal;
  };
  if (told(state.timeout_s) && told(state.heartbeat_s) &&
      number_of(state.heartbeat_s->literal()) >= number_of(state.timeout_s->literal())) {
    fields.complain("The HeartbeatSeconds value must be smaller than the TimeoutSeconds value",
                    "HeartbeatSeconds");
  }
  if (const auto* credentials = fields.object("Credentials")) {
    const Fields inner(*credentials, fields.at("Credentials"), fields.diagnostics());
    if (!inner.has("RoleArn") && !inner.has("RoleArn.$"))
      inner.complain("The field 'RoleArn' is required but was missing");
    inner.text("RoleArn");
    state.credentials = fields.payload("Credentials", state.language);
  }
}

}  // namespace orrery::states

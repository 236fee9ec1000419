// What AWS asks of a mocked result and of a given Context object.
#include <limits>

#include "services/states/integrations/integration.h"
#include "services/states/requests/trial.h"

namespace orrery::states {
namespace {

enum class Kind { text, number, list, object };

// A member of an answer, under the integration that gives it, optimised or by the SDK. The path leads through
// lists too.
struct Member {
  std::string_view type, action, path;
  Kind kind;
  bool required = false;
  double least = 0;  // of a number, or of the length of a text
  double most = std::numeric_limits<double>::infinity();
  std::string_view words = {};  // one of these
};

constexpr Member members[] = {
    {"lambda", "invoke", "ExecutedVersion", Kind::text},
    {"lambda", "invoke", "FunctionError", Kind::text},
    {"lambda", "invoke", "LogResult", Kind::text},
    {"lambda", "invoke", "Payload", Kind::text},
    {"lambda", "invoke", "StatusCode", Kind::number},
    {"states", "startExecution", "ExecutionArn", Kind::text, true},
    {"states", "startExecution", "StartDate", Kind::text, true},
    {"events", "putEvents", "Entries", Kind::list},
    {"events", "putEvents", "Entries/EventId", Kind::text},
    {"events", "putEvents", "Entries/ErrorCode", Kind::text},
    {"events", "putEvents", "Entries/ErrorMessage", Kind::text},
    {"events", "putEvents", "FailedEntryCount", Kind::number},
    {"sqs", "sendMessage", "MessageId", Kind::text},
    {"sns", "publish", "MessageId", Kind::text},
    {"dynamodb", "", "Attributes", Kind::object},
    {"dynamodb", "", "Item", Kind::object},
    {"dynamodb", "", "ConsumedCapacity", Kind::object},
    {"dynamodb", "", "ConsumedCapacity/TableName", Kind::text},
    {"dynamodb", "", "ConsumedCapacity/CapacityUnits", Kind::number},
    {"dynamodb", "", "ConsumedCapacity/ReadCapacityUnits", Kind::number},
    {"dynamodb", "", "ConsumedCapacity/WriteCapacityUnits", Kind::number},
    {"s3", "getObject", "ContentLength", Kind::number},
    {"s3", "getObject", "ContentType", Kind::text},
    {"s3", "getObject", "ETag", Kind::text},
    {.type = "s3",
     .action = "getObject",
     .path = "StorageClass",
     .kind = Kind::text,
     .words = "STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE "
              "OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS FSX_ONTAP"},
    {"lambda", "getFunction", "Configuration", Kind::object},
    {"lambda", "getFunction", "Configuration/FunctionName", Kind::text},
    {"lambda", "getFunction", "Configuration/MemorySize", Kind::number, false, 128, 10240},
    {"lambda", "getFunction", "Configuration/Timeout", Kind::number, false, 1},
    {"kms", "encrypt", "CiphertextBlob", Kind::text, false, 1},
    {"kms", "encrypt", "KeyId", Kind::text, false, 1},
};

bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view first = words.substr(0, words.find(' '));
    if (first == word) return true;
    words.remove_prefix(std::min(first.size() + 1, words.size()));
  }
  return false;
}

void check_value(const json::value& value, const Member& member) {
  const auto refuse = [&](const char* why) {
    const std::string_view name = member.path.substr(member.path.rfind('/') + 1);
    throw invalid_trial("Mock result schema validation error: Field '" + std::string(name) + "' " + why);
  };
  switch (member.kind) {
    case Kind::text:
      if (!value.is_string()) refuse("must be a string");
      if (!member.words.empty() && !lists(member.words, view(value.get_string())))
        refuse("is not an expected value");
      if (static_cast<double>(value.get_string().size()) < member.least)
        refuse("is smaller than the minimum length");
      return;
    case Kind::number:
      if (!value.is_number()) refuse("must be a number");
      if (number_of(value) < member.least) refuse("is less than the minimum value");
      if (number_of(value) > member.most) refuse("exceeds the maximum value");
      return;
    case Kind::list:
      if (!value.is_array()) refuse("must be an array");
      return;
    case Kind::object:
      if (!value.is_object()) refuse("must be an object");
  }
}

void check_member(const json::value& place, std::string_view path, const Member& member) {
  if (const auto* list = place.if_array()) {
    for (const auto& element : *list) check_member(element, path, member);
    return;
  }
  if (!place.is_object()) return;
  const std::size_t slash = path.find('/');
  const json::value* value = find(place.get_object(), path.substr(0, slash));
  if (!value) return;
  if (slash != std::string_view::npos) return check_member(*value, path.substr(slash + 1), member);
  check_value(*value, member);
}

struct ContextMember {
  std::string_view part, name;
  Kind kind;
};

constexpr ContextMember context_members[] = {
    {"Execution", "Id", Kind::text},
    {"Execution", "Input", Kind::object},
    {"Execution", "Name", Kind::text},
    {"Execution", "RedriveCount", Kind::number},
    {"Execution", "RedriveTime", Kind::text},
    {"Execution", "RoleArn", Kind::text},
    {"Execution", "StartTime", Kind::text},
    {"State", "EnteredTime", Kind::text},
    {"State", "Name", Kind::text},
    {"State", "RetryCount", Kind::number},
    {"StateMachine", "Id", Kind::text},
    {"StateMachine", "Name", Kind::text},
    {"Task", "Token", Kind::text},
};

AwsError invalid_context(const std::string& why) {
  return invalid_trial("Invalid Context object provided: " + why);
}

void check_context_part(std::string_view part, const json::object& given) {
  for (const auto& [key, value] : given) {
    const std::string_view name = key;
    const auto* known =
        std::find_if(std::begin(context_members), std::end(context_members),
                     [&](const ContextMember& one) { return one.part == part && one.name == name; });
    if (known == std::end(context_members))
      throw invalid_context("Field '" + std::string(name) + "' is not allowed");
    if (known->kind == Kind::text && !value.is_string())
      throw invalid_context(std::string(part) + "." + std::string(name) + " must be a string");
    if (known->kind == Kind::number && !value.is_number())
      throw invalid_context(std::string(part) + "." + std::string(name) + " must be a number");
  }
}

bool waits_for_others(const State& state) {
  const auto integration =
      state.kind == StateKind::task ? parse_integration(state.resource) : std::optional<Integration>();
  return integration && integration->pattern != Integration::Pattern::respond;
}

}  // namespace

void check_mocked_result(const State& state, const json::object& result, bool strict) {
  const auto integration = parse_integration(state.resource);
  using Pattern = Integration::Pattern;
  const bool answers_at_once =
      integration && integration->pattern != Pattern::sync && integration->pattern != Pattern::sync_json;
  if (!answers_at_once) return;
  const std::string_view type = integration->service();
  for (const Member& member : members) {
    if (member.type != type) continue;
    if (!member.action.empty() && member.action != integration->action) continue;
    if (strict && member.required && !result.contains(member.path)) {
      throw invalid_trial("Mock result schema validation error: Required field '" + std::string(member.path) +
                          "' is missing");
    }
    check_member(result, member.path, member);
  }
}

void check_given_context(const State& state, const json::value& context) {
  if (!context.is_object()) throw invalid_context("Context object must be a JSON object");
  for (const auto& [key, value] : context.get_object()) {
    const std::string_view part = key;
    if (part == "Map") throw invalid_context("'Map' field is not supported when mocking a Context object");
    if (part == "Task" && !waits_for_others(state)) {
      throw invalid_context(
          "Context object contains 'Task' when state is not a Task state with a '.sync' or "
          "'.waitForTaskToken' service integration pattern");
    }
    const bool known = part == "Execution" || part == "State" || part == "StateMachine" || part == "Task";
    if (!known) throw invalid_context("Field '" + std::string(part) + "' is not allowed");
    if (!value.is_object()) throw invalid_context(std::string(part) + " must be an object");
    check_context_part(part, value.get_object());
  }
}

}  // namespace orrery::states

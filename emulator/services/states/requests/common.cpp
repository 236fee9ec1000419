#include "services/states/requests/common.h"

#include <algorithm>
#include <map>

#include "core/arn.h"
#include "core/digest.h"
#include "core/record.h"
#include "services/states/execution/express_log.h"

namespace orrery::states {
namespace {

AwsError invalid_arn(const std::string& why) { return {"InvalidArn", "Invalid Arn: '" + why + "'"}; }
AwsError invalid_logging(const std::string& why) {
  return {"InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why};
}

bool log_group_exists(States& states, const Context& context, const json::object& logging) {
  if (!states.core.caller.knows("logs")) return true;
  const std::string name = log_group(logging);
  if (name.empty()) return false;
  const json::object found =
      states.core.caller.call_now("logs", "DescribeLogGroups", context, {{"logGroupNamePrefix", name}});
  // In the order of their names: the group itself comes before those that continue its name.
  const auto& groups = *find_array(found, "logGroups");
  return !groups.empty() && find_text(groups.front().get_object(), "logGroupName") == name;
}

constexpr std::string_view not_in_names = " \t\r\n<>{}[]?*\"#%\\^|~`$&,;:/";

AwsError invalid_token(const std::string& why) { return {"InvalidToken", "Invalid Token: '" + why + "'"}; }

// What is asked for, without what changes from page to page.
std::string question(const Input& input) {
  std::map<std::string_view, std::string> members;
  for (const auto& [name, value] : input.members) {
    if (name != "nextToken" && name != "maxResults") members.emplace(name, print(value));
  }
  std::string all;
  for (const auto& [name, text] : members) all.append(name).append(text);
  return std::to_string(crc32(all)) + ":";
}

}  // namespace

// Counted in characters.
void check_name_length(std::string_view name) {
  const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  const auto length = std::count_if(name.begin(), name.end(), begins);
  if (length >= 1 && length <= 80) return;
  throw AwsError("ValidationException",
                 "1 validation error detected: Value '" + std::string(name) +
                     "' at 'name' failed to satisfy constraint: Member must have length " +
                     (length < 1 ? "greater than or equal to 1" : "less than or equal to 80"));
}

void check_name(std::string_view name) {
  check_name_length(name);
  if (has_reserved(name, not_in_names))
    throw AwsError("InvalidName", "Invalid Name: '" + std::string(name) + "'");
}

void check_data_length(std::string_view member, std::string_view text) {
  if (text.size() <= data_limit_bytes) return;
  throw AwsError(
      "ValidationException",
      "1 validation error detected: Value at '" + std::string(member) +
          "' failed to satisfy constraint: Member must have size less than or equal to 262144 bytes in "
          "UTF-8 encoding");
}

void check_role(std::string_view arn) {
  const auto parsed = parse_arn(arn);
  const bool role = parsed && parsed->service == "iam" && parsed->account.size() == 12 &&
                    parsed->resource.starts_with("role/");
  if (!role) throw AwsError("InvalidArn", "Invalid Role Arn: '" + std::string(arn) + "'");
}

ExecutionArn read_execution_arn(std::string_view text) {
  const auto parsed = parse_arn(text);
  if (!text.starts_with("arn:")) throw invalid_arn("Invalid ARN prefix: " + std::string(text));
  if (!parsed || parsed->service != "states") {
    throw invalid_arn("ARN must begin with arn:aws:states: or have another valid partition: " +
                      std::string(text));
  }
  const std::size_t colon = parsed->resource.find(':');
  const std::string type = parsed->resource.substr(0, colon);
  // An Express execution is kept only where a Map Run started it.
  const bool of_map_run = type == "express" && parsed->resource.find('/') != std::string::npos;
  if (type != "execution" && !of_map_run)
    throw invalid_arn("Resource type not valid in this context: " + type);
  const std::string rest = parsed->resource.substr(colon + 1);
  const std::size_t second = rest.find(':');
  if (second == std::string::npos) throw invalid_arn(std::string(text));
  return {std::string(text), rest.substr(0, second), rest.substr(second + 1)};
}

std::unique_ptr<Execution> described_execution(States& states, const Context& context,
                                               std::string_view text) {
  const ExecutionArn arn = read_execution_arn(text);
  auto execution = states.engine.records.read_execution(context, arn.machine, arn.name);
  if (!execution || execution->arn != text) {
    throw AwsError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn.text + "'");
  }
  return execution;
}

json::object find_map_run(States& states, const Input& input) {
  const std::string_view arn = input.text("mapRunArn");
  if (map_run_uuid(arn).empty()) throw invalid_arn(std::string(arn));
  auto record = states.engine.map_runs.stored(arn);
  const bool own = record && find_text(*record, "account") == input.context.account &&
                   find_text(*record, "region") == input.context.region;
  if (!own) {
    throw AwsError("ResourceNotFound", "Resource not found: '" + std::string(arn) + "'", 400,
                   {{"resourceName", arn}});
  }
  return std::move(*record);
}

Page::Page(const Input& input, std::size_t longest_token) : asked(question(input)) {
  const auto most = input.maybe_number("maxResults", 0, 1000).value_or(0);
  limit = most == 0 ? 100 : static_cast<std::size_t>(most);
  if (input.has("nextToken")) {
    const auto key = from_base64(input.text("nextToken", 1, longest_token));
    if (!key || key->find(':') == std::string::npos) throw invalid_token("Invalid token");
    if (!key->starts_with(asked)) throw invalid_token("Input inconsistent with page token");
    after = key->substr(asked.size());
  }
}

void scan_page(States& states, const Page& page, std::string_view prefix, json::object& answer,
               const std::function<bool(std::string_view, std::string_view)>& row, Direction direction) {
  std::string lower(prefix), upper = prefix_end(prefix);
  if (!page.after.empty()) {
    if (!page.after.starts_with(prefix)) throw invalid_token("Invalid token");
    if (direction == Direction::forward) {
      lower = page.after + '\0';
    } else {
      upper = page.after;
    }
  }
  std::size_t taken = 0;
  std::string last;
  for (auto cursor = states.core.store.range(lower, upper, direction); cursor.valid(); cursor.next()) {
    if (taken == page.limit) {
      answer["nextToken"] = to_base64(page.asked + last);
      return;
    }
    if (row(cursor.key(), cursor.value())) ++taken;
    last = cursor.key();
  }
}

json::value read_execution_input(std::string_view text) {
  const auto refuse = [](const std::string& why) {
    return AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
  };
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) throw refuse("Invalid execution input.");
  auto parsed = read_document(text);
  if (!parsed) throw refuse(unreadable(text));
  return std::move(*parsed);
}

json::object execution_row(const Execution& execution) {
  json::object row{{"executionArn", execution.arn},
                   {"stateMachineArn", execution.machine_arn},
                   {"name", execution.name},
                   {"status", status_name(execution.status)},
                   {"startDate", epoch_double(execution.started)}};
  if (execution.status != Status::running && execution.status != Status::pending_redrive) {
    row["stopDate"] = epoch_double(execution.stopped);
  }
  for (const auto member : {"stateMachineVersionArn", "stateMachineAliasArn", "itemCount"}) {
    if (const auto* value = execution.about.if_contains(member)) row[member] = *value;
  }
  if (!execution.map_run.empty()) row["mapRunArn"] = execution.map_run;
  row["redriveCount"] = execution.redrive_count;
  if (execution.redriven) row["redriveDate"] = epoch_double(*execution.redriven);
  return row;
}

void check_definition(std::string_view definition, MachineType type) {
  if (definition.size() > 1048576) {
    throw AwsError(
        "ValidationException",
        "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have "
        "length less than or equal to 1048576");
  }
  std::vector<Diagnostic> diagnostics;
  if (!read_definition(definition, type, diagnostics)) {
    throw AwsError("InvalidDefinition", invalid_definition(diagnostics));
  }
}

void check_version_description(const Input& input, bool publish) {
  if (input.has("versionDescription") && !publish)
    throw AwsError("ValidationException", "Version description can only be set when publish is true");
}

void read_logging(States& states, const Input& input, json::object& machine) {
  if (const auto* logging = input.maybe_object("loggingConfiguration")) {
    json::object kept{{"level", find_text(*logging, "level").value_or("OFF")},
                      {"includeExecutionData", find(*logging, "includeExecutionData")
                                                   ? (*logging).at("includeExecutionData")
                                                   : json::value(false)}};
    const auto* destinations = find_array(*logging, "destinations");
    const auto& level = kept["level"];
    if (level == "ALL" || level == "ERROR" || level == "FATAL") {
      const bool named = destinations && destinations->size() == 1 && destinations->front().is_object() &&
                         find_object(destinations->front().get_object(), "cloudWatchLogsLogGroup");
      if (!named) {
        throw invalid_logging("Must specify exactly one Log Destination.");
      }
      if (!log_group_exists(states, input.context, *logging))
        throw invalid_logging("Log Destination not found.");
    }
    if (destinations) kept["destinations"] = *destinations;
    machine["loggingConfiguration"] = std::move(kept);
  }
  if (const auto* tracing = input.maybe_object("tracingConfiguration")) {
    const auto* enabled = find(*tracing, "enabled");
    machine["tracingConfiguration"] =
        json::object{{"enabled", enabled && enabled->is_bool() && enabled->get_bool()}};
  }
  if (const auto* encryption = input.maybe_object("encryptionConfiguration")) {
    if (find_text(*encryption, "type") == "CUSTOMER_MANAGED_KMS_KEY") {
      throw not_supported("encryptionConfiguration.type CUSTOMER_MANAGED_KMS_KEY");
    }
    machine["encryptionConfiguration"] = *encryption;
  }
}

json::value encryption_of(const json::object& machine) {
  if (const auto* own = find(machine, "encryptionConfiguration")) return *own;
  return json::object{{"type", "AWS_OWNED_KEY"}};
}

void check_tags(const json::array& tags) {
  if (tags.size() > 50) throw AwsError("TooManyTags", "Too many tags: the limit is 50");
  for (const auto& tag : tags) {
    if (tag.is_object() && find_text(tag.get_object(), "key").value_or("").starts_with("aws:")) {
      throw AwsError("AccessDeniedException", "Caller is an end user and not allowed to mutate system tags");
    }
    if (!tag.is_object() || !find_text(tag.get_object(), "key")) {
      throw AwsError(
          "ValidationException",
          "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: "
          "Member must not be null");
    }
  }
}

double seconds_of(const json::object& record, std::string_view name) {
  const json::value* value = find(record, name);
  return value && value->is_number() ? number_of(*value) : 0;
}

std::string read_activity_arn(std::string_view arn) {
  const auto parsed = parse_arn(arn);
  if (!parsed || parsed->service != "states" || !parsed->resource.starts_with("activity:")) {
    throw invalid_arn(std::string(arn));
  }
  return parsed->resource.substr(9);
}

json::object find_activity(States& states, const Context& context, std::string_view arn) {
  const auto text = states.core.store.get(activity_key(context, read_activity_arn(arn)));
  if (!text) throw AwsError("ActivityDoesNotExist", "Activity Does Not Exist: '" + std::string(arn) + "'");
  return stored_object(*text);
}

}  // namespace orrery::states

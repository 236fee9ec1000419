#pragma once
// What several operations share: names, pages, and how things are described.
#include "services/states/operations/operations.h"

namespace orrery::states {

// Throws ValidationException.
void check_name_length(std::string_view name);
// Its length, too. Throws InvalidName.
void check_name(std::string_view name);
// Of the text of a document. Throws ValidationException.
void check_data_length(std::string_view member, std::string_view text);
// Throws InvalidArn where it is no ARN at all.
void check_role(std::string_view arn);

struct ExecutionArn {
  std::string text, machine, name;
};
// Throws InvalidArn; of Express executions too, which are not kept.
ExecutionArn read_execution_arn(std::string_view text);
// As it is now. Throws ExecutionDoesNotExist.
std::unique_ptr<Execution> described_execution(States& states, const Context& context, std::string_view arn);

// The record of the Map Run that `mapRunArn` names. Throws InvalidArn or ResourceNotFound.
json::object find_map_run(States& states, const Input& input);

// One page of a scan: at most `limit` rows, and where the next page begins.
struct Page {
  explicit Page(const Input& input, std::size_t longest_token = 1024);
  std::size_t limit;
  std::string asked;  // a page's token serves the request that it came from
  std::string after;  // the last key of the page before; empty: from the start
};
// Calls `row` with key and value until it has taken a page; it says whether it took the row. Adds nextToken.
void scan_page(States& states, const Page& page, std::string_view prefix, json::object& answer,
               const std::function<bool(std::string_view key, std::string_view value)>& row,
               Direction direction = Direction::forward);

// Reads `text` as an execution's input. Throws InvalidExecutionInput.
json::value read_execution_input(std::string_view text);
json::object execution_row(const Execution& execution);

// Creates or changes: what CreateStateMachine and UpdateStateMachine check alike.
void check_definition(std::string_view definition, MachineType type);
void read_logging(States& states, const Input& input, json::object& machine);
void check_version_description(const Input& input, bool publish);
void check_tags(const json::array& tags);
// A machine's encryptionConfiguration, or the key that AWS owns.
json::value encryption_of(const json::object& machine);

double seconds_of(const json::object& record, std::string_view name);  // "..._us" to epoch seconds
// The name in an activity's ARN. Throws InvalidArn.
std::string read_activity_arn(std::string_view arn);
// The record of an activity. Throws ActivityDoesNotExist.
json::object find_activity(States& states, const Context& context, std::string_view arn);

}  // namespace orrery::states

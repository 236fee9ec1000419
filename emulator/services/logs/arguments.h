#pragma once
// The arguments that many operations share, checked in AWS's words.
#include <string>

#include "services/logs/logs.h"

namespace orrery::logs {

// logGroupName, which must look like one.
std::string group_name(const Input& input);
std::string identified_name(std::string_view identifier);  // of a group: its name or its arn
// The group that logGroupName or logGroupIdentifier (a name or an arn) names. Refuses where there is none.
Group named_group(const Logs& logs, const Input& input);
Group group_of_arn(const Logs& logs, const Input& input, std::string_view member);
std::string stream_name(const Input& input);
Stream named_stream(const Logs& logs, const Group& group, std::string_view name);

// Adds to or takes from the tags of a group; at most fifty.
void add_tags(Group& group, const json::object& tags);
void remove_tags(Group& group, const json::array& keys);

// Events before this are beyond the group's retention: nobody sees them.
Place oldest_kept(const Logs& logs, const Group& group);
// What PutLogEvents hands out for a next call; accepted whatever it is.
std::string upload_token(const Stream& stream);

AwsError no_such_group();
AwsError no_such_stream();
AwsError invalid_parameter(std::string message);
// "1 validation error detected: Value 'x' at 'name' failed to satisfy constraint: ..."
AwsError constraint(std::string_view value, std::string_view member, std::string_view words);

// Tokens of pages: names and places, hidden in base64 so that nobody builds their own.
std::string page_token(const json::array& parts);
json::array read_page_token(const Input& input, std::size_t parts);

}  // namespace orrery::logs

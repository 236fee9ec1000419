#include "services/logs/arguments.h"

#include "core/arn.h"
#include "core/digest.h"

namespace orrery::logs {
namespace {

constexpr std::string_view group_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/#";
constexpr std::string_view identifier_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_#+=/:,.@-";
constexpr std::size_t longest_name = 512;
constexpr std::size_t most_tags = 50;

// "log-group:NAME" or "log-group:NAME:*" of an arn.
std::string name_in_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "logs" || !arn->resource.starts_with("log-group:")) {
    throw invalid_parameter("Invalid resource ARN: " + std::string(text));
  }
  std::string_view name = std::string_view(arn->resource).substr(10);
  if (name.ends_with(":*")) name.remove_suffix(2);
  return std::string(name);
}

// A name of either kind.
std::string_view bounded_name(const Input& input, std::string_view member) {
  const std::string_view name = input.text(member, 1, std::string_view::npos);
  if (name.size() <= longest_name) return name;
  throw invalid_parameter("Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
}

}  // namespace

AwsError no_such_group() { return {"ResourceNotFoundException", "The specified log group does not exist."}; }

AwsError no_such_stream() {
  return {"ResourceNotFoundException", "The specified log stream does not exist."};
}

AwsError invalid_parameter(std::string message) { return {"InvalidParameterException", std::move(message)}; }

AwsError constraint(std::string_view value, std::string_view member, std::string_view words) {
  return invalid_parameter("1 validation error detected: Value '" + std::string(value) + "' at '" +
                           std::string(member) + "' failed to satisfy constraint: " + std::string(words));
}

std::string group_name(const Input& input) {
  const std::string_view name = bounded_name(input, "logGroupName");
  if (name.find_first_not_of(group_letters) != name.npos) {
    throw constraint(name, "logGroupName",
                     R"(Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+)");
  }
  return std::string(name);
}

std::string identified_name(std::string_view identifier) {
  return identifier.starts_with("arn:") ? name_in_arn(identifier) : std::string(identifier);
}

Group named_group(const Logs& logs, const Input& input) {
  std::string name;
  if (const auto identifier = input.maybe_text("logGroupIdentifier")) {
    if (input.has("logGroupName")) {
      throw AwsError("ValidationException",
                     "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    }
    if (identifier->find_first_not_of(identifier_letters) != identifier->npos) {
      throw constraint(*identifier, "logGroupIdentifier",
                       R"(Member must satisfy regular expression pattern: [\w#+=/:,.@-]*)");
    }
    name = identified_name(*identifier);
  } else {
    name = group_name(input);
  }
  auto group = logs.records.group(input.context, name);
  if (!group) throw no_such_group();
  return *std::move(group);
}

Group group_of_arn(const Logs& logs, const Input& input, std::string_view member) {
  auto group = logs.records.group(input.context, name_in_arn(input.text(member)));
  if (!group) throw no_such_group();
  return *std::move(group);
}

std::string stream_name(const Input& input) {
  const std::string_view name = bounded_name(input, "logStreamName");
  if (name.find_first_of(":*") != name.npos) {
    throw constraint(name, "logStreamName", "Member must satisfy regular expression pattern: [^:*]*");
  }
  return std::string(name);
}

Stream named_stream(const Logs& logs, const Group& group, std::string_view name) {
  auto stream = logs.records.stream(group, name);
  if (!stream) throw no_such_stream();
  return *std::move(stream);
}

void add_tags(Group& group, const json::object& tags) {
  for (const auto& [key, value] : tags) {
    if (!value.is_string()) throw invalid_parameter("Tag values must be text.");
    group.tags[key] = value;
  }
  if (group.tags.size() > most_tags) {
    throw AwsError("TooManyTagsException", "A resource can have no more than 50 tags.");
  }
}

void remove_tags(Group& group, const json::array& keys) {
  for (const json::value& key : keys) {
    if (const auto* text = key.if_string()) group.tags.erase(*text);
  }
}

Place oldest_kept(const Logs& logs, const Group& group) {
  if (!group.retention_days) return {};
  const auto kept = std::chrono::hours(24 * *group.retention_days);
  return {static_cast<std::uint64_t>(std::max<std::int64_t>(0, epoch_milliseconds(logs.clock.now() - kept))),
          0};
}

std::string upload_token(const Stream& stream) {
  return "4" +
         event_id(stream.number, {static_cast<std::uint64_t>(stream.ingested_ms), stream.events}).substr(1);
}

std::string page_token(const json::array& parts) { return to_base64(to_text(parts)); }

json::array read_page_token(const Input& input, std::size_t parts) {
  const auto text = from_base64(input.text("nextToken"));
  const auto value = text ? parse_json(*text) : std::nullopt;
  if (!value || !value->is_array() || value->get_array().size() != parts) {
    throw invalid_parameter("The specified nextToken is invalid.");
  }
  return value->get_array();
}

}  // namespace orrery::logs

#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

json::object describe(const Context& context, const Group& group, const Stream& stream) {
  json::object shown{{"logStreamName", stream.name},
                     {"creationTime", stream.created_ms},
                     {"arn", stream_arn(context, group.name, stream.name)},
                     {"storedBytes", 0}};
  if (stream.events > 0) {
    shown["firstEventTimestamp"] = stream.first_ms;
    shown["lastEventTimestamp"] = stream.last_ms;
    shown["lastIngestionTime"] = stream.ingested_ms;
    shown["uploadSequenceToken"] = upload_token(stream);
  }
  return shown;
}

}  // namespace

json::object describe_log_streams(Logs& logs, const Input& input) {
  const std::string_view prefix = input.maybe_text("logStreamNamePrefix").value_or("");
  const bool by_time =
      input.choice("orderBy", {"LogStreamName", "LastEventTime"}, "LogStreamName") != "LogStreamName";
  const bool descending = input.flag("descending");
  const auto limit = static_cast<std::size_t>(input.maybe_number("limit", 1, 50).value_or(50));
  if (by_time && !prefix.empty()) {
    throw invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const Group group = named_group(logs, input);

  // A stream without events counts as one from its creation.
  const auto time = [&](const Stream& it) {
    return !by_time ? 0 : it.events > 0 ? it.last_ms : it.created_ms;
  };
  const auto order = [&](const Stream& it) { return std::pair(time(it), std::string_view(it.name)); };
  std::vector<Stream> streams;
  logs.records.each_stream(group, prefix, "", [&](Stream stream) {
    streams.push_back(std::move(stream));
    return descending || by_time || input.has("nextToken") || streams.size() <= limit;
  });
  std::sort(streams.begin(), streams.end(), [&](const Stream& a, const Stream& b) {
    return descending ? order(b) < order(a) : order(a) < order(b);
  });

  auto from = streams.begin();
  if (input.has("nextToken")) {
    const json::array token = read_page_token(input, 2);
    const std::pair last(token[0].to_number<std::int64_t>(), view(token[1].as_string()));
    from = std::find_if(streams.begin(), streams.end(), [&](const Stream& it) {
      return descending ? order(it) < std::pair<std::int64_t, std::string_view>(last)
                        : order(it) > std::pair<std::int64_t, std::string_view>(last);
    });
  }
  json::array shown;
  for (; from != streams.end() && shown.size() < limit; ++from) {
    shown.push_back(describe(input.context, group, *from));
  }
  json::object result{{"logStreams", std::move(shown)}};
  if (from != streams.end()) {
    const Stream& last = *std::prev(from);
    result["nextToken"] = page_token({time(last), boost_view(last.name)});
  }
  return result;
}

}  // namespace orrery::logs

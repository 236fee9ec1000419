#include "job/lines.h"

#include <algorithm>

namespace orrery::job {
namespace {

// "arn:aws:lambda:us-east-1:000000000000:function:name:alias", "name:alias" or "/2015-03-31/functions/name"
// -> "name"
std::string function_name(std::string_view resource) {
  if (const auto at = resource.find("function:"); at != std::string_view::npos)
    resource.remove_prefix(at + 9);
  return std::string(resource.substr(0, resource.find(':')));
}

// "arn:...:stateMachine:name" or "arn:...:execution:name:run" -> "name"
std::string machine_name(std::string_view resource) {
  for (const std::string_view before : {":stateMachine:", ":execution:", ":express:", ":mapRun:"}) {
    const auto at = resource.find(before);
    if (at == std::string_view::npos) continue;
    resource.remove_prefix(at + before.size());
    return std::string(resource.substr(0, resource.find_first_of(":/")));
  }
  return std::string(resource);
}

std::string_view after_last(std::string_view text, std::string_view separators) {
  const auto at = text.find_last_of(separators);
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

JournalLine read_line(const json::object& object) {
  const auto number = [&](std::string_view name) {
    return static_cast<std::uint64_t>(find_number(object, name).value_or(0));
  };
  JournalLine line;
  line.number = number("number");
  line.parent = number("parent");
  line.began = Instant(Duration(find_number(object, "micros").value_or(0)));
  line.took = Duration(find_number(object, "took_us").value_or(0));
  line.open = find(object, "open") != nullptr;
  line.kind = text_of(object, "kind");
  line.account = text_of(object, "account");
  line.region = text_of(object, "region");
  line.service = text_of(object, "service");
  line.operation = text_of(object, "operation");
  line.resource = text_of(object, "resource");
  line.trace = text_of(object, "trace");
  line.outcome = text_of(object, "outcome");
  line.bytes_in = number("bytes_in");
  line.bytes_out = number("bytes_out");
  if (const json::object* details = find_object(object, "details")) line.details = *details;
  return line;
}

}  // namespace

std::vector<JournalLine> read_lines(const json::array& array) {
  std::vector<JournalLine> lines;
  lines.reserve(array.size());
  for (const json::value& value : array)
    if (value.is_object()) lines.push_back(read_line(value.get_object()));
  return lines;
}

Lines lines_of(const std::vector<JournalLine>& lines) {
  Lines views;
  views.reserve(lines.size());
  for (const JournalLine& line : lines) views.push_back(&line);
  std::sort(views.begin(), views.end(),
            [](const JournalLine* a, const JournalLine* b) { return a->number < b->number; });
  return views;
}

Subject subject_of(const JournalLine& line) {
  const std::string_view resource = line.resource;
  Subject subject;
  if (line.service == "lambda")
    subject = {"function", function_name(resource)};
  else if (line.service == "states")
    subject = {"machine", machine_name(resource)};
  else if (line.service == "dynamodb")
    subject = {"table", std::string(after_last(resource, "/"))};
  else if (line.service == "s3")
    subject = {"bucket", std::string(resource.substr(0, resource.find('/', 1)))};
  else if (line.service == "sqs")
    subject = {"queue", std::string(after_last(resource, "/:"))};
  else if (line.service == "sns")
    subject = {"topic", std::string(after_last(resource, ":"))};
  else if (line.service == "kinesis")
    subject = {"stream", std::string(after_last(resource, "/"))};
  if (subject.name.starts_with('/')) subject.name.erase(0, 1);
  return subject.name.empty() ? Subject{"service", line.service} : subject;
}

std::string label_of(const JournalLine& line) {
  const Subject subject = subject_of(line);
  if (is_invocation(line)) return subject.name;
  if (is_transition(line)) return subject.name + ": " + line.operation;
  return line.service + ' ' + line.operation + (subject.kind == "service" ? "" : ' ' + subject.name);
}

std::int64_t begin_us(const JournalLine& line) { return line.began.time_since_epoch().count(); }

std::int64_t end_us(const JournalLine& line, std::int64_t latest) {
  return line.open ? std::max(latest, begin_us(line)) : begin_us(line) + line.took.count();
}

std::int64_t latest_us(const Lines& lines) {
  std::int64_t latest = 0;
  for (const JournalLine* line : lines) latest = std::max(latest, end_us(*line, 0));
  return latest;
}

std::int64_t waited_us(const JournalLine& line) {
  return std::max<std::int64_t>(0, find_number(line.details, "waited_us").value_or(0));
}

bool is_cold(const JournalLine& line) {
  const json::value* cold = find(line.details, "cold");
  return cold != nullptr && cold->is_bool() && cold->get_bool();
}

}  // namespace orrery::job

#include "core/journal.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "core/utf8.h"

namespace orrery {
namespace {

constexpr std::size_t longest_resource = 256;

std::string_view trace_field(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto semicolon = header.find(';');
    const std::string_view field = header.substr(0, semicolon);
    if (field.starts_with(name)) return field.substr(name.size());
    if (semicolon == std::string_view::npos) break;
    header.remove_prefix(semicolon + 1);
  }
  return {};
}

std::string hex(std::uint64_t number, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llx", digits, static_cast<unsigned long long>(number));
  return text;
}

}  // namespace

std::string_view trace_root(std::string_view header) { return trace_field(header, "Root="); }

std::uint64_t trace_parent(std::string_view header) {
  const std::string_view text = trace_field(header, "Parent=");
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return failed == std::errc{} && end == text.data() + text.size() ? number : 0;
}

Journal::~Journal() {
  if (file_) std::fclose(file_);
}

std::uint64_t Journal::begin(JournalLine line, std::string_view trace_header) {
  line.number = next_++;
  line.began = clock_.now();
  line.trace = trace_root(trace_header);
  line.resource.resize(std::min(line.resource.size(), longest_resource));
  // Clients send any bytes, and a cut may go through a character; who reads the journal reads JSON.
  for (std::string* text : {&line.region, &line.operation, &line.resource, &line.trace})
    *text = as_utf8(std::move(*text));
  if (line.parent == 0) line.parent = trace_parent(trace_header);
  if (line.parent >= line.number) line.parent = 0;  // a span of somebody else's
  if (line.trace.empty())
    line.trace =
        "1-" + hex(static_cast<std::uint64_t>(epoch_seconds(line.began)), 8) + '-' + hex(line.number, 24);
  lines_.push_back(std::move(line));
  if (lines_.size() > capacity_) lines_.pop_front();
  return next_ - 1;
}

JournalLine* Journal::find(std::uint64_t number) {
  if (lines_.empty() || number < lines_.front().number || number >= next_) return nullptr;
  return &lines_[number - lines_.front().number];
}

void Journal::end(std::uint64_t number, std::string_view outcome, std::uint64_t bytes_out) {
  JournalLine* line = find(number);
  if (!line || !line->open) return;
  line->open = false;
  line->took = clock_.now() - line->began;
  line->outcome = outcome;
  line->bytes_out = bytes_out;
  if (file_) {
    const std::string text = to_text(to_json(*line)) + '\n';
    std::fwrite(text.data(), 1, text.size(), file_);
  }
  if (listener_) listener_(*line);
}

void Journal::append_to(const std::string& path) {
  file_ = std::fopen(path.c_str(), "ae");
  if (!file_) throw std::system_error(errno, std::generic_category(), "cannot open the journal " + path);
  std::setvbuf(file_, nullptr, _IOLBF, BUFSIZ);  // whoever follows the file sees each line as it is written
}

std::string Journal::trace_for(std::uint64_t number, std::string_view header) const {
  std::string root(trace_root(header));
  if (root.empty() && !lines_.empty() && number >= lines_.front().number && number < next_)
    root = lines_[number - lines_.front().number].trace;
  return "Root=" + root + ";Parent=" + hex(number, 16) + ";Sampled=1";
}

json::object to_json(const JournalLine& line) {
  json::object object{{"number", line.number},
                      {"time", iso_time(line.began)},
                      {"micros", line.began.time_since_epoch().count()},
                      {"took_us", line.took.count()},
                      {"kind", line.kind},
                      {"account", line.account},
                      {"region", line.region},
                      {"service", line.service},
                      {"operation", line.operation}};
  if (line.parent) object["parent"] = line.parent;
  if (!line.resource.empty()) object["resource"] = line.resource;
  object["trace"] = line.trace;
  if (line.open)
    object["open"] = true;
  else
    object["outcome"] = line.outcome;
  if (line.bytes_in) object["bytes_in"] = line.bytes_in;
  if (line.bytes_out) object["bytes_out"] = line.bytes_out;
  if (!line.details.empty()) object["details"] = line.details;
  return object;
}

}  // namespace orrery

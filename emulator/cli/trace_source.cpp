#include "cli/trace_source.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "cli/remote.h"
#include "core/http.h"

namespace orrery::cli {
namespace {

class EndpointSource final : public TraceSource {
 public:
  explicit EndpointSource(const std::string& endpoint) : remote_(endpoint) {}

  json::array list(std::size_t limit, bool with_lonely_calls) override {
    const json::object answer =
        remote_.get("/_orrery/traces?limit=" + std::to_string(limit) + (with_lonely_calls ? "&all=1" : ""));
    const json::array* traces = find_array(answer, "traces");
    return traces == nullptr ? json::array{} : *traces;
  }

  FoundTrace find(const std::string& id) override {
    const json::object about = remote_.get("/_orrery/traces/" + percent_encode(id));
    FoundTrace found;
    const std::string trace(find_text(about, "trace").value_or(""));
    const auto kept_from = orrery::find_number(about, "firstKept").value_or(1);
    found.dropped = static_cast<std::uint64_t>(std::max<std::int64_t>(0, kept_from - 1));
    if (find_text(about, "beginning") == "gone") found.beginning = job::Beginning::gone;
    std::uint64_t after = 0;
    for (;;) {
      const json::object page =
          remote_.get("/_orrery/journal?after=" + std::to_string(after) + "&trace=" + percent_encode(trace));
      const json::array* lines = find_array(page, "lines");
      const auto next = static_cast<std::uint64_t>(find_number(page, "next").value_or(0));
      if (lines != nullptr)
        for (JournalLine& line : job::read_lines(*lines)) found.lines.push_back(std::move(line));
      if (lines == nullptr || lines->empty() || next <= after) return found;
      after = next;
    }
  }

 private:
  Remote remote_;
};

class FileSource final : public TraceSource {
 public:
  explicit FileSource(const std::string& path) : path_(path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    json::array lines;
    for (std::string text; std::getline(file, text);)
      if (auto line = parse_json(text)) lines.push_back(std::move(*line));
    lines_ = job::read_lines(lines);
    // Lines are written as they end.
    std::sort(lines_.begin(), lines_.end(),
              [](const JournalLine& a, const JournalLine& b) { return a.number < b.number; });
    for (const JournalLine& line : lines_) index_.add(line);
  }

  json::array list(std::size_t limit, bool with_lonely_calls) override {
    json::array traces;
    for (const job::Summary* summary : index_.changed(0, limit, with_lonely_calls))
      traces.push_back(job::to_json(*summary));
    return traces;
  }

  FoundTrace find(const std::string& id) override {
    const auto named = index_.named(id);
    if (named.empty()) throw std::runtime_error("there is no trace " + id + " in " + path_);
    if (named.size() > 1)
      throw std::runtime_error(std::to_string(named.size()) + " traces begin or end with " + id +
                               ": give more of it");
    FoundTrace found;
    for (const JournalLine& line : lines_)
      if (line.trace == named[0]->trace) found.lines.push_back(line);
    return found;
  }

 private:
  std::string path_;
  std::vector<JournalLine> lines_;
  job::Index index_;
};

}  // namespace

std::unique_ptr<TraceSource> traces_of_endpoint(const std::string& endpoint) {
  return std::make_unique<EndpointSource>(endpoint);
}

std::unique_ptr<TraceSource> traces_of_file(const std::string& path) {
  return std::make_unique<FileSource>(path);
}

}  // namespace orrery::cli

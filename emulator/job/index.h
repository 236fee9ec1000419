#pragma once
// Which jobs there are in a journal, kept up to date by whoever asks.
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "job/picture.h"

namespace orrery::job {

struct Summary {
  std::string trace, began_with, account, region;  // began_with: "lambda Invoke dispatch"
  std::int64_t begin_us = 0, end_us = 0;
  std::size_t lines = 0, invocations = 0, transitions = 0, open = 0;
  std::size_t failed = 0;              // invocations and states
  std::size_t refused = 0;             // calls
  std::uint64_t revision = 0;          // of the index, when it last changed
  std::uint64_t first = 0;             // line
  std::vector<std::uint64_t> numbers;  // of the lines, but for those that the journal has long dropped

  // More than one lonely call.
  bool is_job() const { return lines > 1 || invocations > 0; }
};
json::object to_json(const Summary& summary);

class Index {
 public:
  // Takes up what the journal wrote since the last time: the new lines, and those that have ended.
  void update(const Journal& journal);
  // As update, for lines that are read from elsewhere; by ascending numbers, all of them ended.
  void add(const JournalLine& line);

  std::uint64_t revision() const { return revision_; }
  // Those that changed after `revision`, the newest first.
  std::vector<const Summary*> changed(std::uint64_t after, std::size_t limit, bool with_lonely_calls) const;
  std::size_t lonely_calls() const;
  // Whose id is that, or begins or ends with it. More than one where it does not say which.
  std::vector<const Summary*> named(std::string_view id) const;

  static Lines lines(const Journal& journal, const Summary& summary);
  static Beginning beginning(const Journal& journal, const Summary& summary);

 private:
  Summary& at(const JournalLine& line);
  void count(Summary& summary, const JournalLine& line);
  void end(Summary& summary, const JournalLine& line);
  void forget(std::uint64_t first_kept);

  std::map<std::string, Summary, std::less<>> traces_;
  std::deque<std::pair<std::uint64_t, Summary*>> open_;
  std::uint64_t seen_ = 0, swept_ = 0, revision_ = 0;
};

}  // namespace orrery::job

#pragma once
// What is known of groups and streams, without their events.
//
//   "logs" "group"  account region name        -> JSON of Group
//   "logs" "stream" group(number) name         -> JSON of Stream
//   "logs" "dead"   group(number) stream(number or 0)
//                                              -> events that are to be swept; stream 0: the whole group
//   "logs" "next"                              -> the next number of a group or stream, decimal
//
// Numbers are never used twice, so that a group made again under an old name does not see old events.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::logs {

struct Group {
  std::string name;
  std::uint64_t number = 0;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> retention_days;
  std::string log_class = "STANDARD";
  std::string kms_key;
  bool protected_from_deletion = false;
  json::object tags;
};

struct Stream {
  std::string name;
  std::uint64_t number = 0;
  std::int64_t created_ms = 0;
  std::uint64_t events = 0;                                 // ever put; the next event's sequence number
  std::int64_t first_ms = 0, last_ms = 0, ingested_ms = 0;  // of its events; meaningless while there are none
};

class Records {
 public:
  explicit Records(Store& store) : store_(store) {}

  std::optional<Group> group(const Context& context, std::string_view name) const;
  void save(const Context& context, const Group& group);
  // The group's record goes at once, its streams and their events later.
  void erase(const Context& context, const Group& group);
  // Groups whose name begins with `prefix` and comes after `after`, in order; `visit` says whether to go on.
  template <class Visit>
  void each_group(const Context& context, std::string_view prefix, std::string_view after, Visit visit) const;

  std::optional<Stream> stream(const Group& group, std::string_view name) const;
  void save(const Group& group, const Stream& stream);
  void erase(const Group& group, const Stream& stream);
  template <class Visit>
  void each_stream(const Group& group, std::string_view prefix, std::string_view after, Visit visit) const;

  std::uint64_t next_number();

  // One range of events nobody can read any more.
  struct Dead {
    std::string record;  // to be erased when nothing is left
    std::uint64_t group, stream;
  };
  std::optional<Dead> next_dead() const;
  // Erases up to `most` streams of a group that is gone; says whether none is left.
  bool erase_some_streams(std::uint64_t group, std::size_t most);

 private:
  static Group read_group(std::string_view name, std::string_view bytes);
  static Stream read_stream(std::string_view name, std::string_view bytes);
  static std::string groups(const Context& context);
  static std::string streams(std::uint64_t group);

  Store& store_;
};

template <class Visit>
void Records::each_group(const Context& context, std::string_view prefix, std::string_view after,
                         Visit visit) const {
  const std::string base = groups(context);
  const std::string lower = base + std::string(std::max(prefix, after));
  for (Cursor at = store_.range(lower, prefix_end(base + std::string(prefix))); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(base.size());
    if (name > after && !visit(read_group(name, at.value()))) return;
  }
}

template <class Visit>
void Records::each_stream(const Group& group, std::string_view prefix, std::string_view after,
                          Visit visit) const {
  const std::string base = streams(group.number);
  const std::string lower = base + std::string(std::max(prefix, after));
  for (Cursor at = store_.range(lower, prefix_end(base + std::string(prefix))); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(base.size());
    if (name > after && !visit(read_stream(name, at.value()))) return;
  }
}

// The arn of a group, as a resource (without the trailing ":*") and of a stream.
std::string group_arn(const Context& context, std::string_view name);
std::string stream_arn(const Context& context, std::string_view group, std::string_view stream);

}  // namespace orrery::logs

#pragma once
// The change records of tables, in the order of the writes, kept for 24 hours.
//
//   "dynamodb" account region "stream" table label     -> the stream's row, JSON
//   "dynamodb" account region "record" log shard seq   -> a record:
//       kind (I M R), origin (U T), milliseconds, then texts: keys, old image, new image (value.h; empty:
//       none)
//
// A stream that was disabled, or whose table is gone, stays readable until its records are too old.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/context.h"
#include "core/store.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Tables;

struct Stream {
  std::string account, region, table, label, view;
  std::uint64_t log = 0;
  std::uint64_t shards = 1;
  std::uint64_t first = 0;            // sequence numbers begin after it
  std::optional<std::uint64_t> last;  // of a stream that is closed
  json::array key_schema;
  Instant created{};
  std::string arn() const;
};

struct StreamRecord {
  std::uint64_t sequence = 0;
  char kind = 'I';
  Origin origin = Origin::user;
  Instant created{};
  std::string keys, old_image, new_image;
};

class StreamLog {
 public:
  StreamLog(Store& store, Clock& clock, Tables& tables) : store_(store), clock_(clock), tables_(tables) {}

  // Begins a new stream for the table; its settings name it from now on.
  void enable(Table& table, std::string_view view, std::uint64_t shards);
  void disable(Table& table);

  // Writes the record of a change, if there is one: an item that stays the same has none.
  void append(const Table& table, std::optional<std::string_view> old_item,
              std::optional<std::string_view> new_item, Origin origin);

  std::optional<Stream> find(const Context& context, std::string_view arn) const;
  std::vector<Stream> list(const Context& context) const;
  // Records of one shard with sequence >= `from`, oldest first, not older than 24 hours, at most `limit`.
  std::vector<StreamRecord> read(const Stream& stream, std::uint64_t shard, std::uint64_t from,
                                 std::size_t limit) const;
  std::optional<std::uint64_t> newest(const Stream& stream, std::uint64_t shard) const;

  // Called once when the stream has a record more, or is closed. Returns a handle to forget it by.
  std::uint64_t wait(const Stream& stream, Task ready);
  void forget(std::uint64_t handle) { waiting_.erase(handle); }

  // Erases records that are too old, and streams that have none left.
  void trim();

  static constexpr Duration retention = std::chrono::hours(24);

 private:
  struct Waiting {
    std::uint64_t log;
    Task ready;
  };
  struct Open {
    std::uint64_t log;
    std::uint64_t shards;
  };
  void wake(std::uint64_t log);
  void save(const Stream& stream);
  Open& open(const Table& table);

  Store& store_;
  Clock& clock_;
  Tables& tables_;
  std::map<std::string, Open, std::less<>> open_;  // by stream ARN
  std::map<std::uint64_t, Waiting> waiting_;
  std::uint64_t last_handle_ = 0;
};

}  // namespace orrery::dynamodb

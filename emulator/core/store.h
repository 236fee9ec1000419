#pragma once
// Everything durable: an ordered map of bytes on LevelDB, written in turns.
//
// Writes are kept aside and seen by every later read of the same turn; commit() makes them durable together.
// One thread only. Storage failures throw StoreError.
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace leveldb {
class DB;
class Env;
class Iterator;
}  // namespace leveldb

namespace orrery {

struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class Direction { forward, backward };
enum class Durability {
  process,  // an acknowledged write survives kill -9
  power,    // and a power cut: one fsync per turn
};

class Store;

// Walks the keys of a range. Writes made while it walks do not disturb it; whether it sees those is not
// promised. Must not outlive a commit.
class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();
  bool valid() const { return valid_; }
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }
  void next();  // in the cursor's direction

 private:
  friend class Store;
  Cursor(const Store& store, std::string lower, std::string upper, Direction direction);
  void seek_first();
  void settle();
  void skip_own();

  const Store* store_;
  std::unique_ptr<leveldb::Iterator> own_;  // the committed side
  std::string lower_, upper_;               // [lower, upper); an empty upper is the end
  Direction direction_;
  bool valid_ = false;
  std::string key_, value_;
};

class Store {
 public:
  static std::unique_ptr<Store> in_memory();
  // Creates it where absent. Refuses a directory another process has open.
  static std::unique_ptr<Store> open(const std::string& directory, Durability durability);
  ~Store();

  std::optional<std::string> get(std::string_view key) const;
  bool has(std::string_view key) const;
  void put(std::string_view key, std::string_view value);
  void erase(std::string_view key);

  // All keys that begin with `prefix`.
  Cursor scan(std::string_view prefix, Direction direction = Direction::forward) const;
  // The keys in [lower, upper); an empty upper is the end. Backward starts at the last below `upper`.
  Cursor range(std::string_view lower, std::string_view upper,
               Direction direction = Direction::forward) const;

  // Where the writes of this turn stand; rolling back to it undoes what came after.
  using Savepoint = std::size_t;
  Savepoint savepoint() const { return undo_.size(); }
  void roll_back(Savepoint to);
  void commit();

  // Approximate bytes on disk or in memory of a key range.
  std::uint64_t approximate_size(std::string_view lower, std::string_view upper) const;

 private:
  friend class Cursor;
  using Overlay = std::map<std::string, std::optional<std::string>, std::less<>>;
  struct Undo {
    std::string key;
    bool had;
    std::optional<std::string> value;
  };
  Store(std::unique_ptr<leveldb::Env> env, std::unique_ptr<leveldb::DB> db, Durability durability);
  void stage(std::string_view key, std::optional<std::string> value);

  std::unique_ptr<leveldb::Env> env_;
  std::unique_ptr<leveldb::DB> db_;
  Durability durability_;
  Overlay overlay_;  // what this turn wrote; absent value: erased
  std::vector<Undo> undo_;
};

// The first key after all that begin with `prefix`; empty where there is none.
std::string prefix_end(std::string_view prefix);

}  // namespace orrery

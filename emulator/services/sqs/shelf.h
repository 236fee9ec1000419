#pragma once
// The messages of one queue: in line, in flight or delayed. Opened for the length of one turn.
//
//   "sqs" "m" queue "body"   number -> Message
//   "sqs" "m" queue "hidden" number -> kind, visible_at_us, state, group   in flight or delayed
//   "sqs" "m" queue "counts"        -> Counts
//   and what line.h's files say
//
// Which of the hidden ones is due first is kept in memory (Hidden), rebuilt from the store when the queue is
// first opened, and again whenever the version in the store is not the one remembered: then a turn was
// undone.
#include <queue>
#include <unordered_map>

#include "core/clock.h"
#include "services/sqs/line.h"
#include "services/sqs/message.h"
#include "services/sqs/queue.h"

namespace orrery::sqs {

using Due = std::pair<std::uint64_t, std::uint64_t>;  // visible_at_us, number

struct Hidden {
  std::uint64_t version = 0;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due;  // may name some that are hidden no more
};

// What is in memory of all queues, by their number.
using HiddenByQueue = std::unordered_map<std::uint64_t, Hidden>;

class Shelf {
 public:
  // While one lives the counts stay in memory; they are written when it goes, once for all that was done.
  class Together {
   public:
    explicit Together(Shelf& shelf) : shelf_(shelf) { shelf_.together_ = true; }
    ~Together() {
      shelf_.together_ = false;
      if (shelf_.unsaved_) shelf_.save_counts();
    }
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;

   private:
    Shelf& shelf_;
  };

  // Returns what became visible by `now` to the line, up to a bound.
  Shelf(Store& store, HiddenByQueue& memory, const Queue& queue, Instant now);

  const Counts& counts() const { return counts_; }
  bool has_takeable() const { return counts_.takeable > 0; }
  // When the next hidden one becomes visible.
  std::optional<Instant> next_due();

  // Adds a message and says its number. `visible_at` <= now: at once.
  std::uint64_t add(const Message& message, Instant visible_at, State state = {});

  // Out of the line and in the caller's hand, to be hidden, put back or removed before the turn ends.
  std::vector<Entry> take(std::size_t most);
  Message read(std::uint64_t number) const;
  bool has(std::uint64_t number) const { return store_.has(key("body").number(number)); }
  void hide(const Entry& entry, Instant until);
  void put_back(const Entry& entry);
  void remove(const Entry& entry);

  // The message in flight with that number, into the caller's hand; on standard queues also one that has
  // become visible again and was not received since.
  std::optional<Entry> reclaim(std::uint64_t number);
  // Whether it is in flight, without touching it.
  std::optional<State> in_flight(std::uint64_t number) const;

  // Removes messages past their retention from the front of the line, up to a bound.
  void expire();
  void retention_changed();

  struct Place {
    enum class Where { line, flight, delayed } where;
    State state;
    std::optional<Instant> visible_at;
  };
  // Where a message is; changes nothing.
  Place place(std::uint64_t number) const;

 private:
  enum class Kind : std::uint64_t { in_flight = 1, delayed = 2 };
  struct Record {
    Kind kind;
    std::uint64_t visible_at_us;
    Entry entry;
  };

  Key key(std::string_view part) const { return message_key(queue_.number, part); }
  std::optional<Record> hidden(std::uint64_t number) const;
  void put_hidden(const Record& record);
  void show_due();
  void load_counts();
  void save_counts();
  void rebuild();

  Store& store_;
  const Queue& queue_;
  Instant now_;
  Counts counts_;
  bool together_ = false, unsaved_ = false;
  std::unique_ptr<Line> line_;
  Hidden& hidden_;
};

// The prefix of all messages of a queue, and where a purged queue's numbering goes on.
std::string messages_prefix(std::uint64_t queue);
void continue_numbering(Store& store, std::uint64_t from_queue, std::uint64_t to_queue);

}  // namespace orrery::sqs

#pragma once
// What is known of a queue without its messages.
//
//   "sqs" "queue"   account region name    -> JSON of Queue
//   "sqs" "deleted" account region name    -> when a queue of that name was deleted: microseconds (number)
//   "sqs" "next"                           -> the next number of a queue (number)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/clock.h"
#include "core/context.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::sqs {

struct Queue {
  std::string account, region, name;
  std::uint64_t id = 0;      // of the queue as long as it lives
  std::uint64_t number = 0;  // under which its messages are kept; a purge takes a new one
  std::int64_t created_s = 0, modified_s = 0;
  std::int64_t purged_ms = 0;  // the last time; 0: never
  json::object attributes;     // what was set, as text
  json::object tags;

  bool fifo() const { return name.ends_with(".fifo"); }
  std::string arn() const;
  std::string url(const Context& context) const;

  // The attribute as set, or AWS's default; empty for one that has no default.
  std::string_view attribute(std::string_view attribute_name) const;
  std::int64_t seconds(std::string_view attribute_name) const;
  bool is(std::string_view attribute_name) const { return attribute(attribute_name) == "true"; }
};

class Queues {
 public:
  explicit Queues(Store& store) : store_(store) {}

  std::optional<Queue> find(std::string_view account, std::string_view region, std::string_view name) const;
  std::optional<Queue> find(std::string_view arn) const;
  void save(const Queue& queue);
  void erase(const Queue& queue, Instant now);
  std::optional<Instant> deleted(std::string_view account, std::string_view region,
                                 std::string_view name) const;
  std::uint64_t next_number();

  // Queues whose name begins with `prefix` and comes after `after`, in order; `visit` says whether to go on.
  template <class Visit>
  void each(const Context& context, std::string_view prefix, std::string_view after, Visit visit) const;

 private:
  static Queue read(std::string_view account, std::string_view region, std::string_view name,
                    std::string_view bytes);
  static std::string base(std::string_view account, std::string_view region);

  struct Known {
    std::string bytes;
    Queue queue;
  };

  Store& store_;
  // What the record of each queue said when it was read last, by its key; it is parsed again when it differs.
  mutable std::unordered_map<std::string, Known> known_;
};

template <class Visit>
void Queues::each(const Context& context, std::string_view prefix, std::string_view after,
                  Visit visit) const {
  const std::string own = base(context.account, context.region);
  const std::string lower = own + std::string(std::max(prefix, after));
  for (Cursor at = store_.range(lower, prefix_end(own + std::string(prefix))); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(own.size());
    if (name > after && !visit(read(context.account, context.region, name, at.value()))) return;
  }
}

}  // namespace orrery::sqs

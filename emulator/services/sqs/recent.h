#pragma once
// What a FIFO queue remembers for five minutes: deduplication ids and receive attempts.
//
//   "sqs" "recent" kind queue-id(number) "key" key        -> at_us, value
//   "sqs" "recent" kind queue-id(number) "age" at_us(number) key -> ""
//   "sqs" "recent" kind queue-id(number) "count"          -> how many, at_us of the last forgotten
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/key.h"
#include "core/store.h"

namespace orrery::sqs {

class Recent {
 public:
  Recent(Store& store, std::string_view kind, std::uint64_t queue_id);

  // What was remembered under `key` less than five minutes ago.
  std::optional<std::string> find(std::string_view key, Instant now) const;
  // Remembers, from now on. Forgets some of what is older than five minutes, so that there is never much of
  // it.
  void remember(std::string_view key, std::string_view value, Instant now);
  void forget(std::string_view key);

  static std::string prefix(std::string_view kind, std::uint64_t queue_id);

 private:
  void forget_old(Instant now);
  Key at(std::string_view part) const { return Key(base_).text(part); }

  Store& store_;
  Key base_;
};

}  // namespace orrery::sqs

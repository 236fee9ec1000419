#pragma once
// Long polling: receivers that wait for messages. Nobody polls; each is a Reply that is kept and an alarm.
#include <cstdint>
#include <list>
#include <unordered_map>

#include "core/clock.h"
#include "core/service.h"
#include "services/sqs/delivery.h"

namespace orrery::sqs {

class Waiting {
 public:
  explicit Waiting(Sqs& sqs) : sqs_(sqs) {}

  // Keeps `reply` until a message comes, `wait` is over, or its client leaves.
  void park(const Queue& queue, const Context& context, Wish wish, Duration wait, Reply reply);
  // To be called whenever messages of the queue may have become receivable, or will at another time. Those
  // who wait are served in a turn of their own, so that an operation that is undone has told nobody.
  void stir(const Queue& queue);
  // The queue is gone: nobody waits any longer.
  void dismiss(const Queue& queue);

 private:
  struct Parked {
    std::uint64_t ticket;
    Queue queue;  // as it was; looked up again when there is something to receive
    Wish wish;
    Reply reply;
    Alarm deadline;
  };
  struct Crowd {
    std::list<Parked> parked;  // in the order they came
    Alarm wake;                // when the next hidden message becomes visible
    bool stirred = false;
  };

  void serve(std::uint64_t queue_id);
  void leave(std::uint64_t queue_id, std::uint64_t ticket, bool answer);

  Sqs& sqs_;
  std::unordered_map<std::uint64_t, Crowd> crowds_;
  std::uint64_t last_ticket_ = 0;
};

}  // namespace orrery::sqs

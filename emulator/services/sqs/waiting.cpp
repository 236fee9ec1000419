#include "services/sqs/waiting.h"

#include "services/sqs/sqs.h"

namespace orrery::sqs {

void Waiting::park(const Queue& queue, const Context& context, Wish wish, Duration wait, Reply reply) {
  const std::uint64_t ticket = ++last_ticket_;
  Crowd& crowd = crowds_[queue.id];
  // A poller inside the house asks again and again; that it waits is no reason for time to pass.
  const Purpose purpose = context.caller.empty() ? Purpose::world : Purpose::housekeeping;
  Alarm deadline = sqs_.clock.after(
      wait, [this, id = queue.id, ticket] { leave(id, ticket, true); }, purpose);
  crowd.parked.push_back({ticket, queue, std::move(wish), std::move(reply), std::move(deadline)});
  crowd.parked.back().reply.on_gone([this, id = queue.id, ticket] { leave(id, ticket, false); });
  stir(queue);
}

void Waiting::stir(const Queue& queue) {
  const auto found = crowds_.find(queue.id);
  if (found == crowds_.end() || found->second.stirred) return;
  found->second.stirred = true;
  sqs_.loop.post([this, id = queue.id] { serve(id); });
}

void Waiting::dismiss(const Queue& queue) {
  const auto found = crowds_.find(queue.id);
  if (found == crowds_.end()) return;
  std::list<Parked> parked = std::move(found->second.parked);
  crowds_.erase(found);
  for (Parked& one : parked) one.reply.fail(no_such_queue());
}

void Waiting::serve(std::uint64_t queue_id) {
  const auto found = crowds_.find(queue_id);
  if (found == crowds_.end()) return;
  Crowd& crowd = found->second;
  crowd.stirred = false;
  const Queue& known = crowd.parked.front().queue;
  const auto queue = sqs_.queues.find(known.account, known.region, known.name);
  if (!queue || queue->id != queue_id) return dismiss(Queue(known));

  std::vector<std::pair<Reply, json::array>> answers;
  while (!crowd.parked.empty() && sqs_.shelf(*queue).has_takeable()) {
    Parked& first = crowd.parked.front();
    json::array messages;
    try {
      messages = deliver(sqs_, *queue, first.wish);
    } catch (const AwsError&) {
      break;  // too many in flight: whoever polls long is not told, but waits on
    }
    if (messages.empty()) break;
    answers.emplace_back(std::move(first.reply), std::move(messages));
    crowd.parked.pop_front();
  }
  if (crowd.parked.empty()) {
    crowds_.erase(found);
  } else {
    crowd.wake = {};
    if (const auto due = sqs_.shelf(*queue).next_due()) {
      crowd.wake = sqs_.clock.at(*due, [this, queue_id] { serve(queue_id); });
    }
  }
  for (auto& [reply, messages] : answers) reply.ok({{"Messages", std::move(messages)}});
}

void Waiting::leave(std::uint64_t queue_id, std::uint64_t ticket, bool answer) {
  const auto found = crowds_.find(queue_id);
  if (found == crowds_.end()) return;
  auto& parked = found->second.parked;
  const auto one =
      std::find_if(parked.begin(), parked.end(), [&](const Parked& it) { return it.ticket == ticket; });
  if (one == parked.end()) return;
  Reply reply = std::move(one->reply);
  parked.erase(one);
  if (parked.empty()) crowds_.erase(found);
  if (answer) reply.ok({});
}

}  // namespace orrery::sqs

#pragma once
// Amazon Simple Queue Service.
//
// A queue's messages are on its Shelf; who waits for them in Waiting; how they are handed over in delivery.h.
#include "core/core.h"
#include "core/service.h"
#include "services/sqs/move_tasks.h"
#include "services/sqs/queue.h"
#include "services/sqs/refusal.h"
#include "services/sqs/shelf.h"
#include "services/sqs/waiting.h"

namespace orrery {

class Sqs final : public Service {
 public:
  // `name_rest`: how long the name of a deleted queue cannot be used again.
  explicit Sqs(Core& core, Duration name_rest = 60s);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  // The queue that a QueueUrl names: any host will do, and so will the bare name. Refuses where there is
  // none.
  sqs::Queue queue_at(const Input& input, std::string_view member = "QueueUrl") const;
  sqs::Shelf shelf(const sqs::Queue& queue) { return {store, hidden, queue, clock.now()}; }
  // Forgets all messages of a queue at once; what they occupy is given back later.
  void drop_messages(std::uint64_t queue_number);
  void drop_memories(std::uint64_t queue_id);

  Loop& loop;
  Clock& clock;
  Journal& journal;
  Store& store;
  Entropy entropy;
  const Duration name_rest;
  sqs::Queues queues{store};
  sqs::HiddenByQueue hidden;
  sqs::Waiting waiting{*this};
  sqs::MoveTasks move_tasks{*this};

 private:
  void sweep();
  void sweep_soon();
  Alarm sweeping_;
};

}  // namespace orrery

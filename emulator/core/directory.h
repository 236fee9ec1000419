#pragma once
// Which services there are. Every call of an operation passes here, from HTTP or from a neighbour: it is
// given its journal line and the faults that were asked for, and its writes are undone where it refuses.
#include <list>
#include <memory>
#include <vector>

#include "core/clock.h"
#include "core/entropy.h"
#include "core/faults.h"
#include "core/journal.h"
#include "core/loop.h"
#include "core/peers.h"
#include "core/service.h"
#include "core/store.h"

namespace orrery {

class Directory final : public Caller {
 public:
  Directory(Loop& loop, Clock& clock, Store& store, Journal& journal, Entropy entropy);

  void add(Service& service) { services_.push_back(&service); }
  Service* find(std::string_view name) const;
  const std::vector<Service*>& services() const { return services_; }

  bool knows(std::string_view service) const override { return find(service) != nullptr; }
  void call(std::string_view service, std::string_view operation, const Context& context, json::object input,
            Reply reply) override;

  // As call(), for input that stays alive (the edge parses into a request's own memory).
  void dispatch(Service& service, std::string_view operation, Context context, const json::object& input,
                std::uint64_t bytes_in, Reply reply);

  Faults& faults() { return faults_; }
  // The fault that is to strike a call, noted in its journal line. Calls between services are spared, but for
  // those a state machine makes.
  std::optional<Fault> fault_of(const Context& context, std::string_view service, std::string_view operation,
                                std::string_view resource);
  // Runs the task as a turn, so much later.
  void later(Duration delay, Task task);

 private:
  struct Call;
  struct CallEdge;
  void run(Service& service, std::string_view operation, const Context& context, const json::object& input,
           const std::shared_ptr<Call>& call);

  Loop& loop_;
  Clock& clock_;
  Store& store_;
  Journal& journal_;
  Entropy entropy_;
  std::vector<Service*> services_;
  Faults faults_;
  std::list<Alarm> late_;  // calls that a fault delays
};

}  // namespace orrery

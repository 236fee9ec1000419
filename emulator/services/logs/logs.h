#pragma once
// Amazon CloudWatch Logs: groups of streams of events.
#include <cstdint>
#include <optional>
#include <string>

#include "core/core.h"
#include "core/peers.h"
#include "core/service.h"
#include "services/logs/events.h"
#include "services/logs/records.h"

namespace orrery {

class Logs final : public Service {
 public:
  explicit Logs(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  Clock& clock;
  Store& store;
  Caller& caller;
  logs::Records records;
  logs::Events events;

  // Erases what deleted groups and streams left behind, a piece per turn.
  void sweep_soon();

 private:
  void sweep();
  Alarm sweeping_;
};

}  // namespace orrery

#pragma once
// An event on its way: which rules want it, and how their targets get it.
#include <string>

#include "core/arn.h"
#include "core/service.h"
#include "services/events/archives.h"
#include "services/events/registry.h"

namespace orrery::events {

class Delivery {
 public:
  Delivery(Core& core, Registry& registry, Archives& archives);

  // {version, id, detail-type, source, account, time, region, resources, detail}
  json::object make_event(const Context& owner, std::string_view source, std::string_view detail_type,
                          json::object detail, json::array resources, Instant when);
  // To the bus's archives and to the targets of all its rules that want it; `only`: ARNs of the rules that
  // may, where not all may.
  void route(const Context& owner, std::string_view bus, const json::object& event,
             const json::array* only = nullptr);
  // To the targets of one rule. Those that refuse it have it put into their dead-letter queue.
  void deliver(const Context& owner, const Rule& rule, const json::object& event);

 private:
  void send(const Context& owner, const Rule& rule, const json::object& target, const json::object& event);
  void send_to_log(const Context& context, const Arn& group, const json::object& event, std::string text,
                   Reply done);

  Core& core_;
  Registry& registry_;
  Archives& archives_;
  Entropy entropy_;
};

// The event as a replay sends it.
json::object replayed(const json::object& event, std::string_view replay);

// Refuses the target of a service that is not there with 501.
void check_target(const json::object& target);

}  // namespace orrery::events

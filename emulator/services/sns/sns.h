#pragma once
// Amazon Simple Notification Service: topics that hand what is published to queues, functions and HTTP
// endpoints.
#include "core/core.h"
#include "core/service.h"
#include "services/sns/http_deliveries.h"
#include "services/sns/published.h"
#include "services/sns/topics.h"

namespace orrery {

class Sns final : public Service {
 public:
  explicit Sns(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  void resume() override { http.resume(); }

  Clock& clock;
  Store& store;
  Caller& caller;
  const std::string& endpoint;  // as functions reach us
  Entropy entropy;
  sns::Topics topics;
  sns::Published published;
  sns::HttpDeliveries http;
};

}  // namespace orrery

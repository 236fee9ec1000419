#pragma once
// Amazon Simple Notification Service: topics that hand what is published to queues and functions.
#include "core/core.h"
#include "core/service.h"
#include "services/sns/topics.h"

namespace orrery {

class Sns final : public Service {
 public:
  explicit Sns(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  Clock& clock;
  Caller& caller;
  Entropy entropy;
  sns::Topics topics;
};

}  // namespace orrery

#pragma once
// AWS Systems Manager, its parameters only: names with values, which programs read at their start.
#include "core/core.h"
#include "core/service.h"
#include "services/ssm/parameters.h"

namespace orrery {

class Ssm final : public Service {
 public:
  explicit Ssm(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  Clock& clock;
  ssm::Parameters parameters;
};

}  // namespace orrery

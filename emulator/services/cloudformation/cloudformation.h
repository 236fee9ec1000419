#pragma once
// AWS CloudFormation: stacks from templates. Whatever it makes, it makes through the operations of its
// neighbours, as any client would.
#include "core/core.h"
#include "core/service.h"
#include "services/cloudformation/engine.h"
#include "services/cloudformation/records.h"

namespace orrery {

class Cloudformation final : public Service {
 public:
  explicit Cloudformation(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override { engine.resume(); }

  Core& core;
  cloudformation::Records records;
  cloudformation::Engine engine;
};

}  // namespace orrery

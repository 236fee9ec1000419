#pragma once
// Amazon Kinesis Data Streams, thin: streams with a fixed number of shards, records written and read.
#include "core/core.h"
#include "core/service.h"
#include "services/kinesis/stream.h"

namespace orrery {

class Kinesis final : public Service {
 public:
  explicit Kinesis(Core& core_) : core(core_), streams(core_) {}
  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  Core& core;
  kinesis::Streams streams;
};

}  // namespace orrery

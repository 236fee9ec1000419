#pragma once
// Amazon Kinesis Data Streams: streams of shards that split and merge, records kept for their retention.
//
// Changes of a stream are done when they are answered, so that it is always ACTIVE. Shards take as much as is
// written: the limits of 1 MiB and 1,000 records a second are AWS's machines', and are not imitated.
#include "core/core.h"
#include "core/service.h"
#include "services/kinesis/consumers.h"
#include "services/kinesis/records.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/stream.h"

namespace orrery {

class Kinesis final : public Service {
 public:
  explicit Kinesis(Core& core_);
  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override { sweep_soon(); }
  // What is left of erased streams goes in the background.
  void sweep_soon();

  Core& core;
  kinesis::Streams streams;
  kinesis::Shards shards;
  kinesis::Records records;
  kinesis::Consumers consumers;

 private:
  Alarm sweeping_;
};

}  // namespace orrery

#pragma once
// AWS Lambda: functions as child processes that speak the Runtime API.
#include <filesystem>
#include <memory>

#include "core/core.h"
#include "core/faults.h"
#include "core/peers.h"
#include "core/service.h"
#include "services/lambda/async_queue.h"
#include "services/lambda/code_signing.h"
#include "services/lambda/code_store.h"
#include "services/lambda/concurrency.h"
#include "services/lambda/event_sources/mappings.h"
#include "services/lambda/functions.h"
#include "services/lambda/launcher.h"
#include "services/lambda/layers.h"
#include "services/lambda/log_writer.h"
#include "services/lambda/pools.h"

namespace orrery {

struct LambdaOptions {
  Duration async_retry_base = 60s;  // before the second attempt; twice that before the third
  lambda::PoolLimits pool;
  Faults* faults = nullptr;  // that strike runs of functions; nullptr: none do
};

class Lambda final : public Service, public Invoker {
 public:
  explicit Lambda(Core& core, LambdaOptions options = {});
  ~Lambda() override;

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;
  void invoke(Invocation invocation, Function<void(InvocationOutcome)> done) override;

  // What the operations work with.
  // The function a request names, by its member FunctionName; throws ResourceNotFoundException.
  lambda::Target target(std::string_view function, std::string_view qualifier, const Context& context);
  std::shared_ptr<const lambda::FunctionRecord> function(const Input& input) const;
  // The function whose ARN is the member Resource.
  std::shared_ptr<const lambda::FunctionRecord> tagged(const Input& input) const;
  // The mapping whose id is the member UUID; throws ResourceNotFoundException.
  json::object mapping(const Input& input) const;
  // Gets ready what the function's first start would wait for.
  void warm(const lambda::FunctionRecord& function);
  // Runs it now; throws TooManyRequestsException where the limits do not allow it.
  void start(std::unique_ptr<lambda::Run> run);
  void accept(lambda::AsyncEvent event) { async_.accept(std::move(event)); }
  // Keeps a function that was changed; its sandboxes of before are no longer used.
  void save_changed(lambda::FunctionRecord& function);
  void erase(const lambda::FunctionRecord& function);
  // Keeps that many sandboxes of a version or alias started; how many of them have.
  void provision(const lambda::FunctionRecord& function, std::string_view qualifier, std::int64_t count);
  std::int64_t started(const lambda::FunctionRecord& function, std::string_view qualifier);
  void set_reserved(lambda::FunctionRecord function, std::optional<std::int64_t> reserved);

  Core& core;
  Entropy entropy;
  lambda::CodeStore code;
  lambda::Functions functions;
  lambda::Layers layers;
  lambda::CodeSignings code_signings;
  lambda::Concurrency concurrency;
  lambda::Launcher launcher;
  lambda::Mappings mappings;

 private:
  Faults* faults_;
  lambda::LogWriter logs_;
  lambda::Pools pools_;
  lambda::AsyncQueue async_;
};

}  // namespace orrery

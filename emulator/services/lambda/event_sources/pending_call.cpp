#include "services/lambda/event_sources/pending_call.h"

namespace orrery::lambda {

struct PendingCall::State {
  void deliver(Result result) {
    if (!std::exchange(wanted, false)) return;
    auto run = std::move(done);
    run(std::move(result));
  }

  Loop& loop;
  Function<void(Result)> done;
  Task gone;
  bool wanted = true;
  bool starting = true;
};

struct PendingCall::Edge final : Reply::Edge {
  explicit Edge(std::shared_ptr<State> state_) : state(std::move(state_)) {}
  void complete(Result result) override {
    if (!state->starting) return state->deliver(std::move(result));
    // Whoever makes the call has not yet taken hold of it.
    state->loop.post(
        [kept = state, result = std::move(result)]() mutable { kept->deliver(std::move(result)); });
  }
  void on_gone(Task task) override { state->gone = std::move(task); }
  std::shared_ptr<State> state;
};

PendingCall::PendingCall(Core& core, std::string_view service, std::string_view operation,
                         const Context& context, json::object input, Function<void(Result)> done)
    : state_(std::make_shared<State>(State{core.loop, std::move(done), {}})) {
  core.caller.call(service, operation, context, std::move(input), Reply(std::make_unique<Edge>(state_)));
  state_->starting = false;
}

PendingCall& PendingCall::operator=(PendingCall&& other) {
  if (this != &other) {
    take_back();
    state_ = std::move(other.state_);
  }
  return *this;
}

PendingCall::~PendingCall() { take_back(); }

void PendingCall::take_back() {
  const auto state = std::move(state_);
  if (!state || !std::exchange(state->wanted, false)) return;
  state->done = nullptr;
  if (Task gone = std::exchange(state->gone, nullptr)) state->loop.turn(std::move(gone));
}

}  // namespace orrery::lambda

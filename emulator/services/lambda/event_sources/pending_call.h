#pragma once
// A call to a neighbour that may take long, and may be taken back.
#include <memory>
#include <string_view>

#include "core/core.h"
#include "core/service.h"

namespace orrery::lambda {

// Destroying or reassigning it takes the call back: the neighbour hears that the caller has left, so that
// what it was about to hand over goes to somebody else, and `done` is not run. `done` never runs before the
// constructor is through.
class PendingCall {
 public:
  PendingCall() = default;
  PendingCall(Core& core, std::string_view service, std::string_view operation, const Context& context,
              json::object input, Function<void(Result)> done);
  PendingCall(PendingCall&&) = default;
  PendingCall& operator=(PendingCall&& other);
  ~PendingCall();

 private:
  struct State;
  struct Edge;
  void take_back();
  std::shared_ptr<State> state_;
};

}  // namespace orrery::lambda

#pragma once
// One resource on its way from what it is to what the template wants, and what its type may use to get there.
#include <functional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/peers.h"
#include "services/cloudformation/work.h"

namespace orrery::cloudformation {

class Services;

struct Step {
  Step(Caller& caller_, Clock& clock_, Context context_)
      : caller(caller_), clock(clock_), context(std::move(context_)) {}

  Caller& caller;
  Clock& clock;
  Context context;
  std::string logical, type, stack_name, stack_id, suffix, endpoint;
  json::object properties;      // wanted, every function evaluated
  json::object old_properties;  // what it was made or last updated with; empty at a creation
  json::array tags;             // of the stack
  // Set as soon as there is something that a deletion must remove; what Ref gives.
  std::string physical;
  json::object attributes;  // what Fn::GetAtt gives
  // The same step was begun before, by an emulator that ended in the middle of it.
  bool again = false;
  // Keeps `physical` at once, for what takes long.
  std::function<void()> initiated = [] {};
  Services* services = nullptr;
  int* flying = nullptr;  // calls of the stack that are not answered yet

  // A call of a neighbour, on behalf of the stack.
  Call call(std::string_view service, std::string_view operation, json::object input);
  // A call that makes something. Where the step is run again and it is there already, it is ours.
  Call make(std::string_view service, std::string_view operation, json::object input,
            std::string_view exists);
  // A call that removes something. What is not there need not be removed.
  Call remove(std::string_view service, std::string_view operation, json::object input);

  bool has(std::string_view property) const { return find(properties, property) != nullptr; }
  std::string text(std::string_view property) const;  // empty where absent
  // nullptr where absent; what is of another kind is refused.
  const json::object* object(std::string_view property) const;
  const json::array* list(std::string_view property) const;
  bool changed(std::string_view property) const;
  // The name the template gives, or STACK-LOGICAL-SUFFIX, cut to `most` characters.
  std::string name(std::string_view property, std::size_t most) const;
};

// What some types need of CloudFormation itself.
class Services {
 public:
  virtual ~Services() = default;
  // Tells `done` the id of the stack once its present operation has ended.
  virtual void when_rested(const std::string& stack_id, Function<void(bool)> done) = 0;
  // Gives a URL where a custom resource reports; tells `done` the report, a JSON text, or nothing in time.
  virtual std::string expect_report(const Step& step, bool from_node, Duration within,
                                    Function<void(std::string)> done) = 0;
};

// Waits on the clock.
class Pause {
 public:
  Pause(Clock& clock, Duration time) {
    alarm_ = clock.after(time, [tell = event_.teller()]() mutable { tell(true); });
  }
  bool await_ready() const noexcept { return event_.await_ready(); }
  void await_suspend(std::coroutine_handle<> waiting) const { event_.await_suspend(waiting); }
  void await_resume() const { event_.await_resume(); }

 private:
  Event<bool> event_;
  Alarm alarm_;
};

}  // namespace orrery::cloudformation

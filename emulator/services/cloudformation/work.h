#pragma once
// Work that may wait for neighbours, written as a story: a coroutine that awaits calls.
//
// Lives on the loop. Destroying it abandons it: an answer that comes later is dropped.
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>

#include "core/error.h"
#include "core/function.h"
#include "core/peers.h"

namespace orrery::cloudformation {

class Work {
 public:
  using Done = Function<void(std::optional<AwsError>)>;
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  struct Finish {
    bool await_ready() const noexcept { return false; }
    void await_suspend(Handle handle) const noexcept;
    void await_resume() const noexcept {}
  };

  struct promise_type {
    Work get_return_object() { return Work(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Finish final_suspend() const noexcept { return {}; }
    void return_void() const {}
    void unhandled_exception() { thrown = std::current_exception(); }

    std::coroutine_handle<> waiting;  // who awaits this
    Done done;                        // or whom it tells
    std::exception_ptr thrown;
  };

  Work() = default;
  explicit Work(Handle handle) : handle_(handle) {}
  Work(Work&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Work& operator=(Work&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Work() {
    if (handle_) handle_.destroy();
  }

  // Runs until the first thing that waits. `done` runs once, with what was thrown; it may destroy this.
  void start(Done done) {
    handle_.promise().done = std::move(done);
    handle_.resume();
  }

  // Another coroutine may await it.
  bool await_ready() const noexcept { return false; }
  Handle await_suspend(std::coroutine_handle<> waiting) noexcept {
    handle_.promise().waiting = waiting;
    return handle_;
  }
  void await_resume() const {
    if (handle_.promise().thrown) std::rethrow_exception(handle_.promise().thrown);
  }

 private:
  Handle handle_;
};

// One call of a neighbour. Await it for the result; it throws the AwsError it is refused with.
class Call {
 public:
  Call(Caller& caller, std::string_view service, std::string_view operation, const Context& context,
       json::object input)
      : caller_(&caller),
        service_(service),
        operation_(operation),
        context_(&context),
        input_(std::move(input)) {}

  // Counted in `flying` while the answer is not there.
  void count_in(int& flying) { flying_ = &flying; }
  // Being refused with this code, or because what is meant is not there, gives an empty result.
  void tolerate(std::string_view code) { tolerated_ = code; }
  void tolerate_absence() { tolerates_absence_ = true; }

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiting);
  json::object await_resume();

 private:
  struct Answer {
    std::optional<Result> result;
    std::coroutine_handle<> waiting;
  };

  Caller* caller_;
  std::string_view service_, operation_;
  const Context* context_;
  json::object input_;
  std::string_view tolerated_;
  bool tolerates_absence_ = false;
  int* flying_ = nullptr;
  std::shared_ptr<Answer> answer_ = std::make_shared<Answer>();
};

// Whether a refusal says that what was meant is not there.
bool is_absence(const AwsError& error);

// Something that happens once, later: await it, and let somebody else tell it.
template <class Value>
class Event {
 public:
  // May be called long after the one who waits is gone.
  Function<void(Value)> teller() const {
    return [weak = std::weak_ptr<State>(state_)](Value value) {
      const auto state = weak.lock();
      if (!state || state->value) return;
      state->value = std::move(value);
      if (state->waiting) state->waiting.resume();
    };
  }
  bool await_ready() const noexcept { return state_->value.has_value(); }
  void await_suspend(std::coroutine_handle<> waiting) const { state_->waiting = waiting; }
  Value await_resume() const { return std::move(*state_->value); }

 private:
  struct State {
    std::optional<Value> value;
    std::coroutine_handle<> waiting;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace orrery::cloudformation

#pragma once
// A callable that can be moved but not copied, for continuations that own what they complete.
#include <memory>
#include <type_traits>
#include <utility>

namespace orrery {

template <class Signature>
class Function;

template <class Result, class... Arguments>
class Function<Result(Arguments...)> {
 public:
  Function() = default;
  Function(std::nullptr_t) {}
  template <class Callable>
  requires(!std::is_same_v<std::decay_t<Callable>, Function> &&
           std::is_invocable_r_v<Result, Callable&, Arguments...>) Function(Callable&& callable)
      : body_(std::make_unique<Holder<std::decay_t<Callable>>>(std::forward<Callable>(callable))) {}

  Result operator()(Arguments... arguments) { return body_->call(std::forward<Arguments>(arguments)...); }
  explicit operator bool() const { return body_ != nullptr; }

 private:
  struct Body {
    virtual ~Body() = default;
    virtual Result call(Arguments... arguments) = 0;
  };
  template <class Callable>
  struct Holder final : Body {
    template <class Given>
    explicit Holder(Given&& given) : callable(std::forward<Given>(given)) {}
    Result call(Arguments... arguments) override { return callable(std::forward<Arguments>(arguments)...); }
    Callable callable;
  };
  std::unique_ptr<Body> body_;
};

using Task = Function<void()>;

}  // namespace orrery

#include "services/cloudformation/work.h"

namespace orrery::cloudformation {
namespace {

std::optional<AwsError> as_error(const std::exception_ptr& thrown) {
  if (!thrown) return std::nullopt;
  try {
    std::rethrow_exception(thrown);
  } catch (const AwsError& error) {
    return error;
  } catch (const std::exception& error) {
    return AwsError("InternalFailure", error.what(), 500);
  }
}

}  // namespace

bool is_absence(const AwsError& error) {
  if (error.status == 501) return false;
  for (std::string_view part : {"NotFound", "NoSuch", "NonExistent", "DoesNotExist"})
    if (error.code.find(part) != std::string::npos) return true;
  return false;
}

void Work::Finish::await_suspend(Handle handle) const noexcept {
  promise_type& promise = handle.promise();
  if (promise.waiting) return promise.waiting.resume();
  // The one who is told may destroy the coroutine, and with it everything here but these locals.
  Done done = std::move(promise.done);
  std::optional<AwsError> error = as_error(promise.thrown);
  if (done) done(std::move(error));
}

bool Call::await_suspend(std::coroutine_handle<> waiting) {
  caller_->call(service_, operation_, *context_, std::move(input_),
                Reply([weak = std::weak_ptr<Answer>(answer_)](Result result) {
                  const auto answer = weak.lock();
                  if (!answer) return;
                  answer->result = std::move(result);
                  if (answer->waiting) answer->waiting.resume();
                }));
  if (answer_->result) return false;
  answer_->waiting = waiting;
  if (flying_) ++*flying_;
  return true;
}

json::object Call::await_resume() {
  if (flying_ && answer_->waiting) --*flying_;
  if (auto* error = std::get_if<AwsError>(&*answer_->result)) {
    if (tolerates_absence_ && is_absence(*error)) return {};
    if (!tolerated_.empty() && error->code == tolerated_) return {};
    throw std::move(*error);
  }
  return std::get<json::object>(std::move(*answer_->result));
}

}  // namespace orrery::cloudformation

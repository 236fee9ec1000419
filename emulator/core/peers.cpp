#include "core/peers.h"

#include <cassert>

namespace orrery {

json::object Caller::call_now(std::string_view service, std::string_view operation, const Context& context,
                              json::object input) {
  std::optional<Result> answer;
  call(service, operation, context, std::move(input),
       Reply([&answer](Result result) { answer = std::move(result); }));
  assert(answer && "call_now is for operations that answer at once");
  if (auto* error = std::get_if<AwsError>(&*answer)) throw std::move(*error);
  return std::get<json::object>(std::move(*answer));
}

}  // namespace orrery

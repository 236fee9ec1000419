#include "services/lambda/run.h"

namespace orrery::lambda {

InvocationOutcome failed_outcome(std::string_view type, std::string_view message) {
  InvocationOutcome outcome;
  outcome.error = "Unhandled";
  outcome.payload = to_text(json::object{{"errorType", type}, {"errorMessage", message}});
  return outcome;
}

}  // namespace orrery::lambda

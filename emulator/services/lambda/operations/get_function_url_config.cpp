#include "services/lambda/function_urls.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function_url_config(Lambda& lambda, const Input& input) {
  return shown_url(existing_url(lambda, url_of(lambda, input)));
}

}  // namespace orrery::lambda

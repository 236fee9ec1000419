#include "services/lambda/function_urls.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_function_url_config(Lambda& lambda, const Input& input) {
  const UrlOf of = url_of(lambda, input);
  existing_url(lambda, of);
  erase_url(lambda, *of.function, of.qualifier);
  return {};
}

}  // namespace orrery::lambda

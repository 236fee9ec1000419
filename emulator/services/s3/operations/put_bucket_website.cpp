#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_website(S3& s3, Request& request) {
  const json::object& config = payload(request, "WebsiteConfiguration");
  const bool redirects = config.contains("RedirectAllRequestsTo");
  const json::object* index = find_object(config, "IndexDocument");
  if (redirects && config.size() > 1) {
    throw invalid_argument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        "RedirectAllRequestsTo", "not null");
  }
  if (!redirects && index == nullptr) {
    throw invalid_argument(
        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
        "IndexDocument", "null");
  }
  const auto suffix = index ? find_text(*index, "Suffix") : std::nullopt;
  if (index != nullptr && (!suffix || suffix->empty() || suffix->find('/') != std::string_view::npos)) {
    throw invalid_argument("The IndexDocument Suffix is not well formed", "IndexDocument",
                           suffix.value_or(""));
  }
  return put_config(s3, request, "website", "WebsiteConfiguration");
}

}  // namespace orrery::s3::operations

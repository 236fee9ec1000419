#include "services/sqs/operations/operations.h"
#include "services/sqs/paging.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_without_paging = 1000;

}  // namespace

json::object list_queues(Sqs& sqs, const Input& input) {
  const auto asked = input.maybe_number("MaxResults");
  if (asked && (*asked < 1 || *asked > 1000)) {
    throw invalid_parameter(std::to_string(*asked), "MaxResults", "Must be between 1 and 1000, if provided.");
  }
  const std::size_t most = asked ? static_cast<std::size_t>(*asked) : most_without_paging;
  const std::string_view prefix = input.maybe_text("QueueNamePrefix").value_or("");
  const std::string after = read_page_token(input);

  json::array urls;
  std::string last;
  bool more = false;
  sqs.queues.each(input.context, prefix, after, [&](const Queue& queue) {
    if (urls.size() == most) return !(more = true);
    urls.push_back(json::value(queue.url(input.context)));
    last = queue.name;
    return true;
  });
  json::object result;
  if (!urls.empty()) result["QueueUrls"] = std::move(urls);
  if (more && asked) result["NextToken"] = page_token(last);
  return result;
}

}  // namespace orrery::sqs

#include "services/sqs/operations/operations.h"
#include "services/sqs/paging.h"
#include "services/sqs/redrive.h"

namespace orrery::sqs {

json::object list_dead_letter_source_queues(Sqs& sqs, const Input& input) {
  const std::string target = sqs.queue_at(input).arn();
  const auto asked = input.maybe_number("MaxResults");
  if (asked && (*asked < 1 || *asked > 1000)) {
    throw invalid_parameter(std::to_string(*asked), "MaxResults", "Must be between 1 and 1000, if provided.");
  }
  const std::size_t most = static_cast<std::size_t>(asked.value_or(1000));
  const std::string after = read_page_token(input);

  json::array urls;
  std::string last;
  bool more = false;
  sqs.queues.each(input.context, "", after, [&](const Queue& queue) {
    const auto policy = redrive_policy(queue);
    if (!policy || policy->target_arn != target) return true;
    if (urls.size() == most) return !(more = true);
    urls.push_back(json::value(queue.url(input.context)));
    last = queue.name;
    return true;
  });
  json::object result{{"queueUrls", std::move(urls)}};
  if (more && asked) result["NextToken"] = page_token(last);
  return result;
}

}  // namespace orrery::sqs

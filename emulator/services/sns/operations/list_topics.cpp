#include "services/sns/operations/operations.h"

namespace orrery::sns {
namespace {

constexpr std::size_t page_size = 100;

}  // namespace

json::object list_topics(Sns& sns, const Input& input) {
  const auto topics =
      sns.topics.list(input.context, input.maybe_text("NextToken").value_or(""), page_size + 1);
  json::object result;
  json::array shown;
  for (const Topic& topic : topics) {
    if (shown.size() == page_size) {
      result["NextToken"] = topics[page_size - 1].arn;
      break;
    }
    shown.push_back(json::object{{"TopicArn", topic.arn}});
  }
  result["Topics"] = std::move(shown);
  return result;
}

}  // namespace orrery::sns

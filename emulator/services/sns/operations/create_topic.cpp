#include "services/sns/operations/operations.h"
#include "services/sns/tags.h"
#include "services/sns/topic_attributes.h"

namespace orrery::sns {
namespace {

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

void check_name(std::string_view name, bool fifo) {
  const std::string_view stem = fifo && name.ends_with(".fifo") ? name.substr(0, name.size() - 5) : name;
  if (stem.empty() || name.size() > 256 || stem.find_first_not_of(name_letters) != stem.npos ||
      (fifo && stem == name)) {
    throw invalid(
        fifo ? "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase "
               "ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters "
               "long."
             : "Topic Name");
  }
}

}  // namespace

json::object create_topic(Sns& sns, const Input& input) {
  input.refuse_unsupported({"DataProtectionPolicy"});
  static const json::object nothing;
  const std::string_view name = input.text("Name");
  const auto* attributes = input.maybe_object("Attributes");
  const json::object& given = attributes != nullptr ? *attributes : nothing;
  const bool fifo = find_text(given, "FifoTopic") == "true";
  check_name(name, fifo);

  Topic topic;
  topic.arn = make_arn(input.context, "sns", name);
  if (const auto existing = sns.topics.topic(topic.arn)) {
    for (const auto& [key, value] : given) {
      if (existing->attribute(std::string_view(key)) != value.as_string()) {
        throw invalid("Attributes Reason: Topic already exists with different attributes");
      }
    }
    Topic tagged;
    if (const auto* tags = input.maybe_list("Tags")) add_tags(tagged, *tags);
    for (const auto& [key, value] : tagged.tags) {
      const json::value* own = existing->tags.if_contains(key);
      if (!own || *own != value) throw invalid("Tags Reason: Topic already exists with different tags");
    }
    return {{"TopicArn", topic.arn}};
  }
  for (const auto& [key, value] : given)
    check_topic_attribute(fifo, key, view(value.as_string()), "Attributes Reason: ");
  topic.id = sns.entropy.uuid();
  topic.attributes = given;
  if (const auto* tags = input.maybe_list("Tags")) add_tags(topic, *tags);
  sns.topics.save(topic);
  return {{"TopicArn", topic.arn}};
}

}  // namespace orrery::sns

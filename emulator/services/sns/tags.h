#pragma once
// Tags of topics.
#include <set>

#include "core/error.h"
#include "services/sns/topics.h"

namespace orrery::sns {

inline void add_tags(Topic& topic, const json::array& tags) {
  std::set<std::string> keys;
  for (const json::value& tag : tags) {
    const auto* members = tag.if_object();
    const auto key = members ? find_text(*members, "Key") : std::nullopt;
    if (!key) throw invalid("Tags Reason: a tag needs a Key");
    if (!keys.emplace(*key).second) throw invalid("Duplicated keys are not allowed.");
    topic.tags[boost_view(*key)] = boost_view(find_text(*members, "Value").value_or(""));
  }
  if (topic.tags.size() > 50)
    throw AwsError("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
}

}  // namespace orrery::sns

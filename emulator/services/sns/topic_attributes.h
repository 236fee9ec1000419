#pragma once
// What may be set of a topic after it was made, and which values that takes.
#include <string_view>

#include "services/sns/topics.h"

namespace orrery::sns {

bool is_settable(std::string_view attribute);
// Refuses a value that the attribute cannot have; `where` is what AWS says before the reason.
void check_topic_attribute(bool fifo, std::string_view attribute, std::string_view value,
                           std::string_view where);

}  // namespace orrery::sns

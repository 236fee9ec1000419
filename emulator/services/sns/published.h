#pragma once
// What FIFO topics published within the last five minutes, so that it is published once.
//
//   "sns" "published" topic-id scope -> {"at": microseconds, "answer": what Publish said}
//   "sns" "recent" #microseconds topic-id scope -> nothing
#include <optional>

#include "core/core.h"
#include "services/sns/topics.h"

namespace orrery::sns {

class Published {
 public:
  explicit Published(Core& core) : core_(core) {}
  std::optional<json::object> find(const Topic& topic, const std::string& scope) const;
  // Remembers it, and forgets some that are too old.
  void add(const Topic& topic, const std::string& scope, const json::object& answer);

 private:
  Core& core_;
};

}  // namespace orrery::sns

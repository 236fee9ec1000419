#pragma once
// A bucket's notification configuration: who is told of what.
#include <string>
#include <vector>

#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// The configuration as it is kept and answered: new names, an Id for each. Refuses what AWS refuses.
json::object checked_notification(S3& s3, const Bucket& bucket, const json::object& config,
                                  bool check_targets);

struct Target {
  enum class Kind { queue, function, topic, bus } kind;
  std::string arn, id;
};
// Who is to be told of `event` ("ObjectCreated:Put") about this key.
std::vector<Target> targets_of(const json::object& config, std::string_view event, std::string_view key);

// Sends a text to a queue or topic, or invokes a function with it, as part of the present turn.
void deliver(S3& s3, const Context& context, const Target& target, const std::string& text);

}  // namespace orrery::s3

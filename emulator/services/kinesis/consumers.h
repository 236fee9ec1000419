#pragma once
// Consumers registered for enhanced fan-out.
//
//   kinesis | consumer | #stream | name -> {"c": created, in milliseconds, "t": tags, "p": policy}
#include <optional>
#include <vector>

#include "services/kinesis/stream.h"

namespace orrery::kinesis {

struct Consumer {
  std::string name;
  Instant created{};
  json::object tags;
  std::string policy;  // empty: none
};

class Consumers {
 public:
  explicit Consumers(Core& core) : core_(core) {}

  std::optional<Consumer> find(const Stream& stream, std::string_view name) const;
  std::vector<Consumer> list(const Stream& stream) const;
  void put(const Stream& stream, const Consumer& consumer);
  void erase(const Stream& stream, const Consumer& consumer);

 private:
  Core& core_;
};

std::string arn_of(const Stream& stream, const Consumer& consumer);
// The name in a consumer's ARN; empty where the ARN is not one of a consumer.
std::string consumer_name(std::string_view arn);
json::object describe(const Stream& stream, const Consumer& consumer);

}  // namespace orrery::kinesis

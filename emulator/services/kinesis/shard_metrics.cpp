#include "services/kinesis/shard_metrics.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/error.h"

namespace orrery::kinesis {
namespace {

constexpr std::array<std::string_view, 7> all_metrics = {"IncomingBytes",
                                                         "IncomingRecords",
                                                         "OutgoingBytes",
                                                         "OutgoingRecords",
                                                         "WriteProvisionedThroughputExceeded",
                                                         "ReadProvisionedThroughputExceeded",
                                                         "IteratorAgeMilliseconds"};

}  // namespace

json::object change_shard_metrics(Kinesis& kinesis, const Input& input, Monitoring change) {
  Stream stream = kinesis.streams.get(input);
  const json::array before = stream.shard_metrics;
  std::set<std::string_view> now;
  for (const json::value& metric : before) now.insert(view(metric.get_string()));
  for (const json::value& metric : input.list("ShardLevelMetrics")) {
    const std::string_view name = metric.is_string() ? view(metric.get_string()) : std::string_view{};
    const bool known = std::find(all_metrics.begin(), all_metrics.end(), name) != all_metrics.end();
    if (!known && name != "ALL") throw invalid_argument("There is no metric " + std::string(name) + ".");
    for (const std::string_view one : all_metrics) {
      if (name != "ALL" && name != one) continue;
      if (change == Monitoring::enable)
        now.insert(one);
      else
        now.erase(one);
    }
  }
  stream.shard_metrics.clear();
  for (const std::string_view one : now) stream.shard_metrics.emplace_back(boost_view(one));
  kinesis.streams.put(stream);
  return {{"StreamName", stream.name},
          {"CurrentShardLevelMetrics", before},
          {"DesiredShardLevelMetrics", stream.shard_metrics},
          {"StreamARN", json::string(stream.arn())}};
}

}  // namespace orrery::kinesis

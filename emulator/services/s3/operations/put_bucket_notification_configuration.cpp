#include "services/s3/configs.h"
#include "services/s3/ids.h"
#include "services/s3/notification.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_notification_configuration(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const json::object& given = payload(request, "NotificationConfiguration");
  const bool check_targets = !request.flag("SkipDestinationValidation");
  const json::object config = checked_notification(s3, bucket, given, check_targets);
  if (config.empty()) {
    s3.buckets.unconfigure(bucket, "notification");
    return {};
  }
  s3.buckets.configure(bucket, "notification", config);
  const json::object test{{"Service", "Amazon S3"},
                          {"Event", "s3:TestEvent"},
                          {"Time", iso_time(s3.core.clock.now())},
                          {"Bucket", bucket.name},
                          {"RequestId", request_id(request.context)},
                          {"HostId", host_id(request.context)}};
  for (const auto& [list, arn, kind] : {std::tuple{"QueueConfigurations", "QueueArn", Target::Kind::queue},
                                        std::tuple{"TopicConfigurations", "TopicArn", Target::Kind::topic}}) {
    const json::array* rules = find_array(config, list);
    for (const json::value& rule : rules ? *rules : json::array{}) {
      deliver(s3, request.context, {kind, std::string(find_text(rule.as_object(), arn).value_or("")), {}},
              to_text(test));
    }
  }
  return {};
}

}  // namespace orrery::s3::operations

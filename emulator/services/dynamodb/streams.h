#pragma once
// DynamoDB Streams: what has changed in tables, read shard by shard. A service of its own with DynamoDB's
// log.
#include "services/dynamodb/dynamodb.h"

namespace orrery::dynamodb {

class Streams final : public Service {
 public:
  explicit Streams(Dynamodb& dynamodb_) : dynamodb(dynamodb_) {}

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  // Old records are thrown away now and then.
  void resume() override;

  // The stream of StreamArn. Throws ValidationException where that is no stream's ARN.
  Stream stream_of(const Input& input) const;

  Dynamodb& dynamodb;

 private:
  void trim_later();
  Alarm trimming_;
};

// Throws ValidationException where the text is no stream's ARN.
void check_stream_arn(std::string_view arn);

}  // namespace orrery::dynamodb

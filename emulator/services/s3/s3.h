#pragma once
// Amazon S3. The same operations answer over HTTP, where bytes and headers are read and written as they are,
// and over JSON for neighbours: {"Bucket", "Key", "Body": base64, ...} in the shapes of the AWS API.
#include "core/core.h"
#include "core/entropy.h"
#include "core/raw_service.h"
#include "core/service.h"
#include "services/s3/bodies.h"
#include "services/s3/buckets.h"
#include "services/s3/lifecycle.h"
#include "services/s3/objects.h"
#include "services/s3/request.h"
#include "services/s3/uploads.h"
#include "services/s3/wire/schema.h"

namespace orrery::s3 {

struct Row;

class S3 final : public Service, public RawService {
 public:
  explicit S3(Core& core);
  ~S3() override;

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  HeadVerdict on_head(const HttpRequest& head, const Context& context) override;
  std::string operation(const HttpRequest& head) override;
  void http(HttpRequest request, const Context& context, Respond respond) override;

  // The bucket the request names. Refuses with NoSuchBucket, and where it is not its expected owner's.
  Bucket bucket(const Request& request) const;
  // For an operation that waited: runs its end as an operation is run.
  void finish(Reply& reply, const std::function<json::object()>& end);

  Core& core;
  Bodies bodies;
  Buckets buckets;
  Objects objects;
  Uploads uploads;
  Schemas schemas;
  Entropy entropy;
  Lifecycle lifecycle;
};

}  // namespace orrery::s3

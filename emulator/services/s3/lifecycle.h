#pragma once
// Lifecycle rules: what they mean for a version, and their acting on the clock, each midnight UTC.
#include <memory>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/json.h"
#include "services/s3/uploads.h"
#include "services/s3/version.h"

namespace orrery::s3 {

class S3;

// The configuration as it is kept: rules without an ID get one. Refuses what AWS refuses.
json::object checked_lifecycle(S3& s3, const json::object& config);

// expiry-date="...", rule-id="...": when a current version will expire, where a rule says so.
std::optional<std::string> expiration_header(S3& s3, const Bucket& bucket, const Version& version);

class Lifecycle {
 public:
  explicit Lifecycle(S3& s3) : s3_(s3) {}
  // To be called when a rule was set, and at start.
  void set_alarm();

 private:
  struct Walk;
  void begin_day();
  void step(std::shared_ptr<Walk> walk);

  S3& s3_;
  Alarm alarm_;
};

}  // namespace orrery::s3

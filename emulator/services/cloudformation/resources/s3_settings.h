#pragma once
// How the properties of AWS::S3::Bucket read in the S3 API.
#include <span>
#include <string_view>

#include "core/json.h"

namespace orrery::cloudformation {

struct BucketSetting {
  std::string_view property;  // "VersioningConfiguration"
  std::string_view put;       // "PutBucketVersioning"
  // What takes it away; empty: putting what fill() makes of nothing.
  std::string_view clear;
  void (*fill)(const json::value& value, json::object& input);
};

// In the order they are applied.
std::span<const BucketSetting> bucket_settings();

}  // namespace orrery::cloudformation

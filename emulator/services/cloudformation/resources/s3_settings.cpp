#include "services/cloudformation/resources/s3_settings.h"

#include "core/ascii.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

const json::object& members(const json::value& value) {
  static const json::object none;
  return value.is_object() ? value.get_object() : none;
}

void versioning(const json::value& value, json::object& input) {
  const auto status = find_text(members(value), "Status").value_or("Suspended");
  input["VersioningConfiguration"] = json::object{{"Status", boost_view(status)}};
}

void public_access(const json::value& value, json::object& input) {
  input["PublicAccessBlockConfiguration"] = value;
}

void ownership(const json::value& value, json::object& input) {
  input["OwnershipControls"] = json::object{{"Rules", list_of(members(value), "Rules")}};
}

void encryption(const json::value& value, json::object& input) {
  json::array rules;
  for (const json::value& item : list_of(members(value), "ServerSideEncryptionConfiguration")) {
    json::object rule;
    copy(members(item), rule, {"BucketKeyEnabled"});
    if (const auto* by_default = find_object(members(item), "ServerSideEncryptionByDefault"))
      rule["ApplyServerSideEncryptionByDefault"] = *by_default;
    rules.push_back(std::move(rule));
  }
  input["ServerSideEncryptionConfiguration"] = json::object{{"Rules", std::move(rules)}};
}

void cors(const json::value& value, json::object& input) {
  json::array rules;
  for (const json::value& item : list_of(members(value), "CorsRules")) {
    json::object rule;
    const auto& given = members(item);
    copy(given, rule, {"AllowedHeaders", "AllowedMethods", "AllowedOrigins"});
    if (const json::value* id = find(given, "Id")) rule["ID"] = *id;
    if (const json::value* exposed = find(given, "ExposedHeaders")) rule["ExposeHeaders"] = *exposed;
    if (const json::value* age = find(given, "MaxAge")) rule["MaxAgeSeconds"] = *age;
    rules.push_back(std::move(rule));
  }
  input["CORSConfiguration"] = json::object{{"CORSRules", std::move(rules)}};
}

json::array transitions(const json::object& given, const char* plural, const char* single, const char* days,
                        const char* api_days) {
  json::array all = list_of(given, plural);
  if (const auto* one = find_object(given, single)) all.push_back(*one);
  json::array result;
  for (const json::value& item : all) {
    json::object transition;
    copy(members(item), transition, {"StorageClass"});
    if (const json::value* count = find(members(item), days)) transition[api_days] = *count;
    if (const json::value* date = find(members(item), "TransitionDate")) transition["Date"] = *date;
    result.push_back(std::move(transition));
  }
  return result;
}

json::object lifecycle_filter(const json::object& given) {
  json::object all;
  copy(given, all, {"Prefix", "ObjectSizeGreaterThan", "ObjectSizeLessThan"});
  const json::array tags = list_of(given, "TagFilters");
  if (!tags.empty()) all["Tags"] = tags;
  if (all.empty()) return {{"Prefix", ""}};
  if (all.size() > 1) return {{"And", std::move(all)}};
  if (tags.size() == 1) return {{"Tag", tags[0]}};
  return all;
}

void lifecycle(const json::value& value, json::object& input) {
  json::array rules;
  for (const json::value& item : list_of(members(value), "Rules")) {
    const auto& given = members(item);
    json::object rule;
    copy(given, rule, {"Status", "AbortIncompleteMultipartUpload"});
    if (const json::value* id = find(given, "Id")) rule["ID"] = *id;
    rule["Filter"] = lifecycle_filter(given);
    json::object expiration;
    if (const json::value* days = find(given, "ExpirationInDays")) expiration["Days"] = *days;
    if (const json::value* date = find(given, "ExpirationDate")) expiration["Date"] = *date;
    copy(given, expiration, {"ExpiredObjectDeleteMarker"});
    if (!expiration.empty()) rule["Expiration"] = std::move(expiration);
    copy(given, rule, {"NoncurrentVersionExpiration"});
    if (const json::value* days = find(given, "NoncurrentVersionExpirationInDays"))
      rule["NoncurrentVersionExpiration"] = json::object{{"NoncurrentDays", *days}};
    json::array moves = transitions(given, "Transitions", "Transition", "TransitionInDays", "Days");
    if (!moves.empty()) rule["Transitions"] = std::move(moves);
    moves = transitions(given, "NoncurrentVersionTransitions", "NoncurrentVersionTransition",
                        "TransitionInDays", "NoncurrentDays");
    if (!moves.empty()) rule["NoncurrentVersionTransitions"] = std::move(moves);
    rules.push_back(std::move(rule));
  }
  input["LifecycleConfiguration"] = json::object{{"Rules", std::move(rules)}};
}

json::array targets(const json::object& given, const char* name, const char* from, const char* to) {
  json::array result;
  for (const json::value& item : list_of(given, name)) {
    const auto& one = members(item);
    json::object target;
    if (const json::value* arn = find(one, from)) target[to] = *arn;
    if (const json::value* event = find(one, "Event")) target["Events"] = json::array{*event};
    const json::object* filter = find_object(one, "Filter");
    const json::object* key = filter ? find_object(*filter, "S3Key") : nullptr;
    if (key) target["Filter"] = json::object{{"Key", json::object{{"FilterRules", list_of(*key, "Rules")}}}};
    result.push_back(std::move(target));
  }
  return result;
}

void notification(const json::value& value, json::object& input) {
  const auto& given = members(value);
  json::object configuration;
  const auto add = [&](const char* name, json::array all) {
    if (!all.empty()) configuration[name] = std::move(all);
  };
  add("LambdaFunctionConfigurations",
      targets(given, "LambdaConfigurations", "Function", "LambdaFunctionArn"));
  add("QueueConfigurations", targets(given, "QueueConfigurations", "Queue", "QueueArn"));
  add("TopicConfigurations", targets(given, "TopicConfigurations", "Topic", "TopicArn"));
  if (find(given, "EventBridgeConfiguration")) configuration["EventBridgeConfiguration"] = json::object{};
  input["NotificationConfiguration"] = std::move(configuration);
}

// "PublicRead" -> "public-read"; "Private" is what buckets are that take no lists at all, which only the
// owner's own full control may be asked of.
void access_control(const json::value& value, json::object& input) {
  std::string acl;
  const std::string_view name = value.is_string() ? view(value.get_string()) : std::string_view("Private");
  for (const char c : name) {
    if (lower(c) != c && !acl.empty()) acl += '-';
    acl += lower(c);
  }
  input["ACL"] = acl == "private" ? "bucket-owner-full-control" : acl;
}

void object_lock(const json::value& value, json::object& input) { input["ObjectLockConfiguration"] = value; }

void acceleration(const json::value& value, json::object& input) {
  const auto status = find_text(members(value), "AccelerationStatus").value_or("Suspended");
  input["AccelerateConfiguration"] = json::object{{"Status", boost_view(status)}};
}

void website(const json::value& value, json::object& input) {
  const auto& given = members(value);
  json::object configuration;
  copy(given, configuration, {"RedirectAllRequestsTo", "RoutingRules"});
  if (const json::value* index = find(given, "IndexDocument"))
    configuration["IndexDocument"] = json::object{{"Suffix", *index}};
  if (const json::value* error = find(given, "ErrorDocument"))
    configuration["ErrorDocument"] = json::object{{"Key", *error}};
  input["WebsiteConfiguration"] = std::move(configuration);
}

void logging(const json::value& value, json::object& input) {
  json::object enabled;
  if (const json::value* bucket = find(members(value), "DestinationBucketName"))
    enabled["TargetBucket"] = *bucket;
  const json::value* prefix = find(members(value), "LogFilePrefix");
  enabled["TargetPrefix"] = prefix ? *prefix : json::value("");
  input["BucketLoggingStatus"] = json::object{{"LoggingEnabled", std::move(enabled)}};
}

json::object replication_filter(const json::object& given) {
  json::object filter;
  copy(given, filter, {"Prefix"});
  if (const json::value* tag = find(given, "TagFilter")) filter["Tag"] = *tag;
  if (const json::object* both = find_object(given, "And")) {
    json::object all;
    copy(*both, all, {"Prefix"});
    all["Tags"] = list_of(*both, "TagFilters");
    filter["And"] = std::move(all);
  }
  return filter;
}

void replication(const json::value& value, json::object& input) {
  json::array rules;
  for (const json::value& item : list_of(members(value), "Rules")) {
    const auto& given = members(item);
    json::object rule;
    copy(given, rule,
         {"Status", "Prefix", "Priority", "Destination", "DeleteMarkerReplication",
          "SourceSelectionCriteria"});
    if (const json::value* id = find(given, "Id")) rule["ID"] = *id;
    if (const json::object* filter = find_object(given, "Filter"))
      rule["Filter"] = replication_filter(*filter);
    rules.push_back(std::move(rule));
  }
  json::object configuration{{"Rules", std::move(rules)}};
  copy(members(value), configuration, {"Role"});
  input["ReplicationConfiguration"] = std::move(configuration);
}

constexpr BucketSetting settings[] = {
    {"VersioningConfiguration", "PutBucketVersioning", "", versioning},
    {"OwnershipControls", "PutBucketOwnershipControls", "DeleteBucketOwnershipControls", ownership},
    {"PublicAccessBlockConfiguration", "PutPublicAccessBlock", "DeletePublicAccessBlock", public_access},
    {"BucketEncryption", "PutBucketEncryption", "DeleteBucketEncryption", encryption},
    {"CorsConfiguration", "PutBucketCors", "DeleteBucketCors", cors},
    {"LifecycleConfiguration", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle", lifecycle},
    {"ObjectLockConfiguration", "PutObjectLockConfiguration", "", object_lock},
    {"AccelerateConfiguration", "PutBucketAccelerateConfiguration", "", acceleration},
    {"WebsiteConfiguration", "PutBucketWebsite", "DeleteBucketWebsite", website},
    {"LoggingConfiguration", "PutBucketLogging", "", logging},
    {"ReplicationConfiguration", "PutBucketReplication", "DeleteBucketReplication", replication},
    {"NotificationConfiguration", "PutBucketNotificationConfiguration", "", notification},
    {"AccessControl", "PutBucketAcl", "", access_control},
};

}  // namespace

std::span<const BucketSetting> bucket_settings() { return settings; }

}  // namespace orrery::cloudformation

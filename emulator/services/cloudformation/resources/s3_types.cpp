// Buckets and what they are set to.
#include "core/arn.h"
#include "core/ascii.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/resources/s3_settings.h"

namespace orrery::cloudformation {
namespace {

Work apply_settings(Step& step) {
  for (const BucketSetting& setting : bucket_settings()) {
    if (!step.changed(setting.property)) continue;
    json::object input{{"Bucket", step.physical}};
    const json::value* value = find(step.properties, setting.property);
    const bool is_put = value || setting.clear.empty();
    if (is_put) setting.fill(value ? *value : json::object{}, input);
    const auto order = is_put ? setting.put : setting.clear;
    co_await step.call("s3", order, std::move(input));
  }
  const json::array tags = tag_list(step);
  if (tags.empty() && !step.changed("Tags")) co_return;
  json::object input{{"Bucket", step.physical}};
  if (!tags.empty()) input["Tagging"] = json::object{{"TagSet", tags}};
  const char* order = tags.empty() ? "DeleteBucketTagging" : "PutBucketTagging";
  co_await step.call("s3", order, std::move(input));
}

void set_attributes(Step& step) {
  const std::string& name = step.physical;
  const std::string region = step.context.region;
  step.attributes = {{"Arn", make_global_arn("s3", region, "", name)},
                     {"DomainName", name + ".s3.amazonaws.com"},
                     {"RegionalDomainName", name + ".s3." + region + ".amazonaws.com"},
                     {"DualStackDomainName", name + ".s3.dualstack." + region + ".amazonaws.com"},
                     {"WebsiteURL", "http://" + name + ".s3-website-" + region + ".amazonaws.com"}};
}

Work create_bucket(Step& step) {
  std::string name = step.name("BucketName", 63);
  if (!step.has("BucketName")) name = lower(name);
  json::object input{{"Bucket", name}};
  if (step.context.region != "us-east-1")
    input["CreateBucketConfiguration"] = json::object{{"LocationConstraint", step.context.region}};
  if (step.text("ObjectLockEnabled") == "true") input["ObjectLockEnabledForBucket"] = true;
  // In us-east-1 S3 lets an owner create a bucket again; a stack must not take over what is there.
  if (!step.again) {
    json::object head{{"Bucket", name}};
    bool exists = true;
    try {
      co_await step.call("s3", "HeadBucket", std::move(head));
    } catch (const AwsError& error) {
      exists = error.status != 404 && error.status != 501;
    }
    if (exists) throw AwsError("AlreadyExists", name + " already exists", 400);
  }
  co_await step.make("s3", "CreateBucket", std::move(input), "BucketAlreadyOwnedByYou");
  step.physical = name;
  set_attributes(step);
  co_await apply_settings(step);
}

Work update_bucket(Step& step) {
  set_attributes(step);
  co_await apply_settings(step);
}

Work remove_bucket(Step& step) {
  json::object input{{"Bucket", step.physical}};
  co_await step.remove("s3", "DeleteBucket", std::move(input));
}

Work put_bucket_policy(Step& step) {
  json::object input{{"Bucket", step.text("Bucket")}, {"Policy", step.text("PolicyDocument")}};
  co_await step.call("s3", "PutBucketPolicy", std::move(input));
  step.physical = step.text("Bucket");
}

Work remove_bucket_policy(Step& step) {
  json::object input{{"Bucket", step.physical}};
  co_await step.remove("s3", "DeleteBucketPolicy", std::move(input));
}

constexpr std::string_view bucket_replacing[] = {"BucketName", "ObjectLockEnabled"};
constexpr std::string_view bucket_policy_replacing[] = {"Bucket"};

constexpr ResourceType s3_table[] = {
    {"AWS::S3::Bucket", "BucketName", bucket_replacing, create_bucket, update_bucket, remove_bucket},
    {"AWS::S3::BucketPolicy", "", bucket_policy_replacing, put_bucket_policy, put_bucket_policy,
     remove_bucket_policy},
};

}  // namespace

std::span<const ResourceType> s3_types() { return s3_table; }

}  // namespace orrery::cloudformation

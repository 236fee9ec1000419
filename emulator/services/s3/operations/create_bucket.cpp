#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"
#include "services/s3/regions.h"
#include "services/s3/tags.h"

namespace orrery::s3::operations {
namespace {

constexpr std::string_view first_region = "us-east-1";

AwsError invalid_constraint(std::string_view constraint) {
  return {"InvalidLocationConstraint",
          "The specified location-constraint is not valid",
          400,
          {{"LocationConstraint", constraint}}};
}

// Where the bucket is to be. An endpoint of another region than the first makes buckets of its own region
// only, and wants to be told so.
std::string region_of(const Request& request) {
  const json::object* config = request.maybe_object("CreateBucketConfiguration");
  if (config != nullptr && (config->contains("Location") || config->contains("Bucket"))) {
    throw not_supported("a directory bucket");
  }
  // Clients that say "US", or anything else that is no region, mean the first one.
  const std::string here(is_region(request.context.region) ? request.context.region : first_region);
  const std::string_view constraint = config ? find_text(*config, "LocationConstraint").value_or("") : "";
  const bool known = constraint.empty() || constraint == "EU" || is_region(constraint);
  if (here == first_region && (constraint == first_region || !known)) throw invalid_constraint(constraint);
  if (!request.context.caller.empty() && constraint.empty()) return here;
  const std::string region(constraint == "EU" ? "eu-west-1" : constraint);
  if (here == first_region) return region.empty() ? std::string(first_region) : region;
  if (region == here) return region;
  throw AwsError(
      "IllegalLocationConstraintException",
      "The " + (region.empty() ? "unspecified" : region) +
          " location constraint is incompatible for the region specific endpoint this request was sent "
          "to.",
      400);
}

json::object refuse_existing(S3& s3, const Bucket& existing, const Request& request) {
  if (existing.account != request.context.account) {
    throw AwsError(
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of "
        "the system. Please select a different name and try again.",
        409, {{"BucketName", existing.name}});
  }
  // In us-east-1 creating one's own bucket again succeeds, and sets its access control again.
  if (existing.region == first_region && request.context.region == first_region) {
    const json::object acl = acl_from(request, existing.account);
    if (!acl.empty()) s3.buckets.configure(existing, "acl", acl);
    return {{"Location", "/" + existing.name}, {"BucketArn", existing.arn()}};
  }
  throw AwsError("BucketAlreadyOwnedByYou",
                 "Your previous request to create the named bucket succeeded and you already own it.", 409,
                 {{"BucketName", existing.name}});
}

}  // namespace

json::object create_bucket(S3& s3, Request& request) {
  const std::string name(request.bucket());
  check_bucket_name(name);
  const std::string region = region_of(request);
  if (const auto existing = s3.buckets.find(name)) {
    return refuse_existing(s3, *existing, request);
  }
  Bucket bucket;
  bucket.account = request.context.account;
  bucket.name = name;
  bucket.region = region;
  bucket.id = s3.bodies.next_id();
  bucket.created = s3.core.clock.now();
  bucket.object_lock = request.flag("ObjectLockEnabledForBucket");
  if (bucket.object_lock) bucket.versioning = Versioning::enabled;
  const json::object acl = acl_from(request, bucket.account);
  s3.buckets.put(bucket);
  if (!acl.empty()) s3.buckets.configure(bucket, "acl", acl);
  if (const auto ownership = request.maybe_text("ObjectOwnership")) {
    if (*ownership != "BucketOwnerPreferred" && *ownership != "ObjectWriter" &&
        *ownership != "BucketOwnerEnforced") {
      throw invalid_argument("Invalid x-amz-object-ownership header: " + std::string(*ownership),
                             "x-amz-object-ownership");
    }
    s3.buckets.configure(bucket, "ownership",
                         json::object{{"Rules", json::array{json::object{{"ObjectOwnership", *ownership}}}}});
  }
  if (lists_are_off(s3, bucket) && grants_to_others(acl, bucket.account)) throw lists_without_effect();
  if (const json::object* config = request.maybe_object("CreateBucketConfiguration")) {
    if (const json::array* tags = find_array(*config, "Tags"); tags != nullptr && !tags->empty()) {
      s3.buckets.configure(bucket, "tagging",
                           json::object{{"TagSet", checked_tags(*tags, TagLimit::bucket)}});
    }
  }
  return {{"Location", region == first_region ? "/" + name : "http://" + name + ".s3.amazonaws.com/"},
          {"BucketArn", bucket.arn()}};
}

}  // namespace orrery::s3::operations

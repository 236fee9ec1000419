#include "services/s3/acl.h"

#include "services/s3/owner.h"
#include "services/s3/public_access.h"

namespace orrery::s3 {
namespace {

constexpr std::string_view everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
constexpr std::string_view authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
constexpr std::string_view log_delivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

json::object user_grant(std::string_view id, std::string_view name, std::string_view permission) {
  json::object grantee{{"ID", id}, {"Type", "CanonicalUser"}};
  if (!name.empty()) grantee["DisplayName"] = name;
  return {{"Grantee", std::move(grantee)}, {"Permission", permission}};
}

json::object group_grant(std::string_view uri, std::string_view permission) {
  return {{"Grantee", json::object{{"URI", uri}, {"Type", "Group"}}}, {"Permission", permission}};
}

json::array canned_grants(std::string_view canned, std::string_view account) {
  json::array grants{user_grant(canonical_id(account), account, "FULL_CONTROL")};
  if (canned == "public-read" || canned == "public-read-write")
    grants.push_back(group_grant(everybody, "READ"));
  if (canned == "public-read-write") grants.push_back(group_grant(everybody, "WRITE"));
  if (canned == "authenticated-read") grants.push_back(group_grant(authenticated, "READ"));
  if (canned == "log-delivery-write") {
    grants.push_back(group_grant(log_delivery, "WRITE"));
    grants.push_back(group_grant(log_delivery, "READ_ACP"));
  }
  return grants;
}

bool is_canned(std::string_view text) {
  for (const std::string_view known :
       {"private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read",
        "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"}) {
    if (text == known) return true;
  }
  return false;
}

bool is_group(std::string_view uri) {
  return uri == everybody || uri == authenticated || uri == log_delivery;
}

bool is_canonical_id(std::string_view id) { return id.size() == 64 && from_hex(id); }

AwsError unknown_address() {
  return {"UnresolvableGrantByEmailAddress",
          "The e-mail address you provided does not match any account on record.", 400};
}

struct GrantHeader {
  std::string_view member, permission, name;
};
constexpr GrantHeader grant_headers[] = {{"GrantFullControl", "FULL_CONTROL", "x-amz-grant-full-control"},
                                         {"GrantRead", "READ", "x-amz-grant-read"},
                                         {"GrantReadACP", "READ_ACP", "x-amz-grant-read-acp"},
                                         {"GrantWrite", "WRITE", "x-amz-grant-write"},
                                         {"GrantWriteACP", "WRITE_ACP", "x-amz-grant-write-acp"}};

// id="..."   uri="..."   emailAddress="..."
json::object grant_of(std::string_view text, const GrantHeader& header) {
  const std::size_t equals = text.find('=');
  const std::string_view kind = text.substr(0, equals);
  std::string_view value = equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  if (kind == "id") {
    if (!is_canonical_id(value)) throw invalid_argument("Invalid id", "id", value);
    return user_grant(value, "", header.permission);
  }
  if (kind == "uri") {
    if (!is_group(value)) throw invalid_argument("Invalid group uri", "uri", value);
    return group_grant(value, header.permission);
  }
  if (kind == "emailAddress") throw unknown_address();
  throw invalid_argument("Argument format not recognized", header.name, text);
}

void add_grants(json::array& grants, std::string_view list, const GrantHeader& header) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    grants.push_back(grant_of(one, header));
  }
}

bool grants_to_groups(const json::object& acl) {
  const json::array* grants = find_array(acl, "Grants");
  return grants != nullptr && std::any_of(grants->begin(), grants->end(), [](const json::value& grant) {
           const json::object* grantee = find_object(grant.as_object(), "Grantee");
           const auto uri = grantee ? find_text(*grantee, "URI") : std::nullopt;
           return uri == everybody || uri == authenticated;
         });
}

bool any_grant_header(const Request& request) {
  return std::any_of(std::begin(grant_headers), std::end(grant_headers),
                     [&](const GrantHeader& header) { return request.has(header.member); });
}

void check_grantee(const json::object& grantee) {
  const auto uri = find_text(grantee, "URI"), id = find_text(grantee, "ID");
  const std::string_view type = find_text(grantee, "Type").value_or(uri ? "Group" : "CanonicalUser");
  if (type == "AmazonCustomerByEmail") throw unknown_address();
  if (type != "Group" && type != "CanonicalUser") throw malformed_acl();
  if (type == "Group" ? !uri : !id) throw malformed_acl();
  if (uri && !is_group(*uri)) throw invalid_argument("Invalid group uri", "Group/URI", *uri);
  if (!uri && !is_canonical_id(*id)) throw invalid_argument("Invalid id", "CanonicalUser/ID", *id);
}

void check_policy(const json::object& policy) {
  const json::array* grants = find_array(policy, "Grants");
  const json::object* owner = find_object(policy, "Owner");
  if (grants == nullptr || owner == nullptr) throw malformed_acl();
  const std::string_view id = find_text(*owner, "ID").value_or("");
  if (id.empty()) throw malformed_acl();
  if (!is_canonical_id(id)) throw invalid_argument("Invalid id", "CanonicalUser/ID", id);
  for (const json::value& item : *grants) {
    const json::object* grantee = find_object(item.as_object(), "Grantee");
    if (grantee == nullptr || !find_text(item.as_object(), "Permission")) throw malformed_acl();
    check_grantee(*grantee);
  }
}

// Where nobody said anything, all belongs to the bucket's owner.
bool ownership_is(const S3& s3, const Bucket& bucket, std::string_view kind) {
  const auto controls = s3.buckets.config(bucket, "ownership");
  if (!controls) return kind == "BucketOwnerEnforced";
  return to_text(*controls).find(kind) != std::string::npos;
}

}  // namespace

json::object acl_from(const Request& request, std::string_view account) {
  const auto canned = request.maybe_text("ACL");
  const bool by_headers = any_grant_header(request);
  if (canned && by_headers) {
    throw invalid_request("Specifying both Canned ACLs and Header Grants is not allowed");
  }
  if (const json::object* policy = request.maybe_object("AccessControlPolicy")) {
    if (canned || by_headers) {
      throw AwsError("UnexpectedContent", "This request does not support content", 400);
    }
    check_policy(*policy);
    return *policy;
  }
  json::array grants;
  for (const GrantHeader& header : grant_headers) {
    if (const auto list = request.maybe_text(header.member)) add_grants(grants, *list, header);
  }
  if (canned) {
    if (!is_canned(*canned)) throw invalid_argument("", "x-amz-acl", *canned);
    if (*canned == "private") return {};
    grants = canned_grants(*canned, account);
  }
  if (grants.empty()) return {};
  return {{"Owner", owner_of(account)}, {"Grants", std::move(grants)}};
}

json::object acl_answer(const json::object& acl, std::string_view account) {
  if (!acl.empty()) return acl;
  return {{"Owner", owner_of(account)}, {"Grants", canned_grants("private", account)}};
}

json::object owner_told(const S3& s3, const Bucket& bucket, const json::object& acl) {
  const json::object* owner = find_object(acl, "Owner");
  return owner != nullptr && !lists_are_off(s3, bucket) ? *owner : owner_of(bucket.account);
}

json::object acl_of_object(const S3& s3, const Bucket& bucket, const Request& request) {
  const std::string& writer = request.context.account;
  const auto canned = request.maybe_text("ACL");
  const bool handed_over =
      canned == "bucket-owner-full-control" && ownership_is(s3, bucket, "BucketOwnerPreferred");
  if (writer == bucket.account || lists_are_off(s3, bucket) || handed_over)
    return acl_from(request, bucket.account);
  json::object acl = acl_answer(acl_from(request, writer), writer);
  const std::string_view permission = canned == "bucket-owner-full-control" ? "FULL_CONTROL"
                                      : canned == "bucket-owner-read"       ? "READ"
                                                                            : "";
  if (!permission.empty()) {
    acl["Grants"].as_array().push_back(user_grant(canonical_id(bucket.account), bucket.account, permission));
  }
  return acl;
}

json::object wanted_acl(const Request& request, std::string_view account) {
  if (!request.has("ACL") && !request.has("AccessControlPolicy") && !any_grant_header(request)) {
    throw AwsError("MissingSecurityHeader", "Your request was missing a required header", 400,
                   {{"MissingHeaderName", "x-amz-acl"}});
  }
  return acl_from(request, account);
}

bool lists_are_off(const S3& s3, const Bucket& bucket) {
  return ownership_is(s3, bucket, "BucketOwnerEnforced");
}

AwsError lists_without_effect() {
  return {"InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting", 400};
}

bool grants_to_others(const json::object& acl, std::string_view account) {
  const json::array* grants = find_array(acl, "Grants");
  if (grants == nullptr) return false;
  return std::any_of(grants->begin(), grants->end(), [&](const json::value& grant) {
    const json::object* grantee = find_object(grant.as_object(), "Grantee");
    return grantee == nullptr || find_text(*grantee, "ID") != canonical_id(account);
  });
}

void check_acl_allowed(const S3& s3, const Bucket& bucket, const Request& request, const json::object& acl) {
  if (lists_are_off(s3, bucket)) {
    const auto canned = request.maybe_text("ACL");
    const bool own = canned ? canned == "bucket-owner-full-control"
                            : !any_grant_header(request) && !grants_to_others(acl, bucket.account);
    if (!own) throw AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
  }
  if (is_blocked(s3, bucket, "BlockPublicAcls") && grants_to_groups(acl)) throw access_denied();
}

bool lets_in(const json::object& acl, std::string_view account, std::string_view permission) {
  const json::array* grants = find_array(acl, "Grants");
  if (grants == nullptr) return false;
  const auto names_them = [&](const json::object& grantee) {
    const auto group = find_text(grantee, "URI");
    if (group == everybody) return true;
    return !account.empty() && (group == authenticated || find_text(grantee, "ID") == canonical_id(account));
  };
  return std::any_of(grants->begin(), grants->end(), [&](const json::value& item) {
    const json::object* grantee = find_object(item.as_object(), "Grantee");
    const auto given = find_text(item.as_object(), "Permission");
    return grantee != nullptr && names_them(*grantee) && (given == permission || given == "FULL_CONTROL");
  });
}

}  // namespace orrery::s3

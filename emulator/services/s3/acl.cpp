#include "services/s3/acl.h"

#include "services/s3/owner.h"

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

// id="..." , uri="..." , emailAddress="..."
void add_grants(json::array& grants, std::string_view header, std::string_view permission) {
  while (!header.empty()) {
    const std::size_t comma = std::min(header.find(','), header.size());
    std::string_view one = header.substr(0, comma);
    header.remove_prefix(std::min(comma + 1, header.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos) {
      throw invalid_argument("Argument format not recognized", "x-amz-grant-" + std::string(permission), one);
    }
    const std::string_view kind = one.substr(0, equals);
    std::string_view value = one.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (kind == "id") {
      grants.push_back(user_grant(value, "", permission));
    } else if (kind == "uri") {
      if (value != everybody && value != authenticated && value != log_delivery) {
        throw invalid_argument("Invalid group uri", "uri", value);
      }
      grants.push_back(group_grant(value, permission));
    } else if (kind == "emailAddress") {
      throw AwsError("UnresolvableGrantByEmailAddress",
                     "The e-mail address you provided does not match any account on record.", 400);
    } else {
      throw invalid_argument("Argument format not recognized", "x-amz-grant-" + std::string(permission), one);
    }
  }
}

void check_policy(const json::object& policy) {
  const json::array* grants = find_array(policy, "Grants");
  if (grants == nullptr || find_object(policy, "Owner") == nullptr) throw malformed_xml();
  for (const json::value& item : *grants) {
    const json::object* grantee = find_object(item.as_object(), "Grantee");
    if (grantee == nullptr || !find_text(item.as_object(), "Permission")) throw malformed_xml();
    const auto uri = find_text(*grantee, "URI");
    if (uri && *uri != everybody && *uri != authenticated && *uri != log_delivery) {
      throw invalid_argument("Invalid group uri", "Group/URI", *uri);
    }
    if (grantee->contains("EmailAddress")) {
      throw AwsError("UnresolvableGrantByEmailAddress",
                     "The e-mail address you provided does not match any account on record.", 400);
    }
    const auto id = find_text(*grantee, "ID");
    if (!uri && (!id || id->size() != 64 || !from_hex(*id))) {
      throw invalid_argument("Invalid id", "CanonicalUser/ID", id.value_or(""));
    }
  }
}

}  // namespace

json::object acl_from(const Request& request, std::string_view account) {
  if (const json::object* policy = request.maybe_object("AccessControlPolicy")) {
    check_policy(*policy);
    return *policy;
  }
  json::array grants;
  constexpr std::pair<std::string_view, std::string_view> headers[] = {{"GrantFullControl", "FULL_CONTROL"},
                                                                       {"GrantRead", "READ"},
                                                                       {"GrantReadACP", "READ_ACP"},
                                                                       {"GrantWrite", "WRITE"},
                                                                       {"GrantWriteACP", "WRITE_ACP"}};
  for (const auto& [member, permission] : headers) {
    if (const auto header = request.maybe_text(member)) add_grants(grants, *header, permission);
  }
  const auto canned = request.maybe_text("ACL");
  if (canned && !grants.empty()) {
    throw invalid_request("Specifying both Canned ACLs and Header Grants is not allowed");
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

void check_acls_allowed(S3& s3, const Bucket& bucket, const Request& request) {
  const auto controls = s3.buckets.config(bucket, "ownership");
  if (!controls || to_text(*controls).find("BucketOwnerEnforced") == std::string::npos) return;
  const auto canned = request.maybe_text("ACL");
  const bool harmless = canned && (*canned == "private" || *canned == "bucket-owner-full-control");
  const bool named = request.has("AccessControlPolicy") || request.has("GrantRead") ||
                     request.has("GrantWrite") || request.has("GrantFullControl") ||
                     request.has("GrantReadACP") || request.has("GrantWriteACP");
  if ((canned && !harmless) || named) {
    throw AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
  }
}

bool is_public(const json::object& acl, std::string_view permission) {
  const json::array* grants = find_array(acl, "Grants");
  if (grants == nullptr) return false;
  return std::any_of(grants->begin(), grants->end(), [&](const json::value& item) {
    const json::object* grantee = find_object(item.as_object(), "Grantee");
    const auto given = find_text(item.as_object(), "Permission");
    return grantee != nullptr && find_text(*grantee, "URI") == everybody &&
           (given == permission || given == "FULL_CONTROL");
  });
}

}  // namespace orrery::s3

#include "services/s3/post_upload.h"

#include <span>

#include "core/account.h"
#include "core/utf8.h"
#include "services/s3/denial.h"
#include "services/s3/errors.h"
#include "services/s3/integrity.h"
#include "services/s3/post_policy.h"
#include "services/s3/strangers.h"
#include "services/s3/traits.h"
#include "services/s3/wire/address.h"
#include "services/s3/wire/bindings.h"
#include "services/s3/wire/shapes.h"
#include "services/s3/wire/xml.h"
#include "services/s3/writing.h"

namespace orrery::s3 {
namespace {

// Fields of the form are what headers are elsewhere.
json::object members_of(S3& s3, const FormData& form) {
  Headers headers;
  for (const auto& [name, value] : form.fields) {
    if (same_name(name, "acl")) {
      headers.add("x-amz-acl", value);
    } else if (!same_name(name, "tagging") && !same_name(name, "x-amz-checksum-algorithm")) {
      headers.add(name, value);
    }
  }
  json::object members = read_members(headers, {});
  if (const auto tagging = form.find("tagging")) {
    const json::object body = read_xml(s3.schemas.of(shapes::tagging.schema), shapes::tagging.root, *tagging);
    std::string header;
    for (const json::value& tag : body.at("TagSet").as_array()) {
      header += (header.empty() ? "" : "&") + percent_encode(find_text(tag.as_object(), "Key").value_or("")) +
                "=" + percent_encode(find_text(tag.as_object(), "Value").value_or(""));
    }
    members["Tagging"] = header;
  }
  return members;
}

std::string key_of(const FormData& form) {
  const auto field = form.find("key");
  if (!field || field->empty()) {
    throw invalid_argument(
        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the "
        "fields.",
        "key", "");
  }
  std::string key(*field);
  constexpr std::string_view mark = "${filename}";
  if (const std::size_t at = key.find(mark); at != std::string::npos && !form.file_name.empty())
    key.replace(at, mark.size(), form.file_name);
  if (!is_utf8(key)) throw AwsError("InvalidURI", "Couldn't parse the specified URI.", 400);
  if (key.size() > longest_object_key) throw key_too_long(key.size());
  return key;
}

HttpReply answer(S3& s3, const Context& context, const FormData& form, const Bucket& bucket,
                 const Version& version) {
  HttpReply reply;
  const std::string location =
      "http://" + context.host + "/" + bucket.name + "/" + percent_encode(version.key, "/");
  reply.headers.add("ETag", version.quoted_etag());
  if (bucket.versioning != Versioning::off) reply.headers.add("x-amz-version-id", version.id);
  json::object sums;
  version.add_checksum(sums);
  write_members(sums, {}, reply.headers);
  auto redirect = form.find("success_action_redirect");
  if (!redirect) redirect = form.find("redirect");
  if (redirect && (redirect->starts_with("http://") || redirect->starts_with("https://"))) {
    reply.status = 303;
    std::string target(*redirect);
    std::erase_if(target, [](char c) { return c == '\r' || c == '\n'; });
    target += target.find('?') == std::string::npos ? "?" : "&";
    target += "bucket=" + percent_encode(bucket.name) + "&key=" + percent_encode(version.key) +
              "&etag=" + percent_encode(version.quoted_etag());
    reply.headers.add("Location", std::move(target));
    return reply;
  }
  reply.headers.add("Location", location);
  const std::string_view status = form.find("success_action_status").value_or("204");
  reply.status = status == "200" ? 200 : status == "201" ? 201 : 204;
  if (reply.status == 201) {
    reply.headers.add("Content-Type", "application/xml");
    reply.body = write_xml(s3.schemas.of(shapes::post_response.schema), shapes::post_response.root,
                           {{"Location", location},
                            {"Bucket", bucket.name},
                            {"Key", version.key},
                            {"ETag", version.quoted_etag()}});
  }
  return reply;
}

constexpr std::string_view older_signature[] = {"policy", "AWSAccessKeyId", "Signature"};
constexpr std::string_view newer_signature[] = {"policy", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
                                                "X-Amz-Signature"};

bool has_any(const FormData& form, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return form.find(name).has_value(); });
}

// A form is signed in the one way or the other, completely.
void check_signature_fields(const FormData& form) {
  const bool older = form.find("AWSAccessKeyId") || form.find("Signature");
  for (const std::string_view name : older ? std::span<const std::string_view>(older_signature)
                                           : std::span<const std::string_view>(newer_signature)) {
    if (form.find(name)) continue;
    throw invalid_argument("Bucket POST must contain a field named '" + std::string(name) +
                               "'.  If it is specified, please check the order of the fields.",
                           name, "");
  }
}

// Who signed the form: the request itself says nothing of it.
Context sender_of(const Context& context, const FormData& form) {
  Context sender = context;
  if (const auto scope = form.find("x-amz-credential"))
    sender.account = account_of_key(scope->substr(0, scope->find('/')));
  else if (const auto key = form.find("AWSAccessKeyId"))
    sender.account = account_of_key(*key);
  return sender;
}

}  // namespace

bool is_form_upload(const HttpRequest& request) {
  return request.method == "POST" && request.headers.get("Content-Type").starts_with("multipart/form-data");
}

HttpReply post_upload(S3& s3, const Context& caller, const HttpRequest& request,
                      const std::string& bucket_name) {
  const auto form = parse_form(request.headers.get("Content-Type"), request.body);
  if (!form) {
    throw AwsError("MalformedPOSTRequest",
                   "The body of your POST request is not well-formed multipart/form-data.", 400);
  }
  if (!form->file) {
    throw invalid_argument("POST requires exactly one file upload per request.", "file", "0");
  }
  const Context context = sender_of(caller, *form);
  const Bucket bucket = s3.buckets.get(bucket_name);
  const std::string key = key_of(*form);
  const bool is_signed = has_any(*form, older_signature) || has_any(*form, newer_signature);
  if (is_signed) {
    check_signature_fields(*form);
    check_post_policy(*form->find("policy"), *form, bucket.name, s3.core.clock.now());
  }
  if (is_signed && context.account == bucket.account) {
    check_not_denied(s3, bucket, context, action_of("PostObject"), key, facts_of(request, {}));
  } else {
    check_stranger(s3, bucket, is_signed ? context.account : "", "PostObject", key, facts_of(request, {}));
  }
  json::object members = members_of(s3, *form);
  members["Bucket"] = bucket.name;
  members["Key"] = key;
  Promise promise;
  promise.sums = wanted_sums(members);
  if (promise.sums.empty()) promise.sums.push_back(Sum::crc64nvme);
  Intake intake(s3.bodies.directory(), s3.bodies.next_id(), std::move(promise));
  intake.feed(*form->file);
  Request inner(context, members, s3.info().refusals, intake.finish());
  check_integrity(inner);
  Traits traits = traits_from(s3, bucket, inner);
  const Version version =
      write_object(s3, bucket, inner, key, std::move(traits), std::move(inner.content), "ObjectCreated:Post");
  return answer(s3, context, *form, bucket, version);
}

}  // namespace orrery::s3

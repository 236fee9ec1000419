// What a Task gives to what it calls: the members of the requests that are checked with the definition.
#include <algorithm>
#include <vector>

#include "services/states/definition/fields.h"
#include "services/states/integrations/integration.h"

namespace orrery::states {
namespace {

struct Call {
  std::string_view service, action;
  // In the order of the API, each with marks: '!' it is required, '#' a whole number, '*' something else than
  // a text, '~' the body beside the members.
  std::string_view members;
};

constexpr Call calls[] = {
    {"lambda", "invoke",
     "FunctionName! InvocationType LogType ClientContext DurableExecutionName Payload* Qualifier TenantId"},
    {"sqs", "sendMessage",
     "QueueUrl! MessageBody!* DelaySeconds# MessageAttributes* MessageSystemAttributes* "
     "MessageDeduplicationId MessageGroupId"},
    {"sns", "publish",
     "TopicArn TargetArn PhoneNumber Message!* Subject MessageStructure MessageAttributes* "
     "MessageDeduplicationId MessageGroupId"},
    {"dynamodb", "getItem",
     "TableName! Key!* AttributesToGet* ConsistentRead* ReturnConsumedCapacity ProjectionExpression "
     "ExpressionAttributeNames*"},
    {"dynamodb", "putItem",
     "TableName! Item!* Expected* ReturnValues ReturnConsumedCapacity ReturnItemCollectionMetrics "
     "ConditionalOperator ConditionExpression ExpressionAttributeNames* ExpressionAttributeValues* "
     "ReturnValuesOnConditionCheckFailure"},
    {"dynamodb", "updateItem",
     "TableName! Key!* AttributeUpdates* Expected* ConditionalOperator ReturnValues ReturnConsumedCapacity "
     "ReturnItemCollectionMetrics UpdateExpression ConditionExpression ExpressionAttributeNames* "
     "ExpressionAttributeValues* ReturnValuesOnConditionCheckFailure"},
    {"dynamodb", "deleteItem",
     "TableName! Key!* Expected* ConditionalOperator ReturnValues ReturnConsumedCapacity "
     "ReturnItemCollectionMetrics ConditionExpression ExpressionAttributeNames* ExpressionAttributeValues* "
     "ReturnValuesOnConditionCheckFailure"},
    {"dynamodb", "query",
     "TableName! IndexName Select AttributesToGet* Limit# ConsistentRead* KeyConditions* QueryFilter* "
     "ConditionalOperator ScanIndexForward* ExclusiveStartKey* ReturnConsumedCapacity ProjectionExpression "
     "FilterExpression KeyConditionExpression ExpressionAttributeNames* ExpressionAttributeValues*"},
    {"dynamodb", "scan",
     "TableName! IndexName AttributesToGet* Limit# Select ScanFilter* ConditionalOperator ExclusiveStartKey* "
     "ReturnConsumedCapacity TotalSegments# Segment# ProjectionExpression FilterExpression "
     "ExpressionAttributeNames* ExpressionAttributeValues* ConsistentRead*"},
    {"states", "startExecution", "StateMachineArn! Name* Input* TraceHeader"},
    {"sfn", "startExecution", "StateMachineArn! Name Input TraceHeader"},
    {"events", "putEvents", "Entries!* EndpointId"},
    {"eventbridge", "putEvents", "Entries!* EndpointId"},
    {"s3", "getObject",
     "Bucket! IfMatch IfModifiedSince* IfNoneMatch IfUnmodifiedSince* Key! Range ResponseCacheControl "
     "ResponseContentDisposition ResponseContentEncoding ResponseContentLanguage ResponseContentType "
     "ResponseExpires* VersionId SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 RequestPayer "
     "PartNumber# ExpectedBucketOwner ChecksumMode"},
    {"s3", "putObject",
     "ACL Bucket! CacheControl ContentDisposition ContentEncoding ContentLanguage ContentLength# ContentMD5 "
     "ContentType ChecksumAlgorithm ChecksumCRC32 ChecksumCRC32C ChecksumCRC64NVME ChecksumSHA1 "
     "ChecksumSHA256 Expires* IfMatch IfNoneMatch GrantFullControl GrantRead GrantReadACP GrantWriteACP Key! "
     "WriteOffsetBytes# Metadata* ServerSideEncryption StorageClass WebsiteRedirectLocation "
     "SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 SSEKMSKeyId SSEKMSEncryptionContext "
     "BucketKeyEnabled* RequestPayer Tagging ObjectLockMode ObjectLockRetainUntilDate* "
     "ObjectLockLegalHoldStatus ExpectedBucketOwner Body!*~"},
    {"s3", "deleteObject",
     "Bucket! Key! MFA VersionId RequestPayer BypassGovernanceRetention* ExpectedBucketOwner IfMatch "
     "IfMatchLastModifiedTime* IfMatchSize#"},
    {"s3", "listObjectsV2",
     "Bucket! Delimiter EncodingType MaxKeys# Prefix ContinuationToken FetchOwner* StartAfter RequestPayer "
     "ExpectedBucketOwner OptionalObjectAttributes*"},
};

struct Member {
  std::string_view name, marks;
  bool marked(char mark) const { return marks.find(mark) != std::string_view::npos; }
};

std::vector<Member> members_of(std::string_view list) {
  std::vector<Member> members;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    const std::size_t name = std::min(word.find_first_of("!#*~"), word.size());
    members.push_back({word.substr(0, name), word.substr(name)});
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return members;
}

// How alike two names are, from 0 to 1, after Jaro and Winkler.
double likeness(std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::vector<bool> taken(b.size());
  std::string of_a, of_b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t last = std::min(b.size(), i + window + 1);
    for (std::size_t j = i > window ? i - window : 0; j < last; ++j) {
      if (taken[j] || a[i] != b[j]) continue;
      taken[j] = true;
      of_a += a[i];
      break;
    }
  }
  if (of_a.empty()) return 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j]) of_b += b[j];
  }
  double moved = 0;
  for (std::size_t i = 0; i < of_a.size(); ++i) moved += of_a[i] != of_b[i] ? 0.5 : 0;
  const auto common = static_cast<double>(of_a.size());
  const double jaro = (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size()) +
                       (common - moved) / common) /
                      3;
  double begin = 0;
  for (std::size_t i = 0; i < std::min({a.size(), b.size(), std::size_t{4}}) && a[i] == b[i]; ++i) ++begin;
  return jaro + begin * 0.1 * (1 - jaro);
}

std::string unknown(std::string_view name, const std::vector<Member>& members) {
  std::string told = "The field \"" + std::string(name) + "\" is not supported by Step Functions";
  double most = 0.6;
  std::string_view meant;
  for (const Member& member : members) {
    const double alike = member.marked('~') ? 0 : likeness(name, member.name);
    if (alike <= most) continue;
    most = alike;
    meant = member.name;
  }
  return meant.empty() ? told : told + ". Did you mean '" + std::string(meant) + "'?";
}

std::string wrong_kind(const Member& member, const json::value& value, const State& state) {
  const bool computed = state.jsonata() && value.is_string() && jsonata_body(view(value.get_string()));
  if (member.marked('*') || value.is_null() || computed) return {};
  const char* kind = nullptr;
  if (member.marked('#') && (value.is_string() || value.is_double())) kind = "an INTEGER";
  if (!member.marked('#') && value.is_number()) kind = "a STRING";
  return kind ? "The value for the field '" + std::string(member.name) + "' must be " + kind : std::string{};
}

}  // namespace

void check_parameters(const Fields& fields, const State& state, const Integration& integration) {
  const std::string name = state.jsonata() ? "Arguments" : "Parameters";
  const json::value* given = fields.raw(name);
  if (!given) {
    fields.complain(name + " field is required for resource ARN: " + state.resource);
    return;
  }
  const auto* object = given->if_object();
  const std::string_view service = integration.service();
  const auto* call = std::find_if(std::begin(calls), std::end(calls), [&](const Call& one) {
    return one.service == service && one.action == integration.action;
  });
  if (!object || call == std::end(calls)) return;
  const std::vector<Member> members = members_of(call->members);
  bool all_there = true;
  for (const Member& member : members) {
    if (!member.marked('!') || object->contains(member.name) ||
        object->contains(std::string(member.name) + ".$"))
      continue;
    all_there = false;
    fields.complain_when_asked("The field '" + std::string(member.name) + "' is required but was missing",
                               name);
  }
  // What else is wrong is told once nothing is missing.
  if (!all_there) return;
  for (const auto& [key, value] : *object) {
    std::string_view field = key;
    const bool by_path = !state.jsonata() && field.ends_with(".$");
    if (by_path) field.remove_suffix(2);
    const auto member =
        std::find_if(members.begin(), members.end(), [&](const Member& one) { return one.name == field; });
    const std::string wrong = member == members.end() ? unknown(field, members)
                              : by_path               ? std::string{}
                                                      : wrong_kind(*member, value, state);
    if (!wrong.empty()) fields.complain_when_asked(wrong, name);
  }
}

}  // namespace orrery::states

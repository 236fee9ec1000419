// What a Task gives to what it calls: the members of the requests that are checked, with the definition as
// far as they are told there, and once more when the state runs.
#include <algorithm>
#include <tuple>
#include <vector>

#include "services/states/definition/fields.h"
#include "services/states/integrations/integration.h"
#include "services/states/intrinsics/intrinsic.h"

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

std::string wrong_kind(const Member& member, const json::value& value) {
  if (member.marked('*') || value.is_null()) return {};
  const char* kind = nullptr;
  if (member.marked('#') && (value.is_string() || value.is_double())) kind = "an INTEGER";
  if (!member.marked('#') && value.is_number()) kind = "a STRING";
  return kind ? "The value for the field '" + std::string(member.name) + "' must be " + kind : std::string{};
}

// How a member is given: as a value, or as something that is known only when the state runs.
enum class Given { value, computed };
using Members = std::vector<std::tuple<std::string_view, const json::value*, Given>>;

// What is wrong with a request, in AWS's words and order.
std::vector<std::string> problems(const Integration& integration, const Members& given) {
  const std::string_view service = integration.service();
  const auto* call = std::find_if(std::begin(calls), std::end(calls), [&](const Call& one) {
    return one.service == service && one.action == integration.action;
  });
  std::vector<std::string> found;
  if (call == std::end(calls)) return found;
  const std::vector<Member> members = members_of(call->members);
  const auto has = [&](std::string_view name) {
    return std::any_of(given.begin(), given.end(), [&](const auto& one) { return std::get<0>(one) == name; });
  };
  for (const Member& member : members) {
    if (member.marked('!') && !has(member.name))
      found.push_back("The field '" + std::string(member.name) + "' is required but was missing");
  }
  // What else is wrong is told once nothing is missing.
  if (!found.empty()) return found;
  for (const auto& [name, value, how] : given) {
    const auto member = std::find_if(members.begin(), members.end(),
                                     [&, key = name](const Member& one) { return one.name == key; });
    const std::string wrong = member == members.end() ? unknown(name, members)
                              : how == Given::value   ? wrong_kind(*member, *value)
                                                      : std::string{};
    if (!wrong.empty()) found.push_back(wrong);
  }
  return found;
}

bool is_path(std::string_view text) {
  try {
    looks_intrinsic(text) ? void(Intrinsic::parse(text)) : void(Path::parse(text));
    return true;
  } catch (const PathError&) {
    return false;
  }
}

// What came out of a template is looked at as one.
void add_wrong_paths(const json::value& value, std::vector<std::string>& into) {
  if (const auto* list = value.if_array()) {
    for (const auto& element : *list) add_wrong_paths(element, into);
  }
  const auto* object = value.if_object();
  if (!object) return;
  for (const auto& [key, member] : *object) {
    const std::string name(key);
    if (name.ends_with(".$") && member.is_string() && !is_path(view(member.get_string()))) {
      into.push_back("The value for the field '" + name +
                     "' must be a valid JSONPath or a valid intrinsic function call");
    }
    add_wrong_paths(member, into);
  }
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
  if (!object) return;
  Members members;
  for (const auto& [key, value] : *object) {
    std::string_view member = key;
    const bool by_path = !state.jsonata() && member.ends_with(".$");
    if (by_path) member.remove_suffix(2);
    const bool by_query =
        state.jsonata() && value.is_string() && jsonata_body(view(value.get_string())).has_value();
    members.emplace_back(member, &value, by_path || by_query ? Given::computed : Given::value);
  }
  for (const std::string& wrong : problems(integration, members)) fields.complain_when_asked(wrong, name);
}

std::vector<std::string> wrong_parameters(const json::object& parameters, const State& state,
                                          const Integration& integration) {
  Members members;
  for (const auto& [key, value] : parameters) members.emplace_back(key, &value, Given::value);
  std::vector<std::string> found = problems(integration, members);
  if (!state.jsonata()) add_wrong_paths(parameters, found);
  return found;
}

}  // namespace orrery::states

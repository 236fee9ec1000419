#include "services/cloudformation/resources/properties.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/number.h"
#include "core/tags.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

constexpr std::string_view numbers[] = {"AutomaticallyAfterDays",
                                        "BatchSize",
                                        "BisectBatch",
                                        "Days",
                                        "DaysAfterInitiation",
                                        "DaysAfterUpdate",
                                        "ExpirationInDays",
                                        "FunctionWeight",
                                        "MaxAge",
                                        "MaxReadRequestUnits",
                                        "MaxReceiveCount",
                                        "MaxRecordSizeInKiB",
                                        "MaxSessionDuration",
                                        "MaxWriteRequestUnits",
                                        "MaximumBatchingWindowInSeconds",
                                        "MaximumConcurrency",
                                        "MaximumEventAgeInSeconds",
                                        "MaximumRecordAgeInSeconds",
                                        "MaximumRetryAttempts",
                                        "MemorySize",
                                        "Minutes",
                                        "NewerNoncurrentVersions",
                                        "NoncurrentDays",
                                        "NoncurrentVersionExpirationInDays",
                                        "ObjectSizeGreaterThan",
                                        "ObjectSizeLessThan",
                                        "ParallelizationFactor",
                                        "PasswordLength",
                                        "Priority",
                                        "ProvisionedConcurrentExecutions",
                                        "ReadCapacityUnits",
                                        "ReadUnitsPerSecond",
                                        "RecoveryPeriodInDays",
                                        "ReservedConcurrentExecutions",
                                        "RetentionInDays",
                                        "RetentionPeriodHours",
                                        "ShardCount",
                                        "StartingPositionTimestamp",
                                        "Timeout",
                                        "TimeoutInMinutes",
                                        "TransitionInDays",
                                        "TumblingWindowInSeconds",
                                        "Weight",
                                        "WriteCapacityUnits",
                                        "WriteUnitsPerSecond",
                                        "Years"};

constexpr std::string_view flags[] = {"BlockPublicAcls",
                                      "BlockPublicPolicy",
                                      "BisectBatchOnFunctionError",
                                      "BucketKeyEnabled",
                                      "DeletionProtectionEnabled",
                                      "Enabled",
                                      "EventBridgeEnabled",
                                      "ExcludeLowercase",
                                      "ExcludeNumbers",
                                      "ExcludePunctuation",
                                      "ExcludeUppercase",
                                      "ExpiredObjectDeleteMarker",
                                      "IgnorePublicAcls",
                                      "IncludeExecutionData",
                                      "IncludeSpace",
                                      "ObjectLockEnabled",
                                      "PointInTimeRecoveryEnabled",
                                      "RequireEachIncludedType",
                                      "RestrictPublicBuckets",
                                      "SSEEnabled",
                                      "ScanOnPush"};

// Kept as they are, whatever is in them.
constexpr std::string_view documents[] = {"AssumeRolePolicyDocument",
                                          "Definition",
                                          "DefinitionString",
                                          "EventPattern",
                                          "FilterPolicy",
                                          "PolicyDocument",
                                          "RedriveAllowPolicy",
                                          "RedrivePolicy",
                                          "RepositoryPolicyText",
                                          "ResourcePolicy",
                                          "LifecyclePolicyText",
                                          "KeyPolicy"};

template <std::size_t Count>
bool has(const std::string_view (&names)[Count], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

json::value typed(std::string_view name, const json::value& value) {
  const std::string text = scalar_text(value);
  if (has(flags, name)) {
    if (text == "true" || text == "false") return text == "true";
  } else if (has(numbers, name)) {
    if (const auto number = read_number<std::int64_t>(text)) return *number;
    if (value.is_number()) return value;
  }
  return json::string(text);
}

void type_value(std::string_view name, json::value& value) {
  if (has(documents, name)) return;
  if (auto* object = value.if_object()) {
    give_types(*object);
  } else if (auto* list = value.if_array()) {
    for (json::value& item : *list) type_value(name, item);
  } else if (!value.is_null()) {
    value = typed(name, value);
  }
}

void merge_tags(const json::value* tags, json::object& into) {
  if (!tags) return;
  if (const auto* map = tags->if_object())
    for (const auto& [name, value] : *map) into[name] = scalar_text(value);
  if (const auto* list = tags->if_array())
    for (const json::value& item : *list)
      if (const auto* tag = item.if_object())
        into[boost_view(find_text(*tag, "Key").value_or(""))] =
            boost_view(find_text(*tag, "Value").value_or(""));
}

}  // namespace

void give_types(json::object& properties) {
  for (auto& member : properties) type_value({member.key().data(), member.key().size()}, member.value());
}

void copy(const json::object& from, json::object& to, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names)
    if (const json::value* value = find(from, name)) to[boost_view(name)] = *value;
}

json::object tag_map(const Step& step, std::string_view property) {
  json::object tags;
  const json::value of_stack = step.tags;
  merge_tags(&of_stack, tags);
  merge_tags(find(step.properties, property), tags);
  return tags;
}

json::array list_of(const json::object& properties, std::string_view name) {
  const json::array* found = find_array(properties, name);
  return found ? *found : json::array{};
}

json::array tag_list(const Step& step, std::string_view property) {
  return orrery::tag_list(tag_map(step, property));
}

json::array lower_tag_list(const Step& step) {
  json::array list;
  for (const auto& [name, value] : tag_map(step))
    list.push_back(json::object{{"key", name}, {"value", value}});
  return list;
}

std::string document_text(const json::value& document) { return scalar_text(document); }

json::value lower_names(const json::value& value) {
  if (const auto* list = value.if_array()) {
    json::array result;
    for (const json::value& item : *list) result.push_back(lower_names(item));
    return result;
  }
  const auto* object = value.if_object();
  if (!object) return value;
  json::object result;
  for (const auto& [key, member] : *object) {
    result[lower_first(key)] = lower_names(member);
  }
  return result;
}

}  // namespace orrery::cloudformation

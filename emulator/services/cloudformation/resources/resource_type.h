#pragma once
// The types of resources there are.
#include <span>
#include <string_view>

#include "services/cloudformation/resources/step.h"

namespace orrery::cloudformation {

struct ResourceType {
  std::string_view name;           // "AWS::SQS::Queue"
  std::string_view name_property;  // what gives the thing its name; empty where nothing does
  // Properties that cannot change in place: when one does, a new thing is made and the old one removed.
  std::span<const std::string_view> replacing;
  Work (*create)(Step&);
  Work (*update)(Step&);  // nullptr: every change replaces
  Work (*remove)(Step&);
};

// nullptr where there is no such type.
const ResourceType* find_type(std::string_view name);

// The families of types, one file each.
std::span<const ResourceType> s3_types();
std::span<const ResourceType> sqs_types();
std::span<const ResourceType> sns_types();
std::span<const ResourceType> lambda_types();
std::span<const ResourceType> lambda_access_types();
std::span<const ResourceType> dynamodb_types();
std::span<const ResourceType> states_types();
std::span<const ResourceType> iam_types();
std::span<const ResourceType> iam_policy_types();
std::span<const ResourceType> iam_principal_types();
std::span<const ResourceType> kinesis_types();
std::span<const ResourceType> logs_types();
std::span<const ResourceType> secret_types();
std::span<const ResourceType> small_types();
std::span<const ResourceType> own_types();
std::span<const ResourceType> custom_types();

}  // namespace orrery::cloudformation

#pragma once
// The shapes of requests that make and change tables.
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb::shapes {

inline constexpr std::string_view scalar_words[] = {"B", "N", "S"};
inline constexpr Shape scalar_type = choice(scalar_words);
inline constexpr std::string_view key_words[] = {"HASH", "RANGE"};
inline constexpr Shape key_kind = choice(key_words);
inline constexpr std::string_view projection_words[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
inline constexpr Shape projection_kind = choice(projection_words);
inline constexpr std::string_view billing_words[] = {"PROVISIONED", "PAY_PER_REQUEST"};
inline constexpr Shape billing_mode = choice(billing_words);
inline constexpr std::string_view view_words[] = {"OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES",
                                                  "NEW_IMAGE"};
inline constexpr Shape stream_view = choice(view_words);
inline constexpr std::string_view sse_words[] = {"AES256", "KMS"};
inline constexpr Shape sse_kind = choice(sse_words);

inline constexpr Shape attribute_name{.kind = Kind::text, .min = 1, .max = 255};

inline constexpr Member definition_members[] = {{"AttributeType", scalar_type, Need::required},
                                                {"AttributeName", attribute_name, Need::required}};
inline constexpr Shape definition{
    .kind = Kind::structure, .java = "AttributeDefinition", .members = definition_members};
inline constexpr Shape definitions{.kind = Kind::list, .element = &definition};

inline constexpr Member throughput_members[] = {{"WriteCapacityUnits", long_from_one, Need::required},
                                                {"ReadCapacityUnits", long_from_one, Need::required}};
inline constexpr Shape throughput{
    .kind = Kind::structure, .java = "ProvisionedThroughput", .members = throughput_members};

inline constexpr Member key_members[] = {{"AttributeName", attribute_name, Need::required},
                                         {"KeyType", key_kind, Need::required}};
inline constexpr Shape key_element{
    .kind = Kind::structure, .java = "KeySchemaElement", .members = key_members};
inline constexpr Shape key_schema{.kind = Kind::list, .min = 1, .max = 2, .element = &key_element};
inline constexpr Shape global_key_schema{.kind = Kind::list, .min = 1, .max = 8, .element = &key_element};

inline constexpr Shape included_name{.kind = Kind::text, .min = 1, .max = 255};
inline constexpr Shape included{.kind = Kind::list, .min = 1, .max = 20, .element = &included_name};
inline constexpr Member projection_members[] = {{"ProjectionType", projection_kind},
                                                {"NonKeyAttributes", included}};
inline constexpr Shape projection{
    .kind = Kind::structure, .java = "Projection", .members = projection_members};

inline constexpr Member on_demand_members[] = {{"MaxReadRequestUnits", long_integer},
                                               {"MaxWriteRequestUnits", long_integer}};
inline constexpr Shape on_demand{
    .kind = Kind::structure, .java = "OnDemandThroughput", .members = on_demand_members};
inline constexpr Member warm_members[] = {{"ReadUnitsPerSecond", long_integer},
                                          {"WriteUnitsPerSecond", long_integer}};
inline constexpr Shape warm{.kind = Kind::structure, .java = "WarmThroughput", .members = warm_members};

inline constexpr Member local_members[] = {{"IndexName", name, Need::required},
                                           {"KeySchema", key_schema, Need::required},
                                           {"Projection", projection, Need::required}};
inline constexpr Shape local_index{
    .kind = Kind::structure, .java = "LocalSecondaryIndex", .members = local_members};
inline constexpr Shape local_indexes{.kind = Kind::list, .element = &local_index};

inline constexpr Member global_members[] = {
    {"IndexName", name, Need::required},        {"KeySchema", global_key_schema, Need::required},
    {"Projection", projection, Need::required}, {"ProvisionedThroughput", throughput},
    {"OnDemandThroughput", on_demand},          {"WarmThroughput", warm}};
inline constexpr Shape global_index{
    .kind = Kind::structure, .java = "GlobalSecondaryIndex", .members = global_members};
inline constexpr Shape global_indexes{.kind = Kind::list, .element = &global_index};

inline constexpr Member stream_members[] = {{"StreamEnabled", flag, Need::required},
                                            {"StreamViewType", stream_view}};
inline constexpr Shape stream{
    .kind = Kind::structure, .java = "StreamSpecification", .members = stream_members};
inline constexpr Shape key_id{.kind = Kind::text, .min = 1};
inline constexpr Member sse_members[] = {
    {"Enabled", flag}, {"SSEType", sse_kind}, {"KMSMasterKeyId", key_id}};
inline constexpr Shape sse{.kind = Kind::structure, .java = "SSESpecification", .members = sse_members};

}  // namespace orrery::dynamodb::shapes

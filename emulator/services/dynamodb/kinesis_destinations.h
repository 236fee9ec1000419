#pragma once
// Kinesis data streams that are told every change of a table's items. A record is written in the turn of the
// change; one that the stream does not take is lost.
#include <optional>
#include <string>
#include <string_view>

#include "core/input.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {

class Dynamodb;

namespace shapes {
inline constexpr Shape stream_arn{.kind = Kind::text, .min = 37, .max = 1024};
inline constexpr std::string_view precision_words[] = {"MILLISECOND", "MICROSECOND"};
inline constexpr Shape time_precision = choice(precision_words);
inline constexpr Member precision_members[] = {{"ApproximateCreationDateTimePrecision", time_precision}};
inline constexpr Shape streaming_configuration{
    .kind = Kind::structure, .java = "KinesisStreamingConfiguration", .members = precision_members};
}  // namespace shapes

// The table's destination of the request's StreamArn; nullptr where there never was one.
KinesisDestination* find_destination(Table& table, const Input& input);
// TableName, StreamArn and DestinationStatus, as the operations answer.
json::object destination_answer(const Table& table, const KinesisDestination& destination,
                                const char* status);

void tell_destinations(Dynamodb& dynamodb, const Table& table, std::optional<std::string_view> old_item,
                       std::optional<std::string_view> new_item, Origin origin);

}  // namespace orrery::dynamodb

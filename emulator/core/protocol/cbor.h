#pragma once
// The binary form of JSON (RFC 8949) that the SDKs for Java and C++ speak with Kinesis:
// application/x-amz-cbor-1.1.
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::protocol {

bool is_cbor(std::string_view content_type);

// The same as the JSON wire has it: bytes in base64, times in seconds. std::nullopt where it is not one
// value, or one that nests too deep.
std::optional<json::value> parse_cbor(std::string_view bytes, json::storage_ptr memory = {});

// The way back. Kinesis is the only service that is spoken to so: what it calls Data are bytes, and what ends
// in Timestamp is a time.
std::string to_cbor(const json::object& object);

}  // namespace orrery::protocol

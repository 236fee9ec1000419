#pragma once
// The Query protocol: a form in, XML out. One JSON shape inside, so that an operation has one handler.
//
// In:  Action=SendMessage&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String
// Out: <SendMessageResponse xmlns="..."><SendMessageResult>...</SendMessageResult><ResponseMetadata>...
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/json.h"

namespace orrery::protocol {

// How a JSON member is spelled in forms and XML where the default does not hold. Defaults: a list "Roles" is
// Roles.member.1 and <Roles><member>; a structure or text keeps its name.
struct QueryShape {
  enum class Kind {
    list,          // flattened: {wire}.1, repeated <wire>
    wrapped_list,  // {json}.{wire}.1, <json><wire>
    map,           // flattened: {wire}.1.{key} / .{value}, repeated <wire><key/><value/></wire>
    wrapped_map,   // {json}.{wire}.1.{key}; <json><wire><key/><value/></wire></json>
  };
  std::string_view json;  // "MessageAttributes"
  std::string_view wire;  // "MessageAttribute"
  Kind kind;
  std::string_view key = "Name";
  std::string_view value = "Value";
  std::string_view
      operation{};  // where a member is spelled differently per operation: of this one's answers only
};

// A refusal that is told otherwise than on the JSON wire.
struct QueryCode {
  std::string_view json;     // "QueueDoesNotExist"
  std::string_view query;    // "AWS.SimpleQueueService.NonExistentQueue"
  std::string_view words{};  // instead of the message; empty: the same
};

struct QueryWire {
  std::string_view version;        // "2012-11-05"
  std::string_view xml_namespace;  // "http://queue.amazonaws.com/doc/2012-11-05/"
  std::span<const QueryShape> shapes;
  std::span<const QueryCode> codes;
  bool has_detail = false;  // an empty <Detail/> ends what is told of a refusal
};

// Values are all text: Input reads numbers and flags out of text.
json::object read_query(const QueryWire& wire, std::string_view form);
std::string write_query(const QueryWire& wire, std::string_view operation, const json::object& result,
                        std::string_view request_id);
std::string write_query_error(const QueryWire& wire, const AwsError& error, std::string_view request_id);
std::string_view query_code(const QueryWire& wire, std::string_view json_code);

}  // namespace orrery::protocol

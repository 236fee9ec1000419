#pragma once
// The events of a function as resources of the template.
#include <string>

#include "core/json.h"

namespace orrery::cli {

// "send-mail" -> "SendMail": what names a resource inside a template.
std::string logical_id(const std::string& name);

// Adds what starts <id>LambdaFunction: sqs, stream, s3, sns, schedule and eventBridge events. Throws
// std::runtime_error for others.
void add_events(json::object& resources, const std::string& id, const json::array& events);

// The same for a star's step: its own queue is the source of its one sqs event, whatever the event says.
void add_step_events(json::object& resources, const std::string& id, const json::array& events);

}  // namespace orrery::cli

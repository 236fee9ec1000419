#pragma once
// Those events of a function that somebody else pushes: schedules, EventBridge's events, topics.
#include <string>

#include "core/json.h"

namespace orrery::cli {

// What serverless.yml says of one event, as rules, subscriptions and permissions for <id>LambdaFunction.
// `said` is an object, or the event's short form. They throw std::runtime_error for what they do not know.
void add_schedule(json::object& resources, const std::string& id, std::size_t number,
                  const json::value& said);
void add_event_bridge(json::object& resources, const std::string& id, std::size_t number,
                      const json::value& said);
void add_topic(json::object& resources, const std::string& id, std::size_t number, const json::value& said);

}  // namespace orrery::cli

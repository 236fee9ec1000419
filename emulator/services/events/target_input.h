#pragma once
// What a target is sent for an event: the event, a part of it, a constant, or a template filled from it.
#include <optional>
#include <string>

#include "core/json.h"

namespace orrery::events {

// `target` as PutTargets takes it; `rule` is the rule's ARN.
std::string input_for(const json::object& target, const json::object& event, std::string_view rule);

// What a path like $.detail.items[0].name finds in the event, as text.
std::optional<std::string> text_at(std::string_view path, const json::object& event);

// Why a target's InputPath, Input or InputTransformer cannot be; empty where they can.
std::string fault_of_input(const json::object& target);

}  // namespace orrery::events

#pragma once
// What CreateFunction and UpdateFunctionConfiguration let a caller set, checked in AWS's words.
#include <string>

#include "core/clock.h"
#include "core/entropy.h"
#include "core/input.h"
#include "core/json.h"
#include "services/lambda/functions.h"
#include "services/lambda/layers.h"

namespace orrery::lambda {

// The configuration of a function whose creator set nothing: 3 s, 128 MB, x86_64.
json::object default_configuration(const Context& context, std::string_view name);

// Overwrites what the input sets, which check_settings found right. Throws AwsError where it cannot be done.
void apply_settings(json::object& configuration, const Input& input);

// The layers that the input sets, to what runs and to what is shown.
void apply_layers(FunctionRecord& function, const Layers& layers, const Input& input);

// What a caller sees of a function or version that he has just made, and of one he has just changed: as AWS,
// whose functions take a moment to be ready.
json::object just_created(json::object configuration);
json::object just_updated(json::object configuration);

// Lists leave out what says how ready a function is.
json::object as_listed(json::object configuration);

// {"x86_64"} or {"arm64"}; both run on the host.
void apply_architectures(json::object& configuration, const Input& input);

void apply_code(json::object& configuration, const Code& code);

// A new RevisionId, and the time of the change.
void stamp(json::object& configuration, const Clock& clock, Entropy& entropy);

// 2026-11-21T02:43:00.123+0000
std::string lambda_time(Instant when);

// Refuses with PreconditionFailedException where the input has a RevisionId that is not `current`.
void check_revision(const Input& input, std::string_view current);

}  // namespace orrery::lambda

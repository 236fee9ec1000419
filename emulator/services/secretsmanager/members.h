#pragma once
// Members that more than one operation takes.
#include "core/input.h"
#include "services/secretsmanager/secrets.h"

namespace orrery::secretsmanager {

// Description and KmsKeyId.
void describe(const Input& input, json::object& secret);
// The list, nullptr where absent. Refuses one of another length, and one with what is no text.
const json::array* maybe_texts(const Input& input, std::string_view name, std::size_t min, std::size_t max);
// [{Key, Value}]. Refuses what AWS takes for no tags, and more than fifty.
void add_tags(json::object& secret, const json::array& list);
bool is_policy(std::string_view text);
AwsError malformed_policy();

}  // namespace orrery::secretsmanager

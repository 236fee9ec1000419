#pragma once
// Members that more than one operation takes.
#include "core/input.h"
#include "services/secretsmanager/secrets.h"

namespace orrery::secretsmanager {

// Description and KmsKeyId.
void describe(const Input& input, json::object& secret);
// [{Key, Value}]. Refuses what AWS takes for no tags, and more than fifty.
void add_tags(json::object& secret, const json::array& list);
bool is_policy(std::string_view text);
AwsError malformed_policy();

}  // namespace orrery::secretsmanager

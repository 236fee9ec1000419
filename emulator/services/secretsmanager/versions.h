#pragma once
// The versions of one secret and their staging labels. A label is on one version at most; the version that
// loses AWSCURRENT gets AWSPREVIOUS.
#include <string>
#include <string_view>
#include <vector>

#include "services/secretsmanager/secrets.h"

namespace orrery::secretsmanager {

inline constexpr std::string_view current = "AWSCURRENT";
inline constexpr std::string_view pending = "AWSPENDING";

// The version with that id, or that label; nullptr where there is none.
json::object* find_version(json::object& secret, std::string_view id);
json::object* find_staged(json::object& secret, std::string_view stage);

void attach(json::object& secret, std::string_view stage, json::object& version);
void detach(json::object& version, std::string_view stage);

// SecretString or SecretBinary of a request; empty where it has neither. Refuses both.
json::object value_in(const Input& input);
// ClientRequestToken, or an id made by `make`.
std::string version_id(const Input& input, const std::function<std::string()>& make);

// Gives the secret a version with that value and those labels, and AWSCURRENT where none has that. A version
// that has this value already is left as it is; one with another value is refused with
// ResourceExistsException.
void add_version(Secrets& secrets, const Context& context, json::object& secret, const std::string& id,
                 const json::object& value, const std::vector<std::string>& stages);
// As add_version, of a version that waits for its value.
void add_empty_version(Secrets& secrets, json::object& secret, const std::string& id,
                       const std::vector<std::string>& stages);

// As GetSecretValue answers. Refuses with ResourceNotFoundException.
json::object read_value(Secrets& secrets, const Context& context, json::object secret,
                        std::optional<std::string_view> id, std::optional<std::string_view> stage);

}  // namespace orrery::secretsmanager

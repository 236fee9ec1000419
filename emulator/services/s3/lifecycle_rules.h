#pragma once
// Reading single lifecycle rules.
#include <optional>

#include "services/s3/version.h"

namespace orrery::s3 {

bool is_enabled(const json::object& rule);
// Whether the rule is about such an object. Uploads have neither size nor tags.
bool covers(const json::object& rule, std::string_view key, const Version* version);
// The midnight at which `days` after `from` are over.
Instant midnight_after(Instant from, std::int64_t days);
// When the current version expires by this rule.
std::optional<Instant> expiry(const json::object& rule, const Version& version);

}  // namespace orrery::s3

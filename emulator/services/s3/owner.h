#pragma once
// The one owner of everything in an account.
#include "core/digest.h"
#include "core/json.h"

namespace orrery::s3 {

inline std::string canonical_id(std::string_view account) {
  return to_hex(sha256("owner " + std::string(account)));
}
inline json::object owner_of(std::string_view account) {
  return {{"DisplayName", account}, {"ID", json::string(canonical_id(account))}};
}

}  // namespace orrery::s3

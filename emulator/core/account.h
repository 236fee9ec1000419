#pragma once
// Which account an access key stands for.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery {

// The sixteen letters after "ASIA" or "AKIA" of a key that belongs to `account`, as AWS lays them out.
std::string encode_account(std::string_view account, std::uint64_t random);
// The account of a key: the key itself where it is 12 digits, else what its letters say. std::nullopt where
// it is neither.
std::optional<std::string> decode_account(std::string_view access_key);

// The account that requests with this key belong to: that of 12 digits, or of a temporary key, which was
// handed out here; otherwise 000000000000, for an example key copied from a tutorial says nothing.
std::string account_of_key(std::string_view access_key);

}  // namespace orrery

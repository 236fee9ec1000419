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

}  // namespace orrery

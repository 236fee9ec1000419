#include "core/arn.h"
#include "core/digest.h"
#include "services/sts/sts.h"

namespace orrery {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string upper_letters(std::string_view seed, std::size_t count) {
  const std::string digest = sha256(seed);
  std::string letters;
  for (std::size_t i = 0; i < count; ++i) letters += base32[static_cast<unsigned char>(digest[i]) % 32];
  return letters;
}

}  // namespace

// Sixteen letters are eighty bits; the upper forty-eight are one set bit, forty bits of account and seven
// that mean nothing to us.
std::string encode_account(std::string_view account, std::uint64_t random) {
  std::uint64_t number = 0;
  for (const char digit : account) {
    if (digit >= '0' && digit <= '9') number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  const std::uint64_t upper = (1ull << 47) | (number << 7) | (random & 0x7f);
  const std::uint64_t lower = (random >> 7) & 0xffffffff;
  std::string letters;
  for (int letter = 0; letter < 16; ++letter) {
    const int shift = 75 - letter * 5;  // of the eighty bits
    std::uint64_t five = 0;
    for (int bit = 4; bit >= 0; --bit) {
      const int place = shift + bit;
      five = five << 1 | (place >= 32 ? upper >> (place - 32) & 1 : lower >> place & 1);
    }
    letters += base32[five];
  }
  return letters;
}

std::optional<std::string> decode_account(std::string_view access_key) {
  if (access_key.size() == 12 && access_key.find_first_not_of("0123456789") == std::string_view::npos) {
    return std::string(access_key);
  }
  if (access_key.size() != 20 || (!access_key.starts_with("ASIA") && !access_key.starts_with("AKIA"))) {
    return std::nullopt;
  }
  std::uint64_t bits = 0;
  for (const char letter : access_key.substr(4, 10)) {
    const auto five = base32.find(letter);
    if (five == std::string_view::npos) return std::nullopt;
    bits = bits << 5 | five;
  }
  const std::uint64_t number = (bits >> 9) & 0xffffffffff;  // fifty bits read, forty-one of them wanted
  std::string digits = std::to_string(number);
  if (digits.size() > 12) return std::nullopt;
  return std::string(12 - digits.size(), '0') + digits;
}

json::object Sts::credentials(std::string_view account, std::int64_t duration_s) {
  const Instant expires = clock_.now() + std::chrono::seconds(duration_s);
  const std::string token = "FwoGZXIvYXdzE" + entropy_.letters(340);
  return {{"AccessKeyId", "ASIA" + encode_account(account, entropy_.number())},
          {"SecretAccessKey", entropy_.letters(40)},
          {"SessionToken", token + "=="},
          {"Expiration", iso_time(expires).substr(0, 19) + "Z"}};
}

std::string Sts::role_id(const Context& context, std::string_view account, std::string_view role_name) {
  if (caller_.knows("iam")) {
    try {
      Context owner = context;
      owner.account = account;
      const json::object found =
          caller_.call_now("iam", "GetRole", owner, {{"RoleName", boost_view(role_name)}});
      if (const auto* role = find_object(found, "Role")) {
        if (const auto id = find_text(*role, "RoleId")) return std::string(*id);
      }
    } catch (const AwsError&) {
      // Roles are accepted unchecked: one that was never created has an id all the same.
    }
  }
  return "AROA" + upper_letters(std::string(account) + "/" + std::string(role_name), 17);
}

RoleArn role_arn(const Input& input) {
  const std::string_view text = input.text("RoleArn", 20, 2048);
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/") || arn->account.size() != 12) {
    throw AwsError("ValidationError", std::string(text) + " is invalid");
  }
  return {arn->account, arn->resource.substr(arn->resource.rfind('/') + 1)};
}

json::object assumed_role_user(Sts& sts, const Context& context, const RoleArn& role,
                               std::string_view session) {
  return {
      {"AssumedRoleId", sts.role_id(context, role.account, role.name) + ":" + std::string(session)},
      {"Arn", "arn:aws:sts::" + role.account + ":assumed-role/" + role.name + "/" + std::string(session)}};
}

}  // namespace orrery

#include <vector>

#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {
namespace {

constexpr std::pair<std::string_view, std::string_view> kinds_of_characters[] = {
    {"ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz"},
    {"ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"ExcludeNumbers", "0123456789"},
    {"ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"},
};

std::string without(std::string_view characters, std::string_view excluded) {
  std::string kept;
  for (const char c : characters)
    if (excluded.find(c) == excluded.npos) kept += c;
  return kept;
}

}  // namespace

json::object get_random_password(SecretsManager& manager, const Input& input) {
  const std::string_view excluded = input.maybe_text("ExcludeCharacters").value_or("");
  const auto length = static_cast<std::size_t>(input.maybe_number("PasswordLength", 1, 4096).value_or(32));
  std::vector<std::string> kinds;
  for (const auto& [member, characters] : kinds_of_characters)
    if (!input.flag(member)) kinds.push_back(without(characters, excluded));
  if (input.flag("IncludeSpace")) kinds.push_back(without(" ", excluded));
  std::erase(kinds, "");
  std::string all;
  for (const std::string& kind : kinds) all += kind;
  if (all.empty()) throw invalid_parameter("All characters are excluded from the password.");
  const bool each = input.flag("RequireEachIncludedType", true);
  if (each && length < kinds.size())
    throw invalid_parameter("Password length " + std::to_string(length) +
                            " is too short based on the required types.");
  const auto one_of = [&](const std::string& characters) {
    return characters[manager.entropy.below(characters.size())];
  };
  std::string password;
  for (std::size_t i = 0; i < length; ++i) password += one_of(each && i < kinds.size() ? kinds[i] : all);
  for (std::size_t i = length; i > 1; --i) std::swap(password[i - 1], password[manager.entropy.below(i)]);
  return {{"RandomPassword", password}};
}

}  // namespace orrery::secretsmanager

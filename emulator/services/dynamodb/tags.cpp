#include "services/dynamodb/tags.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/resource_arn.h"

namespace orrery::dynamodb {
namespace {

constexpr std::size_t most_tags = 50, longest_key = 128, longest_value = 256;

// The code point that begins the text; the text goes on after it.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  size = std::min(size, text.size());
  char32_t point = size == 1 ? first : first & (0x7f >> size);
  for (std::size_t i = 1; i < size; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  text.remove_prefix(size);
  return point;
}

// Letters and digits of any script, spaces and a few signs: beyond ASCII, all but the blocks of symbols.
bool is_allowed(char32_t point) {
  if (point < 0x80) {
    const bool letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    return letter || (point >= '0' && point <= '9') ||
           std::u32string_view(U" \t\n\r+-=._:/@").find(point) != std::u32string_view::npos;
  }
  return point < 0x1f000 && (point <= 0x200a || point == 0x202f || point >= 0x2c00);
}

bool is_tag_text(std::string_view text, std::size_t longest) {
  std::size_t length = 0;
  for (; !text.empty(); ++length) {
    if (!is_allowed(take_character(text))) return false;
  }
  return length <= longest;
}

bool is_reserved(std::string_view key) {
  std::string prefix(key.substr(0, 4));
  for (char& c : prefix) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return prefix == "aws:";
}

void check_key(std::string_view key) {
  if (is_reserved(key)) throw validation("Tag Key cannot be prefixed with aws:, Key: " + std::string(key));
  if (!key.empty() && is_tag_text(key, longest_key)) return;
  throw validation("The Tag Key provided is invalid, Key: " + std::string(key));
}

void check_count(std::size_t count) {
  if (count > most_tags) {
    throw validation("Number of Tags exceed the current limit for the provided ResourceArn");
  }
}

}  // namespace

void put_tags(Table& table, const json::array& tags) {
  std::map<std::string, std::string> merged = table.tags;
  std::set<std::string_view> seen;
  for (const json::value& tag : tags) {
    const auto key = find_text(tag.as_object(), "Key");
    if (!key) throw validation("The Tag Key provided is invalid, Key: null");
    check_key(*key);
    const auto value = find_text(tag.as_object(), "Value");
    if (!value || !is_tag_text(*value, longest_value)) {
      throw validation("The Tag Value provided is invalid, Value: " + std::string(value.value_or("null")));
    }
    if (!seen.insert(*key).second) {
      throw validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + std::string(*key));
    }
    merged[std::string(*key)] = *value;
  }
  check_count(merged.size());
  table.tags = std::move(merged);
}

void remove_tags(Table& table, const json::array& keys) {
  check_count(keys.size());
  for (const json::value& key : keys) check_key(view(key.as_string()));
  for (const json::value& key : keys) table.tags.erase(std::string(view(key.as_string())));
}

json::array show_tags(const Table& table) {
  json::array tags;
  for (const auto& [key, value] : table.tags) tags.push_back({{"Key", key}, {"Value", value}});
  return tags;
}

Table& tagged_table(Tables& tables, const Context& context, std::string_view text) {
  const Arn arn = read_resource_arn(text);
  if (arn.account != context.account) throw AwsError("AccessDeniedException", "Access is denied");
  if (arn.region != context.region) {
    throw validation("Invalid TableArn: Invalid ResourceArn provided as input " + std::string(text));
  }
  Table* table = tables.find(context, text);
  if (table && text == table->arn()) return *table;
  throw resource_not_found("Requested resource not found: ResourceArn: " + std::string(text) + " not found");
}

}  // namespace orrery::dynamodb

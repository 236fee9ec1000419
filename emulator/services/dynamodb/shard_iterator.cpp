#include "services/dynamodb/shard_iterator.h"

#include <array>
#include <cstdio>

#include "core/digest.h"

namespace orrery::dynamodb {
namespace {

std::optional<std::uint64_t> read_number(std::string_view text) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

std::string sequence_text(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return "1" + std::string(20 - digits.size(), '0') + digits;
}

std::optional<std::uint64_t> read_sequence(std::string_view text) {
  if (text.size() != 21 || text[0] != '1') return std::nullopt;
  return read_number(text.substr(2));
}

std::string shard_name(std::uint64_t log, std::uint64_t shard) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "shardId-%020llu-%08llx", static_cast<unsigned long long>(log),
                static_cast<unsigned long long>(shard));
  return text.data();
}

std::string ShardIterator::text() const {
  return to_base64(stream + "|" + std::to_string(shard) + "|" + std::to_string(next) + "|" +
                   std::to_string(epoch_milliseconds(made)));
}

std::optional<ShardIterator> read_shard_iterator(std::string_view text) {
  const auto decoded = from_base64(text);
  if (!decoded) return std::nullopt;
  std::array<std::string_view, 4> parts;
  std::string_view rest = *decoded;
  for (std::size_t i = 4; i-- > 1;) {
    const std::size_t bar = rest.rfind('|');
    if (bar == rest.npos) return std::nullopt;
    parts[i] = rest.substr(bar + 1);
    rest = rest.substr(0, bar);
  }
  const auto shard = read_number(parts[1]), next = read_number(parts[2]), made = read_number(parts[3]);
  if (!shard || !next || !made) return std::nullopt;
  return ShardIterator{std::string(rest), *shard, *next,
                       from_epoch_milliseconds(static_cast<std::int64_t>(*made))};
}

}  // namespace orrery::dynamodb

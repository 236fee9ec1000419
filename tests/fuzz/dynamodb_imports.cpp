// Any bytes as an object that is imported: items and errors, never a crash, and pieces that are cut elsewhere
// give the same items.
#include <cstdlib>
#include <string>
#include <vector>

#include "core/error.h"
#include "services/dynamodb/transfer/item_reader.h"
#include "services/dynamodb/transfer/unpacker.h"

namespace orrery::dynamodb {
namespace {

using Items = std::vector<std::string>;

// Nothing where the text is refused: how much is read before that depends on the pieces.
std::optional<Items> items_of(ItemReader& reader, std::string_view text, std::size_t piece) {
  Items items;
  try {
    while (!text.empty()) {
      reader.feed(text.substr(0, piece));
      text.remove_prefix(std::min(piece, text.size()));
      while (const auto item = reader.next()) items.push_back(to_text(*item));
    }
    reader.end();
    while (const auto item = reader.next()) items.push_back(to_text(*item));
  } catch (const AwsError&) {
    return std::nullopt;
  }
  return items;
}

void check_items(std::string_view text, std::size_t piece, const auto& make) {
  const auto whole = make(), cut = make();
  if (items_of(*whole, text, text.size() + 1) != items_of(*cut, text, piece)) std::abort();
}

void unpack(std::string_view compression, std::string_view bytes, std::size_t piece) {
  constexpr std::size_t most = 1 << 20;
  const auto unpacker = make_unpacker(compression);
  std::string out;
  for (; !bytes.empty() && out.size() < most; bytes.remove_prefix(std::min(piece, bytes.size()))) {
    unpacker->give(std::string(bytes.substr(0, piece)));
    while (out.size() < most && unpacker->take(out, 1024)) {
    }
  }
  unpacker->whole();
}

}  // namespace
}  // namespace orrery::dynamodb

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace orrery::dynamodb;
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0] % 7;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_items(text, piece, [] { return make_json_items(); });
  check_items(text, piece, [] { return make_ion_items(); });
  Table table;
  table.definitions = {{"a", "S"}, {"b", "N"}};
  check_items(text, piece, [&] { return make_csv_items(table, ',', {}); });
  check_items(text, piece, [&] { return make_csv_items(table, ';', {"a", "b"}); });
  unpack("GZIP", text, piece);
  unpack("ZSTD", text, piece);
  return 0;
}

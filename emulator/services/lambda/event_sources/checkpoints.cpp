#include "services/lambda/event_sources/checkpoints.h"

namespace orrery::lambda {
namespace {

Key prefix(std::string_view uuid) { return Key("lambda").text("checkpoint").text(uuid); }

}  // namespace

std::optional<std::string> read_checkpoint(const Store& store, std::string_view uuid,
                                           std::string_view shard) {
  return store.get(prefix(uuid).text(shard));
}

void write_checkpoint(Store& store, std::string_view uuid, std::string_view shard,
                      std::string_view sequence) {
  store.put(prefix(uuid).text(shard), sequence);
}

Key window_key(std::string_view uuid, std::string_view shard) {
  return prefix(uuid).text(shard).text("window");
}

void erase_checkpoints(Store& store, std::string_view uuid) {
  std::vector<std::string> doomed;
  for (Cursor cursor = store.scan(prefix(uuid)); cursor.valid(); cursor.next())
    doomed.emplace_back(cursor.key());
  for (const std::string& key : doomed) store.erase(key);
}

}  // namespace orrery::lambda

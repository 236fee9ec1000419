#pragma once
// How far a mapping has come in each shard of its stream.
//
//   lambda checkpoint UUID SHARD          the sequence number of the last record that is done with
//   lambda checkpoint UUID SHARD window   {"start", "end", "state"} of the window that is open, in
//   milliseconds
#include <optional>
#include <string>
#include <string_view>

#include "core/key.h"
#include "core/store.h"

namespace orrery::lambda {

std::optional<std::string> read_checkpoint(const Store& store, std::string_view uuid, std::string_view shard);
void write_checkpoint(Store& store, std::string_view uuid, std::string_view shard, std::string_view sequence);
Key window_key(std::string_view uuid, std::string_view shard);
void erase_checkpoints(Store& store, std::string_view uuid);

}  // namespace orrery::lambda

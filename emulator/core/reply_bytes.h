#pragma once
// An answer as bytes on the wire.
#include <cstdint>
#include <string>

#include "core/http.h"

namespace orrery {

// The status line and the headers, up to the empty line. `length` is announced where a body may follow.
std::string head_of(const HttpReply& reply, std::uint64_t length, bool keep_alive);

// Fills `piece` with the first bytes of the range, at most `most`: fewer where the file ends, none where it
// cannot be read. Blocks.
void read_piece(const FileRange& file, std::size_t most, std::string& piece);

}  // namespace orrery

#pragma once
// Files as the body of an answer: from the page cache to the socket, without a copy in between.
#include <vector>

#include "core/connection.h"
#include "core/http.h"
#include "core/loop.h"

namespace orrery {

// Sends the ranges one after the other, on a worker, which may wait for the disk but not for the client.
// `then` runs with whether all of it went; it keeps the socket in being.
void send_files(Loop& loop, Socket& socket, std::vector<FileRange> files, Function<void(bool)> then);

}  // namespace orrery

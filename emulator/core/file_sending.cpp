#include "core/file_sending.h"

#include <algorithm>
#include <cerrno>
#include <sys/sendfile.h>
#include <unistd.h>

namespace orrery {
namespace {

enum class Progress { more, socket_full, broken };

// From the front of the range, up to a few MiB, and takes off what went.
Progress send_some(FileRange& range, int socket) {
  constexpr std::uint64_t most = 4 << 20;  // then it is another connection's turn
  for (std::uint64_t left = std::min(most, range.length); left > 0;) {
    auto offset = static_cast<off_t>(range.offset);
    const auto count = ::sendfile(socket, range.file->descriptor(), &offset, left);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return Progress::socket_full;
    if (count <= 0) return Progress::broken;  // the client left, or the file is shorter than was announced
    const auto sent = static_cast<std::uint64_t>(count);
    range.offset += sent;
    range.length -= sent;
    left -= sent;
  }
  return Progress::more;
}

struct Sending : std::enable_shared_from_this<Sending> {
  Sending(Loop& loop_, Socket& socket_, std::vector<FileRange> files_, Function<void(bool)> then_)
      : loop(loop_),
        socket(socket_),
        descriptor(::dup(socket_.native_handle())),
        files(std::move(files_)),
        then(std::move(then_)) {}

  void go() {
    while (next < files.size() && files[next].length == 0) ++next;
    if (next == files.size()) return then(true);
    loop.work(
        [self = shared_from_this()] {
          self->progress = send_some(self->files[self->next], self->descriptor.descriptor());
        },
        [self = shared_from_this()] {
          if (self->progress == Progress::broken) return self->then(false);
          if (self->progress == Progress::more) return self->go();
          self->socket.async_wait(Socket::wait_write, [self](boost::system::error_code failed) {
            if (!failed) self->go();
          });
        });
  }

  Loop& loop;
  Socket& socket;
  OpenFile descriptor;  // of the socket too: it may be closed while a worker writes to it
  std::vector<FileRange> files;
  Function<void(bool)> then;
  std::size_t next = 0;
  Progress progress{};
};

}  // namespace

void send_files(Loop& loop, Socket& socket, std::vector<FileRange> files, Function<void(bool)> then) {
  std::make_shared<Sending>(loop, socket, std::move(files), std::move(then))->go();
}

}  // namespace orrery

// The floor below that: one thread, epoll, a head parsed just enough to find the body, 300 bytes back.
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace {

// Bytes of the first whole request in `buffer`, or 0.
std::size_t whole_request(std::string_view buffer) {
  const auto end = buffer.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  std::size_t length = 0;
  const auto at = buffer.find("Content-Length: ");
  if (at < end) length = std::strtoul(buffer.data() + at + 16, nullptr, 10);
  return buffer.size() >= end + 4 + length ? end + 4 + length : 0;
}

}  // namespace

int main() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) || ::listen(listener, 4096)) return 1;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  std::printf("http://127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);

  const int poller = ::epoll_create1(0);
  epoll_event wanted{.events = EPOLLIN, .data = {.fd = listener}};
  ::epoll_ctl(poller, EPOLL_CTL_ADD, listener, &wanted);
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + std::string(300, 'x');
  std::unordered_map<int, std::string> buffers;
  epoll_event events[256];
  while (true) {
    const int count = ::epoll_wait(poller, events, 256, -1);
    for (int index = 0; index < count; ++index) {
      const int socket = events[index].data.fd;
      if (socket == listener) {
        for (int client; (client = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
          const int on = 1;
          ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
          wanted.data.fd = client;
          ::epoll_ctl(poller, EPOLL_CTL_ADD, client, &wanted);
        }
        continue;
      }
      char piece[16384];
      const auto got = ::recv(socket, piece, sizeof piece, 0);
      std::string& buffer = buffers[socket];
      if (got <= 0) {
        ::close(socket);
        buffers.erase(socket);
        continue;
      }
      buffer.append(piece, static_cast<std::size_t>(got));
      while (const std::size_t used = whole_request(buffer)) {
        buffer.erase(0, used);
        if (::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
      }
    }
  }
}

#pragma once
// One keep-alive HTTP/1.1 connection on a plain socket: what a function needs to reach the Runtime API and an
// endpoint, and nothing else. A library that does more costs milliseconds at each cold start.
//
// Not for several threads at once. Throws ConnectionLost where the other side goes away.
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace orrery::shim {

struct ConnectionLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
  int status = 0;
  HeaderList headers;
  std::string body;

  // The first of that name, compared without case; empty where absent.
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key.size() == name.size() && strncasecmp(key.data(), name.data(), name.size()) == 0) return value;
    }
    return {};
  }
};

struct Address {
  std::string host;
  std::string port;

  // "127.0.0.1:4566", "[::1]:4566" or "host"; the port is 80 unless given.
  static Address parse(std::string_view text) {
    const auto bracket = text.find(']');
    const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    Address address{std::string(text.substr(0, colon)), "80"};
    if (colon != std::string_view::npos) address.port = text.substr(colon + 1);
    if (bracket != std::string_view::npos) address.host = address.host.substr(1, bracket - 1);
    return address;
  }
  std::string text() const { return port == "80" ? host : host + ":" + port; }
};

class Connection {
 public:
  // A `patience` of zero waits for an answer as long as it takes.
  explicit Connection(Address address, std::chrono::seconds patience = std::chrono::seconds(0))
      : address_(std::move(address)), patience_(patience) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { close(); }

  const Address& address() const { return address_; }
  void set_patience(std::chrono::seconds patience) { patience_ = patience; }

  // Sends one request and reads its answer. Host and Content-Length are added here. A connection that was
  // kept and has died meanwhile is opened anew once, as nothing of the request can have been answered on it.
  HttpAnswer exchange(std::string_view method, std::string_view target, const HeaderList& headers,
                      std::string_view body) {
    std::string head;
    head.reserve(512);
    head.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(address_.text());
    for (const auto& [name, value] : headers) head.append("\r\n").append(name).append(": ").append(value);
    if (!body.empty() || method != "GET") {
      head.append("\r\nContent-Length: ").append(std::to_string(body.size()));
    }
    head.append("\r\n\r\n");
    const bool kept = socket_ >= 0;
    try {
      return try_exchange(method, head, body);
    } catch (const ConnectionLost&) {
      close();
      if (!kept || answer_began_) throw;
    }
    return try_exchange(method, head, body);
  }

  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
    buffer_.clear();
  }

 private:
  HttpAnswer try_exchange(std::string_view method, std::string_view head, std::string_view body) {
    answer_began_ = false;
    if (socket_ < 0) open();
    send_all(head, body);
    HttpAnswer answer = read_head();
    while (answer.status >= 100 && answer.status < 200) answer = read_head();
    const bool bodiless = method == "HEAD" || answer.status == 204 || answer.status == 304;
    const std::string_view length = answer.header("Content-Length");
    if (bodiless) {
      // Nothing follows the head.
    } else if (answer.header("Transfer-Encoding") == "chunked") {
      read_chunks(answer.body);
    } else if (!length.empty()) {
      read_exactly(std::strtoull(std::string(length).c_str(), nullptr, 10), answer.body);
    } else {
      while (fill()) {
      }
      answer.body.swap(buffer_);
      close();
    }
    if (strcasecmp(std::string(answer.header("Connection")).c_str(), "close") == 0) close();
    return answer;
  }

  void open() {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    // A numeric address needs no resolver, and a static program then needs no name service modules.
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (getaddrinfo(address_.host.c_str(), address_.port.c_str(), &hints, &found) != 0) {
      hints.ai_flags = 0;
      if (getaddrinfo(address_.host.c_str(), address_.port.c_str(), &hints, &found) != 0) {
        throw ConnectionLost("cannot resolve " + address_.host);
      }
    }
    int failure = 0;
    for (addrinfo* each = found; each != nullptr && socket_ < 0; each = each->ai_next) {
      socket_ = ::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
      if (socket_ >= 0 && ::connect(socket_, each->ai_addr, each->ai_addrlen) != 0) {
        failure = errno;
        close();
      }
    }
    freeaddrinfo(found);
    if (socket_ < 0) throw ConnectionLost("cannot connect to " + address_.text() + ": " + strerror(failure));
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    timeval wait{};
    wait.tv_sec = static_cast<time_t>(patience_.count());
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  }

  void send_all(std::string_view head, std::string_view body) {
    iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                      {const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = body.empty() ? 1 : 2;
    while (message.msg_iovlen > 0) {
      const ssize_t sent = sendmsg(socket_, &message, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0) throw ConnectionLost(std::string("cannot send: ") + strerror(errno));
      auto left = static_cast<std::size_t>(sent);
      while (message.msg_iovlen > 0 && left >= message.msg_iov->iov_len) {
        left -= message.msg_iov->iov_len;
        ++message.msg_iov;
        --message.msg_iovlen;
      }
      if (message.msg_iovlen > 0) {
        message.msg_iov->iov_base = static_cast<char*>(message.msg_iov->iov_base) + left;
        message.msg_iov->iov_len -= left;
      }
    }
  }

  // Reads what there is into the buffer; false where the other side has closed.
  bool fill() {
    char bytes[32768];
    ssize_t count;
    do {
      count = ::recv(socket_, bytes, sizeof bytes, 0);
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw ConnectionLost(std::string("cannot read: ") + strerror(errno));
    buffer_.append(bytes, static_cast<std::size_t>(count));
    if (count > 0) answer_began_ = true;
    return count > 0;
  }

  HttpAnswer read_head() {
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (buffer_.size() > head_limit) throw ConnectionLost("an answer's head is too long");
      if (!fill()) throw ConnectionLost("the connection was closed");
    }
    HttpAnswer answer;
    std::string_view head(buffer_.data(), end + 2);
    const auto line = head.substr(0, head.find("\r\n"));
    if (line.size() < 12 || line.substr(0, 5) != "HTTP/") throw ConnectionLost("the answer is not HTTP");
    answer.status = std::atoi(std::string(line.substr(9, 3)).c_str());
    head.remove_prefix(line.size() + 2);
    while (!head.empty()) {
      const auto row = head.substr(0, head.find("\r\n"));
      head.remove_prefix(row.size() + 2);
      const auto colon = row.find(':');
      if (colon == std::string_view::npos) continue;
      auto value = row.substr(colon + 1);
      while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
      answer.headers.emplace_back(row.substr(0, colon), value);
    }
    buffer_.erase(0, end + 4);
    return answer;
  }

  void read_exactly(std::uint64_t count, std::string& out) {
    out.swap(buffer_);
    buffer_.clear();
    if (out.size() > count) {
      buffer_.assign(out, count, std::string::npos);
      out.resize(count);
    }
    std::size_t have = out.size();
    out.resize(count);
    while (have < count) {
      const ssize_t got = ::recv(socket_, out.data() + have, count - have, 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw ConnectionLost("the connection was closed in the middle of an answer");
      have += static_cast<std::size_t>(got);
    }
  }

  void read_chunks(std::string& out) {
    for (;;) {
      const auto size = std::strtoull(read_line().c_str(), nullptr, 16);
      if (size == 0) break;
      while (buffer_.size() < size + 2) {
        if (!fill()) throw ConnectionLost("the connection was closed in the middle of an answer");
      }
      out.append(buffer_, 0, size);
      buffer_.erase(0, size + 2);
    }
    while (!read_line().empty()) {
    }
  }

  std::string read_line() {
    std::size_t end;
    while ((end = buffer_.find("\r\n")) == std::string::npos) {
      if (!fill()) throw ConnectionLost("the connection was closed in the middle of an answer");
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return line;
  }

  static constexpr std::size_t head_limit = 256 * 1024;
  Address address_;
  std::chrono::seconds patience_;
  int socket_ = -1;
  bool answer_began_ = false;
  std::string buffer_;  // read and not yet used
};

}  // namespace orrery::shim

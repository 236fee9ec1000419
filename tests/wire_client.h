#pragma once
// A client of a few bytes: a socket to a listener that lives on the same loop, in the same thread.
#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "core/loop.h"

namespace orrery {

class WireClient {
 public:
  WireClient(Loop& loop, std::uint16_t port) : loop_(loop), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~WireClient() { close(); }
  WireClient(const WireClient&) = delete;
  WireClient& operator=(const WireClient&) = delete;

  void send(std::string_view bytes) {
    REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    loop_.poll();
  }
  // What has come so far, after the loop ran until nothing more was ready.
  std::string& received() {
    loop_.poll();
    char piece[65536];
    for (ssize_t got; (got = ::recv(socket_, piece, sizeof piece, MSG_DONTWAIT)) != -1;) {
      if (got == 0) {
        closed_ = true;
        break;
      }
      received_.append(piece, static_cast<std::size_t>(got));
      loop_.poll();
    }
    return received_;
  }
  // Runs the loop until that much came: for answers that take worker threads.
  std::string& receive_at_least(std::size_t size) {
    while (received().size() < size && !closed_ && loop_.run_one() > 0) {
    }
    return received_;
  }
  bool closed() {
    received();
    return closed_;
  }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
    loop_.poll();
  }

 private:
  Loop& loop_;
  int socket_;
  bool closed_ = false;
  std::string received_;
};

}  // namespace orrery

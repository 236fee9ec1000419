#pragma once
// HTTP/1.1 on a TCP port: requests to plain data, plain data to responses; see core/http1_connection.cpp.
// Clients that begin with HTTP/2 get that, see core/http2.h.
//
// Keep-alive, pipelining, chunked bodies with trailers, "Expect: 100-continue" (answered after on_head, so
// that a refusal comes instead), bodies to sinks with back-pressure, files as bodies, clients that leave.
#include <cstdint>
#include <memory>
#include <string>

#include "core/http.h"
#include "core/loop.h"

namespace orrery {

class Listener {
 public:
  // Port 0: a free one. Throws std::system_error where the address is taken. `handler` outlives it.
  Listener(Loop& loop, const std::string& address, std::uint16_t port, HttpHandler& handler);
  ~Listener();  // closes the port and every connection
  std::uint16_t port() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace orrery

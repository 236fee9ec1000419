#pragma once
// One connection that the listener accepted, whichever HTTP it speaks.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <unordered_set>

#include "core/http.h"
#include "core/loop.h"

namespace orrery {

using Executor = boost::asio::io_context::executor_type;  // concrete: half the cost of any_io_executor
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Connection;
using Connections = std::unordered_set<Connection*>;

class Connection {
 public:
  explicit Connection(std::shared_ptr<Connections> all) : all_(std::move(all)) { all_->insert(this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() { all_->erase(this); }
  virtual void close() = 0;

 protected:
  std::shared_ptr<Connections> all_;
};

void serve_http1(std::shared_ptr<Connections> all, Socket socket, Loop& loop, HttpHandler& handler);

// Goes on with a connection whose first bytes, `begun`, are HTTP/2's.
void serve_http2(std::shared_ptr<Connections> all, Socket socket, std::string peer, std::string begun,
                 Loop& loop, HttpHandler& handler);

}  // namespace orrery

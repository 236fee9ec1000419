// HTTP/2 on a connection: reads and writes at once, what Http2 makes of it is its own business.
#include <array>
#include <boost/asio/write.hpp>

#include "core/connection.h"
#include "core/http2.h"

namespace orrery {
namespace {

using boost::system::error_code;

class Http2Connection final : public Connection, public std::enable_shared_from_this<Http2Connection> {
 public:
  Http2Connection(std::shared_ptr<Connections> all, Socket socket)
      : Connection(std::move(all)), socket_(std::move(socket)) {}

  void begin(std::string peer, std::string_view begun, Loop& loop, HttpHandler& handler) {
    http2_ = std::make_shared<Http2>(loop, handler, std::move(peer), [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->write();
    });
    take(begun);
  }

  void close() override {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

 private:
  void take(std::string_view bytes) {
    const bool goes_on = http2_->receive(bytes);
    write();
    if (goes_on) return read();
    http2_->end();
  }

  void read() {
    socket_.async_read_some(boost::asio::buffer(incoming_),
                            [self = shared_from_this()](error_code failed, std::size_t count) {
                              if (failed)
                                return self->http2_->end();  // the client left, or the listener closed
                              self->take({self->incoming_.data(), count});
                            });
  }

  void write() {
    if (writing_) return;
    outgoing_ = http2_->output();
    if (outgoing_.empty()) {
      if (http2_->ended()) close();
      return;
    }
    writing_ = true;
    boost::asio::async_write(socket_, boost::asio::buffer(outgoing_),
                             [self = shared_from_this()](error_code failed, std::size_t) {
                               self->writing_ = false;
                               if (!failed) self->write();
                             });
  }

  Socket socket_;
  std::shared_ptr<Http2> http2_;
  std::array<char, 64 << 10> incoming_;
  std::string outgoing_;
  bool writing_ = false;
};

}  // namespace

void serve_http2(std::shared_ptr<Connections> all, Socket socket, std::string peer, std::string begun,
                 Loop& loop, HttpHandler& handler) {
  std::make_shared<Http2Connection>(std::move(all), std::move(socket))
      ->begin(std::move(peer), begun, loop, handler);
}

}  // namespace orrery

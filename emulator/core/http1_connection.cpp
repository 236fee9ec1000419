// HTTP/1.1 on a connection. The one home of Boost.Beast, beside the status lines of reply_bytes.
#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <stdexcept>
#include <sys/socket.h>

#include "core/connection.h"
#include "core/file_sending.h"
#include "core/http2.h"
#include "core/reply_bytes.h"

namespace orrery {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t most_header_bytes = 256 << 10;
constexpr std::size_t small_read = 16 << 10;
constexpr std::size_t large_read = 256 << 10;  // while a sink takes a chunked body
constexpr std::size_t piece_size = 512 << 10;  // what a sink is given
constexpr std::string_view too_large = "the request body is too large";

std::vector<FileRange> files_of(HttpReply reply) {
  if (auto* file = std::get_if<FileRange>(&reply.body)) return {std::move(*file)};
  return std::get<std::vector<FileRange>>(std::move(reply.body));
}

// One connection: reads a request, hands it over, writes the answer, and begins again.
class Http1Connection final : public Connection, public std::enable_shared_from_this<Http1Connection> {
 public:
  Http1Connection(std::shared_ptr<Connections> all, Socket socket, Loop& loop, HttpHandler& handler)
      : Connection(std::move(all)), socket_(std::move(socket)), loop_(loop), handler_(handler) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto peer = socket_.remote_endpoint(ignored);
    peer_ = peer.address().to_string() + ':' + std::to_string(peer.port());
    buffer_.reserve(small_read);
  }

  void begin() {
    parser_.emplace();
    parser_->header_limit(most_header_bytes);
    parser_->body_limit(boost::none);
    request_ = {};
    head_done_ = sinking_ = ending_ = false;
    advance();
  }

  void close() override {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
    buffer_.clear();
  }

 private:
  struct Exchange;
  Respond exchange();

  // Feeds the parser with what has come until the request is whole, more must be read, or the sink is behind.
  void advance() {
    if (head_done_ && straight_) return receive();
    while (true) {
      if (head_done_ && parser_->get().body().size == 0 && !give_room()) return;
      error_code failed = http::error::need_more;
      if (buffer_.size() > 0) {
        failed = {};
        try {
          buffer_.consume(parser_->put(buffer_.data(), failed));
        } catch (const std::length_error&) {  // a field of 64 KiB, which Beast has no error code for
          failed = http::error::header_limit;
        }
      }
      if (failed == http::error::need_buffer) failed = {};
      if (failed && failed != http::error::need_more) return refuse_malformed(failed);
      if (!head_done_ && parser_->is_header_done()) {
        head_done_ = true;
        if (!take_head()) return;
        if (straight_) return receive();
      } else if (head_done_ && !collect()) {
        return;
      }
      if (parser_->is_done()) return end_body();
      if (failed == http::error::need_more) return read();
    }
  }

  void read() {
    socket_.async_read_some(buffer_.prepare(sinking_ ? large_read : small_read),
                            [self = shared_from_this()](error_code failed, std::size_t count) {
                              if (failed) return;  // the client left, or the listener closed
                              self->buffer_.commit(count);
                              if (self->first_ && self->speaks_http2()) return;
                              self->advance();
                            });
  }

  // Hands the connection over where it begins as one of HTTP/2 does; only the first bytes can.
  bool speaks_http2() {
    constexpr std::string_view mark = Http2::preface.substr(0, 3);  // no method of HTTP/1 begins so
    const std::string_view begun(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    if (mark.starts_with(begun.substr(0, mark.size()))) {
      if (begun.size() < mark.size()) {
        read();
      } else {
        serve_http2(all_, std::move(socket_), peer_, std::string(begun), loop_, handler_);
      }
      return true;
    }
    first_ = false;
    return false;
  }

  // A body whose length is known goes to its sink past the parser: from the socket into the piece.
  void receive() {
    while (*straight_ > 0) {
      if (filling_.empty()) {
        if (sink_is_behind()) return;
        filling_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, *straight_)));
        filled_ = 0;
      }
      const auto room = asio::buffer(filling_) + filled_;
      if (buffer_.size() == 0) {
        socket_.async_read_some(room, [self = shared_from_this()](error_code failed, std::size_t count) {
          if (failed) return;
          self->received(count);
          self->receive();
        });
        return;
      }
      const std::size_t count = asio::buffer_copy(room, buffer_.data());
      buffer_.consume(count);
      received(count);
    }
    end_body();
  }

  void received(std::size_t count) {
    filled_ += count;
    *straight_ -= count;
    if (filled_ < filling_.size()) return;
    next_piece_ = std::exchange(filling_, {});
    pass_on();
  }

  bool sink_is_behind() {
    stalled_ = !next_piece_.empty();
    return stalled_;
  }

  bool take_head() {
    auto& message = parser_->get();
    request_.method = std::string(message.method_string());
    is_head_ = request_.method == "HEAD";
    request_.target = std::string(message.target());
    request_.peer = peer_;
    for (const auto& field : message)
      request_.headers.add(std::string(field.name_string()), std::string(field.value()));
    keep_alive_ = message.keep_alive();
    head_fields_ = static_cast<std::size_t>(std::distance(message.begin(), message.end()));
    HeadVerdict verdict = handler_.on_head(request_);
    body_limit_ = verdict.body_limit;
    const bool waits = same_name(request_.headers.get("Expect"), "100-continue");
    if (verdict.refusal) {
      // The body is not read: a client that waited for "100 Continue" never sends it.
      keep_alive_ = keep_alive_ && parser_->is_done() && !waits;
      send(*std::move(verdict.refusal));
      return false;
    }
    request_.sink = std::move(verdict.sink);
    sinking_ = request_.sink != nullptr;
    const auto length = parser_->content_length();
    if (length && !sinking_) {
      if (*length > body_limit_) {
        refuse(413, too_large);
        return false;
      }
      request_.body.reserve(static_cast<std::size_t>(*length));
    }
    straight_ = std::nullopt;
    if (length && sinking_) straight_ = *length;
    // Also where no body follows, as S3 does: botocore, once it has had a final answer without a "100
    // Continue" on a connection, takes the status of that answer for the next one's there, and waits for a
    // body without end.
    if (waits) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      asio::async_write(socket_, asio::buffer(go_on),
                        [self = shared_from_this()](error_code, std::size_t) {});
    }
    return true;
  }

  // Points the parser at room for the next bytes of the body. False while the sink is two pieces behind.
  bool give_room() {
    auto& body = parser_->get().body();
    std::string& store = sinking_ ? filling_ : request_.body;
    if (sinking_ && sink_is_behind()) return false;
    const std::size_t filled = store.size();
    // Not all that was announced at once: room that is not filled yet takes no memory.
    const std::size_t more =
        sinking_ ? piece_size : std::clamp(store.capacity() - filled, small_read, piece_size);
    store.resize(filled + more);
    body.data = store.data() + filled;
    body.size = more;
    body.more = true;
    return true;
  }

  // Takes what the parser put into the room, once that is full or the body ends. False where it is too
  // much.
  bool collect() {
    auto& body = parser_->get().body();
    std::string& store = sinking_ ? filling_ : request_.body;
    if (!sinking_ && store.size() - body.size > body_limit_) {
      refuse(413, too_large);
      return false;
    }
    if (body.size > 0 && !parser_->is_done()) return true;
    store.resize(store.size() - body.size);
    body.data = nullptr;
    body.size = 0;
    if (sinking_ && !filling_.empty()) {
      next_piece_ = std::exchange(filling_, {});
      pass_on();
    }
    return true;
  }

  void pass_on() {
    if (sink_busy_ || next_piece_.empty()) return;
    sink_busy_ = true;
    request_.sink->write(std::exchange(next_piece_, {}), [self = shared_from_this()] {
      self->sink_busy_ = false;
      self->pass_on();
      if (std::exchange(self->stalled_, false)) return self->advance();
      if (self->ending_) self->end_body();
    });
  }

  void end_body() {
    ending_ = sink_busy_ || !next_piece_.empty();
    if (ending_) return;
    std::size_t index = 0;
    for (const auto& field : parser_->get())  // trailers follow the fields of the head
      if (index++ >= head_fields_)
        request_.headers.add(std::string(field.name_string()), std::string(field.value()));
    awaiting_ = true;
    handler_.handle(std::move(request_), exchange());
    if (awaiting_) watch();
  }

  // While an answer is outstanding: learns that the client left.
  void watch() {
    watching_ = true;
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code failed) {
      if (failed || !self->awaiting_) return;
      self->watching_ = false;
      char byte;
      const auto got = ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
      if (got > 0) return;  // the next request, come early; it waits its turn
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return self->watch();
      if (Task gone = std::exchange(self->gone_, nullptr)) self->loop_.turn(std::move(gone));
    });
  }

  void refuse(int status, std::string_view why) {
    HttpReply reply;
    reply.status = status;
    reply.headers.add("Content-Type", "text/plain");
    reply.body = std::string(why) + '\n';
    keep_alive_ = false;
    send(std::move(reply));
  }

  void refuse_malformed(error_code failed) {
    if (failed == http::error::end_of_stream || failed == http::error::partial_message) return;
    refuse(failed == http::error::header_limit ? 431 : 400, "malformed HTTP request: " + failed.message());
  }

  void send(HttpReply reply) {
    awaiting_ = false;
    gone_ = nullptr;
    if (std::exchange(watching_, false)) {
      error_code ignored;
      socket_.cancel(ignored);
    }
    head_ = head_of(reply, reply.announced_length.value_or(body_size(reply)), keep_alive_);
    auto* bytes = std::get_if<std::string>(&reply.body);
    if (!bytes && !is_head_) return send_with_files(files_of(std::move(reply)));
    body_ = is_head_ || !bytes || reply.announced_length ? std::string{} : std::move(*bytes);
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(socket_, parts, [self = shared_from_this()](error_code failed, std::size_t) {
      if (!failed) self->sent();
    });
  }

  void send_with_files(std::vector<FileRange> files) {
    auto after_head = [self = shared_from_this(), files = std::move(files)](error_code failed,
                                                                            std::size_t) mutable {
      if (failed) return;
      send_files(self->loop_, self->socket_, std::move(files),
                 [self](bool whole) { whole ? self->sent() : self->close(); });
    };
    asio::async_write(socket_, asio::buffer(head_), std::move(after_head));
  }

  void sent() {
    body_.clear();
    if (!keep_alive_) {
      // Half-closed first, so that a body still on its way does not reset the answer off the wire.
      error_code ignored;
      socket_.shutdown(Socket::shutdown_send, ignored);
      return drain();
    }
    begin();
  }

  void drain() {
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(small_read),
                            [self = shared_from_this()](error_code failed, std::size_t count) {
                              self->drained_ += count;
                              if (failed || self->drained_ > (1u << 20)) return self->close();
                              self->drain();
                            });
  }

  Socket socket_;
  Loop& loop_;
  HttpHandler& handler_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::buffer_body>> parser_;
  HttpRequest request_;
  bool first_ = true, head_done_ = false, keep_alive_ = true, is_head_ = false;
  std::size_t head_fields_ = 0;  // how many came in the head; more are trailers
  std::uint64_t body_limit_ = 0;

  // A body on its way to a sink: one piece being filled, one waiting, one with the sink.
  bool sinking_ = false, sink_busy_ = false, stalled_ = false, ending_ = false;
  std::string filling_, next_piece_;
  std::optional<std::uint64_t> straight_;  // how much of it is still to come, where that is known
  std::size_t filled_ = 0;

  bool awaiting_ = false, watching_ = false;
  Task gone_;
  std::string head_, body_;
  std::size_t drained_ = 0;
};

struct Http1Connection::Exchange final : Respond::Edge {
  explicit Exchange(std::shared_ptr<Http1Connection> session_) : session(std::move(session_)) {}
  ~Exchange() override {
    if (session) session->close();
  }
  void send(HttpReply reply) override { std::exchange(session, nullptr)->send(std::move(reply)); }
  void on_gone(Task task) override { session->gone_ = std::move(task); }
  std::shared_ptr<Http1Connection> session;
};

Respond Http1Connection::exchange() { return Respond(std::make_unique<Exchange>(shared_from_this())); }

}  // namespace

void serve_http1(std::shared_ptr<Connections> all, Socket socket, Loop& loop, HttpHandler& handler) {
  std::make_shared<Http1Connection>(std::move(all), std::move(socket), loop, handler)->begin();
}

}  // namespace orrery

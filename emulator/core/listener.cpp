#include "core/listener.h"

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <stdexcept>
#include <sys/socket.h>

#include "core/connection.h"
#include "core/http2.h"
#include "core/reply_bytes.h"

namespace orrery {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

constexpr std::size_t header_limit = 256 << 10;
constexpr std::size_t small_read = 16 << 10;
constexpr std::size_t large_read = 256 << 10;  // while a sink takes a body
constexpr std::size_t piece_size = 512 << 10;  // what a sink is given, and what a file is read in
constexpr int backlog = 4096;
constexpr std::string_view too_large = "the request body is too large";

}  // namespace

struct Listener::State : std::enable_shared_from_this<State> {
  class Session;
  State(Loop& loop_, HttpHandler& handler_)
      : loop(loop_), handler(handler_), acceptor(loop_.io().get_executor()) {}

  void accept();
  void close();

  Loop& loop;
  HttpHandler& handler;
  Acceptor acceptor;
  std::shared_ptr<Connections> connections = std::make_shared<Connections>();
};

// One connection: reads a request, hands it over, writes the answer, and begins again.
class Listener::State::Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<State> state, Socket socket)
      : Connection(state->connections), state_(std::move(state)), socket_(std::move(socket)) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto peer = socket_.remote_endpoint(ignored);
    peer_ = peer.address().to_string() + ':' + std::to_string(peer.port());
    buffer_.reserve(small_read);
  }

  void begin() {
    parser_.emplace();
    parser_->header_limit(header_limit);
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
        serve_http2(all_, std::move(socket_), peer_, std::string(begun), state_->loop, state_->handler);
      }
      return true;
    }
    first_ = false;
    return false;
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
    HeadVerdict verdict = state_->handler.on_head(request_);
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
    if (const auto length = parser_->content_length(); length && !sinking_) {
      if (*length > body_limit_) {
        refuse(413, too_large);
        return false;
      }
      request_.body.reserve(static_cast<std::size_t>(*length));
    }
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
    if (sinking_ && !next_piece_.empty()) {
      stalled_ = true;
      return false;
    }
    const std::size_t filled = store.size();
    const std::size_t more = sinking_ ? piece_size : std::max(store.capacity() - filled, small_read);
    store.resize(filled + more);
    body.data = store.data() + filled;
    body.size = more;
    body.more = true;
    return true;
  }

  // Takes what the parser put into the room, once that is full or the body ends. False where it is too much.
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
    state_->handler.handle(std::move(request_), exchange());
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
      if (Task gone = std::exchange(self->gone_, nullptr)) self->state_->loop.turn(std::move(gone));
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
    const std::uint64_t size = body_size(reply);
    files_.clear();
    if (auto* file = std::get_if<FileRange>(&reply.body)) files_.push_back(std::move(*file));
    if (auto* several = std::get_if<std::vector<FileRange>>(&reply.body)) files_ = std::move(*several);
    auto* bytes = std::get_if<std::string>(&reply.body);
    head_ = head_of(reply, reply.announced_length.value_or(size), keep_alive_);
    if (!bytes && !is_head_) {
      next_file_ = 0;
      asio::async_write(socket_, asio::buffer(head_),
                        [self = shared_from_this()](error_code failed, std::size_t) {
                          if (!failed) self->send_files();
                        });
      return;
    }
    body_ = is_head_ || !bytes || reply.announced_length ? std::string{} : std::move(*bytes);
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(socket_, parts, [self = shared_from_this()](error_code failed, std::size_t) {
      if (!failed) self->sent();
    });
  }

  // The next piece of the files, read on a worker.
  void send_files() {
    while (next_file_ < files_.size() && files_[next_file_].length == 0) ++next_file_;
    if (next_file_ == files_.size()) {
      files_.clear();
      return sent();
    }
    FileRange& file = files_[next_file_];
    state_->loop.work([self = shared_from_this(), &file] { read_piece(file, piece_size, self->body_); },
                      [self = shared_from_this(), &file] {
                        if (self->body_.empty())
                          return self->close();  // the file is shorter than was announced
                        file.offset += self->body_.size();
                        file.length -= self->body_.size();
                        asio::async_write(self->socket_, asio::buffer(self->body_),
                                          [self](error_code failed, std::size_t) {
                                            if (!failed) self->send_files();
                                          });
                      });
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

  std::shared_ptr<State> state_;
  Socket socket_;
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

  bool awaiting_ = false, watching_ = false;
  Task gone_;
  std::string head_, body_;
  std::vector<FileRange> files_;
  std::size_t next_file_ = 0;
  std::size_t drained_ = 0;
};

struct Listener::State::Session::Exchange final : Respond::Edge {
  explicit Exchange(std::shared_ptr<Session> session_) : session(std::move(session_)) {}
  ~Exchange() override {
    if (session) session->close();
  }
  void send(HttpReply reply) override { std::exchange(session, nullptr)->send(std::move(reply)); }
  void on_gone(Task task) override { session->gone_ = std::move(task); }
  std::shared_ptr<Session> session;
};

Respond Listener::State::Session::exchange() {
  return Respond(std::make_unique<Exchange>(shared_from_this()));
}

void Listener::State::accept() {
  acceptor.async_accept([self = shared_from_this()](error_code failed, Socket socket) {
    if (failed == asio::error::operation_aborted) return;
    if (!failed) std::make_shared<Session>(self, std::move(socket))->begin();
    self->accept();
  });
}

void Listener::State::close() {
  error_code ignored;
  acceptor.close(ignored);
  for (Connection* open : std::vector<Connection*>(connections->begin(), connections->end())) open->close();
}

Listener::Listener(Loop& loop, const std::string& address, std::uint16_t port, HttpHandler& handler)
    : state_(std::make_shared<State>(loop, handler)) {
  error_code failed;
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(address, failed), port);
  if (failed) throw std::runtime_error(address + " is no address to listen on");
  state_->acceptor.open(endpoint.protocol());
  state_->acceptor.set_option(Acceptor::reuse_address(true));
  state_->acceptor.bind(endpoint, failed);
  if (!failed) state_->acceptor.listen(backlog, failed);
  if (failed) throw std::runtime_error("cannot listen on " + address + ": " + failed.message());
  state_->accept();
}

Listener::~Listener() { state_->close(); }

std::uint16_t Listener::port() const { return state_->acceptor.local_endpoint().port(); }

}  // namespace orrery

#include "core/listener.h"

#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <system_error>
#include <vector>

#include "core/connection.h"

namespace orrery {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

constexpr int backlog = 4096;

}  // namespace

struct Listener::State : std::enable_shared_from_this<State> {
  State(Loop& loop_, HttpHandler& handler_)
      : loop(loop_), handler(handler_), acceptor(loop_.io().get_executor()), pause(loop_.io()) {}

  void accept();
  void rest();
  void close();

  Loop& loop;
  HttpHandler& handler;
  Acceptor acceptor;
  asio::steady_timer pause;
  std::shared_ptr<Connections> connections = std::make_shared<Connections>();
};

void Listener::State::accept() {
  acceptor.async_accept([self = shared_from_this()](error_code failed, Socket socket) {
    if (failed == asio::error::operation_aborted) return;
    if (failed) return self->rest();
    serve_http1(self->connections, std::move(socket), self->loop, self->handler);
    self->accept();
  });
}

// No descriptor is left for who knocks: he is asked in later, for asking at once takes the whole processor.
void Listener::State::rest() {
  pause.expires_after(std::chrono::milliseconds(10));
  pause.async_wait([self = shared_from_this()](error_code closed) {
    if (!closed && self->acceptor.is_open()) self->accept();
  });
}

void Listener::State::close() {
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  for (Connection* open : std::vector<Connection*>(connections->begin(), connections->end())) open->close();
}

Listener::Listener(Loop& loop, const std::string& address, std::uint16_t port, HttpHandler& handler)
    : state_(std::make_shared<State>(loop, handler)) {
  // Whoever left is an error of what is written to him, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  error_code failed;
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(address, failed), port);
  if (failed) throw std::system_error(failed, address + " is no address to listen on");
  Acceptor& acceptor = state_->acceptor;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(Acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(backlog, failed);
  if (failed)
    throw std::system_error(failed, "cannot listen on " + address + " port " + std::to_string(port));
  state_->accept();
}

Listener::~Listener() { state_->close(); }

std::uint16_t Listener::port() const { return state_->acceptor.local_endpoint().port(); }

}  // namespace orrery

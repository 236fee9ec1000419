#include "core/listener.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sys/resource.h>

#include "tests/core/slow_sink.h"
#include "tests/wire_client.h"

namespace orrery {
namespace {

// Answers with what it was asked, unless told otherwise.
struct Echo : HttpHandler {
  HeadVerdict on_head(const HttpRequest& head) override {
    HeadVerdict verdict;
    verdict.body_limit = body_limit;
    if (head.path() == "/refuse") verdict.refusal = HttpReply{.status = 403, .body = "no"};
    if (head.path() == "/sink") {
      auto made = std::make_unique<SlowSink>();
      sink = made.get();
      sink->hold = hold_sink;
      verdict.sink = std::move(made);
    }
    return verdict;
  }
  void handle(HttpRequest request, Respond respond) override {
    ++requests;
    HttpReply reply;
    if (request.path() == "/park") {
      respond.on_gone([this] { ++gone; });
      parked = std::move(respond);
      return;
    }
    if (request.path() == "/file") {
      reply.body = file;
    } else if (request.path() == "/status") {
      reply.status = 304;
    } else if (request.path() == "/stored") {
      reply.headers.add("x-stored", percent_decode(request.query()));
    } else if (request.path() == "/sink") {
      reply.body = std::to_string(sink->bytes.size());
      finished = std::move(request.sink);
    } else {
      std::string text = request.method + ' ' + request.target + '\n';
      for (const auto& [name, value] : request.headers) text += name + '=' + value + '\n';
      reply.body = text + request.body;
    }
    respond(std::move(reply));
  }
  std::uint64_t body_limit = 1 << 20;
  int requests = 0, gone = 0;
  bool hold_sink = false;
  SlowSink* sink = nullptr;
  std::unique_ptr<BodySink> finished;  // keeps `sink` in being for the test
  Respond parked;
  FileRange file;
};

struct Wired {
  Loop loop;
  Echo echo;
  Listener listener{loop, "127.0.0.1", 0, echo};
  WireClient client{loop, listener.port()};

  std::string body() {
    const std::string& all = client.received();
    const auto at = all.find("\r\n\r\n");
    return at == std::string::npos ? "" : all.substr(at + 4);
  }
};

TEST_CASE_METHOD(Wired, "targets, header names and values arrive as they were sent", "[listener]") {
  client.send(
      "PUT /b//a%2Fb/../c%20+?x=1%262&x HTTP/1.1\r\nHost: h\r\nX-MiXed: a%20b \r\nX-Empty:\r\nX-Twice: "
      "1\r\nX-Twice: 2\r\n"
      "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(body() ==
        "PUT /b//a%2Fb/../c%20+?x=1%262&x\nHost=h\nX-MiXed=a%20b\nX-Empty=\nX-Twice=1\nX-Twice=2\n"
        "Content-Encoding=gzip\nContent-Length=3\nabc");
}

TEST_CASE_METHOD(Wired, "a request is the same however it is cut", "[listener]") {
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n "
      "world\r\n0\r\nX-Trailer: t\r\n\r\n";
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    WireClient other(loop, listener.port());
    other.send(request.substr(0, cut));
    CHECK(other.received().empty());
    other.send(request.substr(cut));
    CHECK_THAT(other.received(), Catch::EndsWith("Transfer-Encoding=chunked\nX-Trailer=t\nhello world"));
  }
}

TEST_CASE_METHOD(Wired, "requests sent without waiting are answered in their order", "[listener]") {
  client.send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: "
      "h\r\n\r\n");
  const std::string all = client.received();
  CHECK(all.find("GET /1") < all.find("GET /2"));
  CHECK(all.find("GET /2") < all.find("GET /3"));
  CHECK(echo.requests == 3);
}

TEST_CASE_METHOD(Wired, "a body that waits for 100 Continue is asked for", "[listener]") {
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.received() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ab");
  CHECK_THAT(client.received(), Catch::EndsWith("\nab"));
}

TEST_CASE_METHOD(Wired, "who expects 100 Continue gets it also where the body is empty or has come",
                 "[listener]") {
  const std::string body = GENERATE("", "hi");
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(client.received().find("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n") == 0);
  CHECK(echo.requests == 1);
}

TEST_CASE_METHOD(Wired, "a final answer without 100 Continue ends the connection of who expected it",
                 "[listener]") {
  client.send("PUT /refuse HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
  CHECK(client.received().find("\r\nConnection: close\r\n") != std::string::npos);
}

TEST_CASE_METHOD(Wired, "a refusal comes instead of 100 Continue, and the connection ends", "[listener]") {
  client.send("PUT /refuse HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK_THAT(client.received(), Catch::StartsWith("HTTP/1.1 403 ") && Catch::EndsWith("no"));
  CHECK(client.closed());
  CHECK(echo.requests == 0);
}

TEST_CASE_METHOD(Wired, "a body over the limit is refused", "[listener]") {
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
  for (int count = 0; count < 17 && client.received().empty(); ++count) client.send(chunk);
  CHECK_THAT(client.received(), Catch::StartsWith("HTTP/1.1 413 "));
}

TEST_CASE_METHOD(Wired, "a body announced over the limit is not asked for", "[listener]") {
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n");
  CHECK_THAT(client.received(), Catch::StartsWith("HTTP/1.1 413 "));
  CHECK(client.closed());
}

TEST_CASE_METHOD(Wired, "what is not HTTP gets a 400", "[listener]") {
  client.send("nonsense\r\n\r\n");
  CHECK_THAT(client.received(), Catch::StartsWith("HTTP/1.1 400 "));
  CHECK(client.closed());
}

TEST_CASE_METHOD(Wired, "headers beyond what is read get a 431, in one field or in many", "[listener]") {
  const auto field = GENERATE(as<std::size_t>{}, 60'000, 65'533, 65'534, 70'000);
  std::string request = "GET /a HTTP/1.1\r\nHost: h\r\n";
  for (int count = 0; count < 5; ++count) request += "X-Long: " + std::string(field, 'x') + "\r\n";
  client.send(request + "\r\n");
  CHECK_THAT(client.received(), Catch::StartsWith("HTTP/1.1 431 "));
}

TEST_CASE_METHOD(Wired, "HEAD and 304 carry no body", "[listener]") {
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK_THAT(client.received(), Catch::Contains("Content-Length: ") && Catch::EndsWith("\r\n\r\n"));
  client.received().clear();
  client.send("GET /status HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.received() == "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST_CASE_METHOD(Wired, "a line's end in a stored value begins no header", "[listener]") {
  client.send("GET /stored?a%0D%0AInjected:%20b HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.received().find("\r\nx-stored: aInjected: b\r\n") != std::string::npos);
}

TEST_CASE_METHOD(Wired, "a parked answer can be given later on the same connection", "[listener]") {
  client.send("GET /park HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.received().empty());
  echo.parked(HttpReply{.body = "late"});
  CHECK(body() == "late");
  client.received().clear();
  client.send("GET /again HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK_THAT(client.received(), Catch::Contains("GET /again"));
  CHECK(echo.gone == 0);
}

TEST_CASE_METHOD(Wired, "a client that leaves while its answer is parked is noticed", "[listener]") {
  client.send("GET /park HTTP/1.1\r\nHost: h\r\n\r\n");
  client.close();
  loop.poll();
  CHECK(echo.gone == 1);
}

TEST_CASE_METHOD(Wired, "an answer that is dropped closes the connection", "[listener]") {
  client.send("GET /park HTTP/1.1\r\nHost: h\r\n\r\n");
  echo.parked = {};
  CHECK(client.closed());
}

TEST_CASE_METHOD(Wired, "a slow sink holds the sender back instead of filling memory", "[listener]") {
  echo.hold_sink = true;
  constexpr std::size_t size = 32 << 20;
  client.send("PUT /sink HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
  const std::string piece(64 << 10, 'x');
  WireClient bystander(loop, listener.port());
  std::size_t sent = 0;
  // Sends until the socket takes no more, then lets the sink go on.
  REQUIRE(echo.sink != nullptr);
  while (sent < size) {
    client.send(piece);
    sent += piece.size();
    if (sent % (1 << 20) == 0) {
      CHECK(echo.sink->bytes.size() <= sent);
      while (echo.sink->ready) {
        Task ready = std::exchange(echo.sink->ready, nullptr);
        ready();
        loop.poll();
      }
    }
  }
  CHECK_THAT(client.received(), Catch::EndsWith(std::to_string(size)));
  bystander.send("GET /other HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK_THAT(bystander.received(), Catch::Contains("GET /other"));
}

TEST_CASE_METHOD(Wired, "what follows a body that went to a sink is the next request", "[listener]") {
  const std::size_t size = GENERATE(0, 1, 5000, 512 << 10, (512 << 10) + 1, 3 << 20);
  std::string body;
  for (std::size_t index = 0; index < size; ++index) body += static_cast<char>(index * 7 >> 2);
  const std::string request = "PUT /sink HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) +
                              "\r\n\r\n" + body + "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
  for (std::size_t at = 0; at < request.size(); at += 70'001) client.send(request.substr(at, 70'001));
  const std::string& all = client.received();
  CHECK_THAT(all, Catch::Contains("\r\n\r\n" + std::to_string(size) + "HTTP/1.1 200 OK") &&
                      Catch::EndsWith("GET /next\nHost=h\n"));
  CHECK(echo.sink->bytes == body);
}

TEST_CASE_METHOD(Wired, "a client that leaves in the middle of a file hurts nobody", "[listener]") {
  const std::string path = std::tmpnam(nullptr);
  const std::size_t size = 24 << 20;
  std::ofstream(path, std::ios::binary) << std::string(size, 'f');
  echo.file = {OpenFile::open(path), 0, size};
  std::remove(path.c_str());
  client.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
  client.receive_at_least(1000);
  client.close();
  WireClient other(loop, listener.port());
  other.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::size_t head = other.receive_at_least(1000).find("\r\n\r\n") + 4;
  CHECK(other.receive_at_least(head + size).size() == head + size);
}

TEST_CASE_METHOD(Wired, "a file that is shorter than was announced ends the connection", "[listener]") {
  const std::string path = std::tmpnam(nullptr);
  std::ofstream(path, std::ios::binary) << "short";
  echo.file = {OpenFile::open(path), 0, 100};
  std::remove(path.c_str());
  client.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
  client.receive_at_least(1 << 20);
  CHECK(body() == "short");
  CHECK(client.closed());
}

TEST_CASE_METHOD(Wired, "a range of a file is sent as it is", "[listener]") {
  const std::string path = std::tmpnam(nullptr);
  const std::size_t size = 3 << 20;
  {
    std::ofstream out(path, std::ios::binary);
    for (std::size_t index = 0; index < size; ++index) out.put(static_cast<char>(index * 31 >> 3));
  }
  echo.file = {OpenFile::open(path), 5, size - 10};
  std::remove(path.c_str());
  client.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size - 10) + "\r\n\r\n";
  const std::string& all = client.receive_at_least(head.size() + size - 10);
  REQUIRE(all.size() == head.size() + size - 10);
  CHECK(all.starts_with(head));
  bool same = true;
  for (std::size_t index = 0; index < size - 10; ++index)
    same = same && all[head.size() + index] == static_cast<char>((index + 5) * 31 >> 3);
  CHECK(same);
}

// In bytes: what this process has in memory.
long resident() {
  long size = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> size >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

TEST_CASE_METHOD(Wired, "a body takes no memory before it comes", "[listener]") {
  constexpr long size = 8 << 20;
  echo.body_limit = size;
  std::vector<std::unique_ptr<WireClient>> clients;
  const auto taken = [&](long announced) {
    const long before = resident();
    for (int i = 0; i < 64; ++i) {
      clients.push_back(std::make_unique<WireClient>(loop, listener.port()));
      clients.back()->send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(announced) +
                           "\r\n\r\nbegun");
    }
    return resident() - before;
  };
  const long by_connections = taken(6);
  CHECK(taken(size) < by_connections + 64 * size / 2);  // half of all: sanitizers take several times the room
}

TEST_CASE_METHOD(Wired, "who speaks HTTP/2 badly is told so, and gone", "[listener]") {
  client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string(100, '\xff'));
  CHECK_THAT(client.received(), Catch::Contains("SETTINGS expected"));
  CHECK(client.closed());
}

TEST_CASE_METHOD(Wired, "who comes when no descriptor is left is served later", "[listener]") {
  client.received();  // has been let in
  const int free = ::dup(0);
  ::close(free);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit one_more{static_cast<rlim_t>(free) + 1, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &one_more) == 0);
  WireClient late(loop, listener.port());
  late.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(late.received().empty());
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(late.receive_at_least(12).starts_with("HTTP/1.1 200"));
}

TEST_CASE_METHOD(Wired, "a port that is taken is refused", "[listener]") {
  CHECK_THROWS_AS(Listener(loop, "127.0.0.1", listener.port(), echo), std::system_error);
  CHECK_THROWS_AS(Listener(loop, "nowhere", 0, echo), std::system_error);
}

}  // namespace
}  // namespace orrery

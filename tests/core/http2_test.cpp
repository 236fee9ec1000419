#include "core/http2.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <nghttp2/nghttp2.h>

#include "tests/core/slow_sink.h"

namespace orrery {
namespace {

struct Answer {
  std::string status, body, length;
  bool closed = false;
  std::uint32_t error = 0;
};

// The other end, without a socket between.
class Client {
 public:
  Client() {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(
        callbacks,
        [](nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t size,
           const std::uint8_t* value, std::size_t length, std::uint8_t, void* data) {
          const std::string_view field(reinterpret_cast<const char*>(name), size);
          const std::string_view text(reinterpret_cast<const char*>(value), length);
          Answer& answer = static_cast<Client*>(data)->answers[frame->hd.stream_id];
          if (field == ":status") answer.status = text;
          if (field == "content-length") answer.length = text;
          return 0;
        });
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
        callbacks, [](nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                      std::size_t size, void* data) {
          static_cast<Client*>(data)->answers[id].body.append(reinterpret_cast<const char*>(bytes), size);
          return 0;
        });
    nghttp2_session_callbacks_set_on_stream_close_callback(
        callbacks, [](nghttp2_session*, std::int32_t id, std::uint32_t error, void* data) {
          static_cast<Client*>(data)->answers[id].closed = true;
          static_cast<Client*>(data)->answers[id].error = error;
          return 0;
        });
    nghttp2_session_client_new(&session, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
    nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, nullptr, 0);
  }
  ~Client() { nghttp2_session_del(session); }

  std::int32_t ask(std::string method, std::string path, std::string body = {}) {
    bodies.push_back(std::make_unique<std::pair<std::string, std::size_t>>(std::move(body), 0));
    const std::pair<std::string, std::string> texts[] = {{":method", std::move(method)},
                                                         {":path", std::move(path)},
                                                         {":scheme", "http"},
                                                         {":authority", "here:1"}};
    std::vector<nghttp2_nv> fields;
    for (const auto& [name, value] : texts)
      fields.push_back({reinterpret_cast<std::uint8_t*>(const_cast<char*>(name.data())),
                        reinterpret_cast<std::uint8_t*>(const_cast<char*>(value.data())), name.size(),
                        value.size(), NGHTTP2_NV_FLAG_NONE});
    nghttp2_data_provider provider{};
    provider.source.ptr = bodies.back().get();
    provider.read_callback = [](nghttp2_session*, std::int32_t, std::uint8_t* to, std::size_t most,
                                std::uint32_t* flags, nghttp2_data_source* source, void*) {
      auto& [text, at] = *static_cast<std::pair<std::string, std::size_t>*>(source->ptr);
      const std::size_t count = std::min(most, text.size() - at);
      std::copy_n(text.data() + at, count, to);
      at += count;
      if (at == text.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
      return static_cast<ssize_t>(count);
    };
    return nghttp2_submit_request(session, nullptr, fields.data(), fields.size(),
                                  bodies.back()->first.empty() ? nullptr : &provider, nullptr);
  }

  std::string output() {
    std::string bytes;
    for (const std::uint8_t* data = nullptr;;) {
      const auto size = nghttp2_session_mem_send(session, &data);
      if (size <= 0) return bytes;
      bytes.append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
    }
  }
  void receive(std::string_view bytes) {
    nghttp2_session_mem_recv(session, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }

  nghttp2_session* session = nullptr;
  std::map<std::int32_t, Answer> answers;
  std::vector<std::unique_ptr<std::pair<std::string, std::size_t>>> bodies;
};

struct Http2World : HttpHandler {
  HeadVerdict on_head(const HttpRequest& head) override {
    HeadVerdict verdict;
    verdict.body_limit = 1 << 20;
    if (head.path() == "/refuse") verdict.refusal = HttpReply{.status = 403, .body = "no"};
    if (head.path() == "/sink") {
      auto made = std::make_unique<SlowSink>();
      sink = made.get();
      sink->hold = true;
      verdict.sink = std::move(made);
    }
    return verdict;
  }
  void handle(HttpRequest request, Respond respond) override {
    if (request.path() == "/park") {
      respond.on_gone([this] { ++gone; });
      parked = std::move(respond);
      return;
    }
    HttpReply reply;
    if (request.path() == "/file") {
      reply.body = file;
    } else if (request.path() == "/sink") {
      reply.body = std::to_string(sink->bytes.size());
      done = std::move(request.sink);
    } else {
      reply.body = request.method + ' ' + request.target + ' ' + std::string(request.headers.get("Host")) +
                   ' ' + request.body;
    }
    reply.headers.add("Connection", "close");
    respond(std::move(reply));
  }

  // Passes bytes to and fro until neither has more to say.
  void talk() {
    for (bool more = true; more;) {
      more = loop.poll() > 0;
      if (const std::string said = client.output(); !said.empty()) {
        http2->receive(said);
        more = true;
      }
      if (const std::string said = http2->output(); !said.empty()) {
        client.receive(said);
        more = true;
      }
    }
  }

  Loop loop;
  std::shared_ptr<Http2> http2 = std::make_shared<Http2>(loop, *this, "peer", [] {});
  Client client;
  SlowSink* sink = nullptr;
  std::unique_ptr<BodySink> done;
  Respond parked;
  int gone = 0;
  FileRange file;
};

}  // namespace

TEST_CASE_METHOD(Http2World, "requests on one connection are answered side by side", "[http2]") {
  const auto parked_id = client.ask("POST", "/park", "waits");
  const auto echo = client.ask("POST", "/echo?a=b", "hello");
  talk();
  CHECK(client.answers[echo].status == "200");
  CHECK(client.answers[echo].body == "POST /echo?a=b here:1 hello");
  CHECK(client.answers[echo].length == std::to_string(client.answers[echo].body.size()));
  CHECK_FALSE(client.answers[parked_id].closed);
  parked(HttpReply{.status = 404, .body = "late"});
  talk();
  CHECK(client.answers[parked_id].status == "404");
  CHECK(client.answers[parked_id].body == "late");
}

TEST_CASE_METHOD(Http2World, "HEAD is answered with a length and no body", "[http2]") {
  const auto id = client.ask("HEAD", "/thing");
  talk();
  CHECK(client.answers[id].length == std::to_string(std::string_view("HEAD /thing here:1 ").size()));
  CHECK(client.answers[id].body.empty());
  CHECK(client.answers[id].closed);
}

TEST_CASE_METHOD(Http2World, "a client that gives up a stream, or leaves, is gone", "[http2]") {
  const auto id = client.ask("GET", "/park");
  talk();
  nghttp2_submit_rst_stream(client.session, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
  talk();
  CHECK(gone == 1);
  client.ask("GET", "/park");
  talk();
  http2->end();
  loop.poll();
  CHECK(gone == 2);
  CHECK(http2->ended());
}

TEST_CASE_METHOD(Http2World, "a body waits for its sink", "[http2]") {
  const std::string large(6 << 20, 'x');
  const auto id = client.ask("PUT", "/sink", large);
  talk();
  CHECK(sink->bytes.size() < 2 << 20);
  CHECK_FALSE(client.answers[id].closed);
  while (sink->ready && !client.answers[id].closed) {
    const Task ready = std::exchange(sink->ready, nullptr);
    const_cast<Task&>(ready)();
    talk();
  }
  CHECK(client.answers[id].body == std::to_string(large.size()));
}

TEST_CASE_METHOD(Http2World, "refusals come before the body is read, and bodies have a limit", "[http2]") {
  const auto refused = client.ask("PUT", "/refuse", std::string(100'000, 'x'));
  const auto large = client.ask("PUT", "/echo", std::string(2 << 20, 'x'));
  talk();
  CHECK(client.answers[refused].status == "403");
  CHECK(client.answers[large].status == "413");
}

TEST_CASE_METHOD(Http2World, "files are sent piece by piece", "[http2]") {
  std::string content(3 << 20, 'a');
  content[2 << 20] = 'b';
  char name[] = "/tmp/orrery-http2-XXXXXX";
  const int descriptor = mkstemp(name);
  std::ofstream(name, std::ios::binary) << content;
  file = {std::make_shared<OpenFile>(descriptor), 1, content.size() - 1};
  const auto id = client.ask("GET", "/file");
  for (int tries = 0; tries < 10'000 && !client.answers[id].closed; ++tries) {
    talk();
    loop.run_one();
  }
  CHECK(client.answers[id].body == content.substr(1));
  std::remove(name);
}

TEST_CASE_METHOD(Http2World, "what is not HTTP/2 ends the connection", "[http2]") {
  CHECK_FALSE(http2->receive("GET / HTTP/1.1\r\nHost: here\r\n\r\n"));
}

}  // namespace orrery

#pragma once
// HTTP/2 (RFC 9113) without a socket: bytes of a connection in, requests to the handler, bytes out. The one
// home of nghttp2.
//
// Clients begin it by prior knowledge, as the SDKs do that want it (Kinesis and Transcribe of the SDK for
// JavaScript, the asynchronous clients of the one for Java). Bodies to sinks with back-pressure, files as
// bodies, streams that are given up.
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/http.h"
#include "core/loop.h"

struct nghttp2_session;

namespace orrery {

class Http2 : public std::enable_shared_from_this<Http2> {
 public:
  // What a connection begins with that speaks it.
  static constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  // `wake` is called, not from within receive(), when output() may have something. `handler` outlives this.
  Http2(Loop& loop, HttpHandler& handler, std::string peer, Task wake);
  ~Http2();

  // False where nothing more is to be read: the connection ends once output() is sent.
  bool receive(std::string_view bytes);
  // What is to be sent now; empty where that is nothing.
  std::string output();
  // Nothing more will come. Those whose requests are not answered are gone.
  void end();
  bool ended() const { return ended_; }

 private:
  struct Stream;
  struct Exchange;
  struct Callbacks;
  void head_done(Stream& stream);
  void take_body(Stream& stream, std::string_view piece);
  void pass_on(Stream& stream);
  void body_done(Stream& stream);
  void refuse(Stream& stream, HttpReply reply);
  void send(Stream& stream, HttpReply reply);
  void fill(std::int32_t id);
  Stream* find(std::int32_t id);
  void woken();

  Loop& loop_;
  HttpHandler& handler_;
  std::string peer_;
  Task wake_;
  nghttp2_session* session_ = nullptr;
  std::map<std::int32_t, std::unique_ptr<Stream>> streams_;
  bool receiving_ = false, ended_ = false;
};

}  // namespace orrery

#include "cli/http/module.h"

#include <httplib.h>

extern "C" int orrery_http_exchange(const OrreryHttpCall* call, void* taker,
                                    void (*take)(void* taker, const char* bytes, unsigned long size)) {
  httplib::Client client(call->endpoint);
  client.set_tcp_nodelay(true);  // without it every keep-alive request waits 40 ms for an acknowledgement
  client.set_connection_timeout(5);
  client.set_read_timeout(static_cast<time_t>(call->timeout_s));
  httplib::Request request;
  request.method = call->method;
  request.path = call->path;
  for (const char* const* header = call->headers; *header; header += 2)
    request.headers.emplace(header[0], header[1]);
  request.body.assign(call->body, call->body_size);
  const httplib::Result result = client.send(request);
  if (!result) {
    const std::string why = httplib::to_string(result.error());
    take(taker, why.data(), why.size());
    return 0;
  }
  take(taker, result->body.data(), result->body.size());
  return result->status;
}

#include "core/http2.h"

#include <algorithm>
#include <nghttp2/nghttp2.h>
#include <vector>

#include "core/ascii.h"
#include "core/reply_bytes.h"

namespace orrery {
namespace {

constexpr std::size_t most_field_bytes = 256 << 10;
constexpr std::size_t output_at_once = 256 << 10;
constexpr std::size_t file_piece = 512 << 10;  // what a file is read in
constexpr std::int32_t stream_window = 1 << 20, connection_window = 16 << 20;
constexpr std::uint32_t most_streams = 1000;

// Says how a connection of HTTP/1 goes on; not allowed here.
bool of_connection(std::string_view name) {
  return name == "connection" || name == "keep-alive" || name == "transfer-encoding" || name == "upgrade" ||
         name == "content-length";
}

std::uint8_t* bytes_of(const std::string& text) {
  return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
}

nghttp2_nv field(const std::string& name, const std::string& value) {
  return {bytes_of(name), bytes_of(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

std::string_view view_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

// One request and its answer.
struct Http2::Stream {
  std::int32_t id = 0;
  HttpRequest request;
  std::size_t head_bytes = 0;
  bool is_head = false, head_taken = false, refused = false, body_ended = false, handled = false;
  std::uint64_t body_limit = 0;

  // A body on its way to a sink: what has come while the sink is at work.
  bool sink_busy = false;
  std::string waiting;

  Task gone;
  std::string body;  // of the answer; the piece at hand where it comes from files
  std::size_t sent = 0;
  std::vector<FileRange> files;
  bool reading = false, broken = false;
};

struct Http2::Exchange final : Respond::Edge {
  Exchange(std::shared_ptr<Http2> http2_, std::int32_t id_) : http2(std::move(http2_)), id(id_) {}
  ~Exchange() override {
    Stream* stream = http2 ? http2->find(id) : nullptr;
    if (!stream) return;
    stream->gone = nullptr;
    nghttp2_submit_rst_stream(http2->session_, NGHTTP2_FLAG_NONE, id, NGHTTP2_INTERNAL_ERROR);
    http2->woken();
  }
  void send(HttpReply reply) override {
    const auto kept = std::exchange(http2, nullptr);
    if (Stream* stream = kept->find(id)) kept->send(*stream, std::move(reply));
    kept->woken();
  }
  void on_gone(Task task) override {
    if (Stream* stream = http2->find(id)) stream->gone = std::move(task);
  }
  std::shared_ptr<Http2> http2;
  std::int32_t id;
};

// What nghttp2 calls.
struct Http2::Callbacks {
  static Http2& self(void* data) { return *static_cast<Http2*>(data); }

  static int begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* data) {
    Http2& http2 = self(data);
    if (frame->headers.cat != NGHTTP2_HCAT_REQUEST) return 0;  // trailers
    auto stream = std::make_unique<Stream>();
    stream->id = frame->hd.stream_id;
    stream->request.peer = http2.peer_;
    http2.streams_[frame->hd.stream_id] = std::move(stream);
    return 0;
  }

  static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                    std::size_t name_size, const std::uint8_t* value, std::size_t value_size, std::uint8_t,
                    void* data) {
    Stream* stream = self(data).find(frame->hd.stream_id);
    if (!stream) return 0;
    stream->head_bytes += name_size + value_size;
    if (stream->head_bytes > most_field_bytes) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::string_view said = view_of(name, name_size);
    std::string text(view_of(value, value_size));
    if (said == ":method")
      stream->request.method = std::move(text);
    else if (said == ":path")
      stream->request.target = std::move(text);
    else if (said == ":authority")
      stream->request.headers.add("host", std::move(text));
    else if (said[0] != ':' && !(said == "host" && stream->request.headers.find("host")))
      stream->request.headers.add(std::string(said), std::move(text));
    return 0;
  }

  static int frame(nghttp2_session*, const nghttp2_frame* frame, void* data) {
    Http2& http2 = self(data);
    Stream* stream = http2.find(frame->hd.stream_id);
    if (!stream || (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA)) return 0;
    if (frame->hd.type == NGHTTP2_HEADERS && !std::exchange(stream->head_taken, true))
      http2.head_done(*stream);
    if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
    stream = http2.find(frame->hd.stream_id);
    if (stream) http2.body_done(*stream);
    return 0;
  }

  static int chunk(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                   std::size_t size, void* data) {
    nghttp2_session_consume_connection(session, size);
    if (Stream* stream = self(data).find(id)) self(data).take_body(*stream, view_of(bytes, size));
    return 0;
  }

  static int closed(nghttp2_session*, std::int32_t id, std::uint32_t, void* data) {
    Http2& http2 = self(data);
    const auto at = http2.streams_.find(id);
    if (at == http2.streams_.end()) return 0;
    const auto stream = std::move(at->second);
    http2.streams_.erase(at);
    if (stream->gone) http2.loop_.post(std::move(stream->gone));
    return 0;
  }

  // The next bytes of an answer.
  static ssize_t read(nghttp2_session*, std::int32_t id, std::uint8_t* to, std::size_t most,
                      std::uint32_t* flags, nghttp2_data_source*, void* data) {
    Stream* stream = self(data).find(id);
    if (!stream || stream->broken) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::size_t count = std::min(most, stream->body.size() - stream->sent);
    std::copy_n(stream->body.data() + stream->sent, count, to);
    stream->sent += count;
    if (stream->sent < stream->body.size()) return static_cast<ssize_t>(count);
    if (stream->files.empty()) {
      *flags |= NGHTTP2_DATA_FLAG_EOF;
      return static_cast<ssize_t>(count);
    }
    if (count > 0) return static_cast<ssize_t>(count);
    self(data).fill(id);
    return NGHTTP2_ERR_DEFERRED;
  }
};

Http2::Http2(Loop& loop, HttpHandler& handler, std::string peer, Task wake)
    : loop_(loop), handler_(handler), peer_(std::move(peer)), wake_(std::move(wake)) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, Callbacks::begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::header);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::frame);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::chunk);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::closed);
  nghttp2_option* option = nullptr;
  nghttp2_option_new(&option);
  nghttp2_option_set_no_auto_window_update(option, 1);
  nghttp2_session_server_new2(&session_, callbacks, this, option);
  nghttp2_option_del(option);
  nghttp2_session_callbacks_del(callbacks);
  const nghttp2_settings_entry settings[] = {
      {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, most_streams},
      {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, static_cast<std::uint32_t>(stream_window)}};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, connection_window);
}

Http2::~Http2() { nghttp2_session_del(session_); }

Http2::Stream* Http2::find(std::int32_t id) {
  const auto at = streams_.find(id);
  return at == streams_.end() ? nullptr : at->second.get();
}

void Http2::woken() {
  if (!receiving_) wake_();
}

bool Http2::receive(std::string_view bytes) {
  receiving_ = true;
  const auto taken =
      nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  receiving_ = false;
  return taken >= 0 && nghttp2_session_want_read(session_) != 0;
}

std::string Http2::output() {
  std::string bytes;
  while (bytes.size() < output_at_once) {
    const std::uint8_t* data = nullptr;
    const auto size = nghttp2_session_mem_send(session_, &data);
    if (size <= 0) break;
    bytes += view_of(data, static_cast<std::size_t>(size));
  }
  // A client that was told that it speaks badly may stay where it is, and would be kept for ever.
  if (bytes.empty() && nghttp2_session_want_read(session_) == 0) end();
  return bytes;
}

void Http2::end() {
  if (std::exchange(ended_, true)) return;
  for (auto& [id, stream] : std::exchange(streams_, {}))
    if (stream->gone) loop_.post(std::move(stream->gone));
  woken();
}

void Http2::head_done(Stream& stream) {
  stream.is_head = stream.request.method == "HEAD";
  HeadVerdict verdict = handler_.on_head(stream.request);
  stream.body_limit = verdict.body_limit;
  if (verdict.refusal) return refuse(stream, *std::move(verdict.refusal));
  stream.request.sink = std::move(verdict.sink);
  if (same_name(stream.request.headers.get("expect"), "100-continue")) {
    const std::string name = ":status", value = "100";
    const nghttp2_nv fields[] = {field(name, value)};
    nghttp2_submit_headers(session_, NGHTTP2_FLAG_NONE, stream.id, nullptr, fields, std::size(fields),
                           nullptr);
  }
}

void Http2::take_body(Stream& stream, std::string_view piece) {
  if (stream.request.sink) {
    stream.waiting += piece;
    return pass_on(stream);
  }
  nghttp2_session_consume_stream(session_, stream.id, piece.size());
  if (stream.refused) return;
  if (stream.request.body.size() + piece.size() > stream.body_limit) {
    HttpReply reply;
    reply.status = 413;
    reply.headers.add("Content-Type", "text/plain");
    reply.body = std::string("the request body is too large\n");
    return refuse(stream, std::move(reply));
  }
  stream.request.body += piece;
}

void Http2::pass_on(Stream& stream) {
  if (stream.sink_busy || stream.waiting.empty()) return;
  stream.sink_busy = true;
  const std::size_t size = stream.waiting.size();
  stream.request.sink->write(std::exchange(stream.waiting, {}),
                             [weak = weak_from_this(), id = stream.id, size] {
                               const auto self = weak.lock();
                               Stream* at = self ? self->find(id) : nullptr;
                               if (!at) return;
                               at->sink_busy = false;
                               nghttp2_session_consume_stream(self->session_, id, size);
                               self->pass_on(*at);
                               if (at->body_ended) self->body_done(*at);
                               self->woken();
                             });
}

void Http2::body_done(Stream& stream) {
  stream.body_ended = true;
  if (stream.refused || stream.handled || stream.sink_busy || !stream.waiting.empty()) return;
  stream.handled = true;
  handler_.handle(std::move(stream.request),
                  Respond(std::make_unique<Exchange>(shared_from_this(), stream.id)));
}

// The rest of the body is not wanted.
void Http2::refuse(Stream& stream, HttpReply reply) {
  stream.refused = true;
  send(stream, std::move(reply));
}

void Http2::send(Stream& stream, HttpReply reply) {
  stream.gone = nullptr;
  const bool bodiless = reply.status == 204 || reply.status == 304;
  const std::uint64_t size = reply.announced_length.value_or(body_size(reply));
  std::vector<std::pair<std::string, std::string>> texts = {{":status", std::to_string(reply.status)}};
  for (const auto& [name, value] : reply.headers)
    if (std::string lowered = lower(name); !of_connection(lowered))
      texts.emplace_back(std::move(lowered), value);
  if (!bodiless) texts.emplace_back("content-length", std::to_string(size));
  std::vector<nghttp2_nv> fields;
  for (const auto& [name, value] : texts) fields.push_back(field(name, value));
  if (auto* file = std::get_if<FileRange>(&reply.body)) stream.files.push_back(std::move(*file));
  if (auto* several = std::get_if<std::vector<FileRange>>(&reply.body)) stream.files = std::move(*several);
  if (auto* bytes = std::get_if<std::string>(&reply.body)) stream.body = std::move(*bytes);
  const bool empty =
      stream.is_head || bodiless || reply.announced_length || (stream.files.empty() && stream.body.empty());
  const nghttp2_data_provider provider{.source = {.ptr = nullptr}, .read_callback = Callbacks::read};
  nghttp2_submit_response(session_, stream.id, fields.data(), fields.size(), empty ? nullptr : &provider);
}

// Reads the next piece of the answer's files on a worker.
void Http2::fill(std::int32_t id) {
  Stream* stream = find(id);
  if (!stream || std::exchange(stream->reading, true)) return;
  while (!stream->files.empty() && stream->files.front().length == 0)
    stream->files.erase(stream->files.begin());
  const auto file = std::make_shared<FileRange>(stream->files.empty() ? FileRange{} : stream->files.front());
  const auto piece = std::make_shared<std::string>();
  loop_.work(
      [file, piece] {
        if (file->file) read_piece(*file, file_piece, *piece);
      },
      [weak = weak_from_this(), id, file, piece] {
        const auto self = weak.lock();
        Stream* at = self ? self->find(id) : nullptr;
        if (!at) return;
        at->reading = false;
        at->sent = 0;
        at->body = std::move(*piece);
        at->broken = at->body.empty() && !at->files.empty();  // the file is shorter than was announced
        if (!at->files.empty()) {
          at->files.front().offset += at->body.size();
          at->files.front().length -= at->body.size();
          if (at->files.front().length == 0) at->files.erase(at->files.begin());
        }
        nghttp2_session_resume_data(self->session_, id);
        self->woken();
      });
}

}  // namespace orrery

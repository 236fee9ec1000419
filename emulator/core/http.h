#pragma once
// HTTP as plain data. Nothing here knows the library that carries it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/function.h"

namespace orrery {

// Fields in the order they came, names in their own spelling, values raw.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);  // replaces all of that name
  void remove(std::string_view name);
  // Names compare without case. The first of that name; an absent one is not an empty one.
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view get(std::string_view name) const { return find(name).value_or(std::string_view{}); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

bool same_name(std::string_view a, std::string_view b);  // ASCII, without case

// Takes a body that is not to be held in memory, piece by piece.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // Calls `ready` once, on the loop, when the next piece may come. Pieces are never empty.
  virtual void write(std::string piece, Task ready) = 0;
};

struct HttpRequest {
  std::string method;
  std::string target;  // raw: "/bucket/a%2Fb?list-type=2"; the path and query are views of it
  Headers headers;     // trailers of a chunked body are appended
  std::string body;    // empty where a sink took it
  std::unique_ptr<BodySink> sink;
  std::string peer;  // "127.0.0.1:41234"

  std::string_view path() const;   // before '?', still percent-encoded
  std::string_view query() const;  // after the first '?', still percent-encoded
};

// An open file, closed when the last owner goes.
class OpenFile {
 public:
  static std::shared_ptr<OpenFile> open(const std::string& path);  // nullptr where it cannot be opened
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct FileRange {
  std::shared_ptr<OpenFile> file;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

struct HttpReply {
  int status = 200;
  Headers headers;
  // Several ranges are sent one after the other.
  std::variant<std::string, FileRange, std::vector<FileRange>> body;
  // For HEAD: the length to announce without a body.
  std::optional<std::uint64_t> announced_length;
};

inline std::uint64_t body_size(const HttpReply& reply) {
  if (const auto* bytes = std::get_if<std::string>(&reply.body)) return bytes->size();
  if (const auto* range = std::get_if<FileRange>(&reply.body)) return range->length;
  std::uint64_t size = 0;
  for (const FileRange& range : std::get<std::vector<FileRange>>(reply.body)) size += range.length;
  return size;
}

// Completes one HTTP exchange, exactly once. Dropped uncompleted: the connection closes.
class Respond {
 public:
  struct Edge {
    virtual ~Edge() = default;
    virtual void send(HttpReply reply) = 0;
    virtual void on_gone(Task task) = 0;  // runs if the client leaves first
  };
  Respond() = default;
  explicit Respond(std::unique_ptr<Edge> edge) : edge_(std::move(edge)) {}
  void operator()(HttpReply reply) {
    auto edge = std::move(edge_);
    edge->send(std::move(reply));
  }
  void on_gone(Task task) { edge_->on_gone(std::move(task)); }
  explicit operator bool() const { return edge_ != nullptr; }

 private:
  std::unique_ptr<Edge> edge_;
};

// What is decided once the head of a request is there.
struct HeadVerdict {
  std::unique_ptr<BodySink> sink;    // nullptr: the body is kept in memory
  std::optional<HttpReply> refusal;  // sent instead of "100 Continue"; the connection closes after it
  std::uint64_t body_limit = 128ull << 20;
};

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual HeadVerdict on_head(const HttpRequest& head) = 0;
  virtual void handle(HttpRequest request, Respond respond) = 0;
};

// "%2F" -> "/". Malformed escapes stay as they are. `plus_is_space` for forms and queries.
enum class Plus { literal, space };
std::string percent_decode(std::string_view text, Plus plus = Plus::literal);
// Everything but A-Z a-z 0-9 - . _ ~ and the characters in `keep`.
std::string percent_encode(std::string_view text, std::string_view keep = {});
// "a=1&b" -> {{"a","1"},{"b",""}}, decoded, in order, duplicates kept.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace orrery

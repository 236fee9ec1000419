#pragma once
// A body on its way in: unframed, summed, kept in memory while it is small and in a file once it is not.
//
// An Intake touches nothing of the world but its own file, so that workers can feed it.
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/error.h"
#include "core/http.h"
#include "core/loop.h"
#include "services/s3/checksums.h"
#include "services/s3/wire/aws_chunked.h"

namespace orrery::s3 {

inline constexpr std::uint64_t inline_limit = 64 << 10;  // larger bodies are files

// A file that goes away with its last owner unless somebody keeps it.
class Scratch {
 public:
  // Throws std::system_error where it cannot be created.
  Scratch(std::filesystem::path path, std::uint64_t id);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void append(std::string_view bytes);
  void close();
  void keep() { kept_ = true; }
  std::uint64_t id() const { return id_; }

 private:
  std::filesystem::path path_;
  std::uint64_t id_;
  int descriptor_;
  bool kept_ = false;
};

// What the head of a request promises about its body.
struct Promise {
  bool aws_chunked = false;
  AwsChunked::Trailers trailers = AwsChunked::Trailers::allowed;
  std::optional<std::uint64_t> length;  // after unframing
  std::vector<Sum> sums;                // to be computed
  std::string sha256;                   // hex of the payload, where the head has it
};
Promise promise_of(const Headers& headers);

// A body that has come.
struct Content {
  std::string bytes;                 // where it is small
  std::shared_ptr<Scratch> scratch;  // where it is not
  std::uint64_t size = 0;
  std::string md5;
  Sums sums;
  Headers trailers;
};
// The content of bytes that are in memory, with these sums.
Content content_of(std::string bytes, const std::vector<Sum>& sums);

class Intake {
 public:
  // The file, where one is needed, is `directory`/`id`.
  Intake(std::filesystem::path directory, std::uint64_t id, Promise promise);
  void feed(std::string_view raw);
  void feed_in_memory(std::string_view raw);  // whatever its size, without a file

  // The three steps of feed(). Each takes all pieces in their order; the last two may run side by side.
  std::vector<std::string_view> unframe(std::string_view raw);
  void digest(std::string_view raw, const std::vector<std::string_view>& bytes);
  void store(std::string_view raw, const std::vector<std::string_view>& bytes);

  void fail(AwsError error) { failed_ = std::move(error); }
  Content finish();  // once; throws AwsError where the body is not what was promised

 private:
  void take(std::string_view bytes);

  std::filesystem::path directory_;
  std::uint64_t id_;
  Promise promise_;
  Digest md5_{"md5"};
  Summer summer_;
  std::optional<Digest> payload_;
  AwsChunked framing_;
  Content content_;
  std::optional<AwsError> failed_;
  bool in_memory_ = false;
};

// Feeds an Intake on worker threads: MD5, which nothing can make faster, runs beside all the rest, and both
// run beside what receives the next pieces.
class IntakeSink final : public BodySink {
 public:
  IntakeSink(Loop& loop, std::shared_ptr<Intake> intake);
  void write(std::string raw, Task ready) override;
  void finish(Function<void(Intake&)> then);  // once all that was written is taken in; after the last write

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace orrery::s3

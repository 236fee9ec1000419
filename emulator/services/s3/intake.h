#pragma once
// A body on its way in: unframed, summed, kept in memory while it is small and in a file once it is not.
//
// An Intake is fed by one thread at a time, whichever that is; it touches nothing of the world but its own
// file.
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
  void fail(AwsError error) { failed_ = std::move(error); }
  Content finish();  // once; throws AwsError where the body is not what was promised

 private:
  void take(std::string_view bytes);

  std::filesystem::path directory_;
  std::uint64_t id_;
  Promise promise_;
  Summer summer_;
  std::optional<Digest> payload_;
  AwsChunked framing_;
  std::string unframed_;
  Content content_;
  std::optional<AwsError> failed_;
  bool in_memory_ = false;
};

// Feeds an Intake on worker threads, one piece at a time, in order.
class IntakeSink final : public BodySink {
 public:
  IntakeSink(Loop& loop, std::shared_ptr<Intake> intake) : loop_(loop), intake_(std::move(intake)) {}
  void write(std::string piece, Task ready) override;
  const std::shared_ptr<Intake>& intake() const { return intake_; }

 private:
  Loop& loop_;
  std::shared_ptr<Intake> intake_;
};

}  // namespace orrery::s3

#include "services/s3/intake.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "core/number.h"
#include "services/s3/errors.h"
#include "services/s3/text.h"

namespace orrery::s3 {
Scratch::Scratch(std::filesystem::path path, std::uint64_t id) : path_(std::move(path)), id_(id) {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), path_.string());
}

Scratch::~Scratch() {
  close();
  if (!kept_) ::unlink(path_.c_str());
}

void Scratch::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), path_.string());
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Scratch::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Promise promise_of(const Headers& headers) {
  Promise promise;
  const std::string_view sha256 = headers.get("x-amz-content-sha256");
  promise.aws_chunked = sha256.starts_with("STREAMING-") || headers.find("x-amz-decoded-content-length");
  // Whoever streams without saying so in the token may send what he likes behind the chunks.
  if (sha256.starts_with("STREAMING-") && !sha256.ends_with("-TRAILER"))
    promise.trailers = AwsChunked::Trailers::refused;
  promise.length = read_number<std::uint64_t>(
      headers.get(promise.aws_chunked ? "x-amz-decoded-content-length" : "content-length"));
  if (sha256.size() == 64) promise.sha256 = lower(sha256);
  std::map<Sum, bool> wanted;
  for (const auto& [name, value] : headers) {
    if (const auto sum = sum_by_header(name)) wanted[*sum] = true;
    if (same_name(name, "x-amz-trailer")) {
      if (const auto sum = sum_by_header(value)) wanted[*sum] = true;
    }
    if (same_name(name, "x-amz-sdk-checksum-algorithm")) {
      if (const auto sum = sum_by_algorithm(value)) wanted[*sum] = true;
    }
  }
  for (const auto& [sum, present] : wanted) promise.sums.push_back(sum);
  return promise;
}

Content content_of(std::string bytes, const std::vector<Sum>& sums) {
  Summer summer(sums);
  summer.update(bytes);
  Content content;
  content.size = bytes.size();
  content.md5 = md5(bytes);
  content.bytes = std::move(bytes);
  content.sums = summer.sums();
  return content;
}

Intake::Intake(std::filesystem::path directory, std::uint64_t id, Promise promise)
    : directory_(std::move(directory)),
      id_(id),
      promise_(std::move(promise)),
      summer_(promise_.sums),
      framing_(promise_.trailers) {
  if (!promise_.sha256.empty()) payload_.emplace("sha256");
}

std::vector<std::string_view> Intake::unframe(std::string_view raw) {
  if (!promise_.aws_chunked) return {raw};
  std::vector<std::string_view> bytes;
  framing_.feed(raw, bytes);
  return bytes;
}

void Intake::digest(std::string_view, const std::vector<std::string_view>& bytes) {
  for (const std::string_view part : bytes) md5_.update(part);
}

void Intake::store(std::string_view raw, const std::vector<std::string_view>& bytes) {
  if (failed_) return;
  try {
    if (payload_) payload_->update(raw);
    for (const std::string_view part : bytes) take(part);
  } catch (const std::system_error& error) {
    failed_ = AwsError("InternalError", std::string("cannot write the body: ") + error.what(), 500);
  }
}

void Intake::feed(std::string_view raw) {
  const auto bytes = unframe(raw);
  digest(raw, bytes);
  store(raw, bytes);
}

void Intake::feed_in_memory(std::string_view raw) {
  in_memory_ = true;
  feed(raw);
}

void Intake::take(std::string_view bytes) {
  if (bytes.empty()) return;
  summer_.update(bytes);
  content_.size += bytes.size();
  if (in_memory_ || (!content_.scratch && content_.size <= inline_limit)) {
    content_.bytes.append(bytes);
    return;
  }
  if (!content_.scratch) {
    std::filesystem::create_directories(directory_);
    content_.scratch = std::make_shared<Scratch>(directory_ / std::to_string(id_), id_);
    content_.scratch->append(content_.bytes);
    content_.bytes = {};
  }
  content_.scratch->append(bytes);
}

Content Intake::finish() {
  if (failed_) throw *failed_;
  if (const auto& small = framing_.small_chunk()) {
    throw AwsError("InvalidChunkSizeError",
                   "Only the last chunk is allowed to have a size less than 8192 bytes", 403,
                   {{"Chunk", small->number}, {"BadChunkSizeInBytes", small->size}});
  }
  if (promise_.aws_chunked && !framing_.complete())
    throw AwsError("IncompleteBody", "The request body terminated unexpectedly", 400);
  if (promise_.length && *promise_.length != content_.size) {
    throw AwsError("IncompleteBody",
                   "You did not provide the number of bytes specified by the Content-Length HTTP header",
                   400);
  }
  if (payload_) {
    const std::string computed = to_hex(payload_->finish());
    if (computed != promise_.sha256) {
      throw AwsError(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.", 400,
          {{"ClientComputedContentSHA256", promise_.sha256}, {"S3ComputedContentSHA256", computed}});
    }
  }
  if (content_.scratch) content_.scratch->close();
  content_.md5 = md5_.finish();
  content_.sums = summer_.sums();
  content_.trailers = framing_.trailers();
  return std::move(content_);
}

struct IntakeSink::State : std::enable_shared_from_this<State> {
  struct Piece {
    std::string raw;
    std::vector<std::string_view> bytes;
  };
  struct Lane {
    void (Intake::*take)(std::string_view, const std::vector<std::string_view>&);
    std::vector<std::shared_ptr<const Piece>> waiting;
    bool busy = false;
    std::uint64_t done = 0;
  };

  State(Loop& loop_, std::shared_ptr<Intake> intake_) : loop(loop_), intake(std::move(intake_)) {}

  std::uint64_t under_way() const { return come - std::min(lanes[0].done, lanes[1].done); }

  void run(Lane& lane) {
    if (lane.busy || lane.waiting.empty()) return;
    lane.busy = true;
    auto pieces = std::exchange(lane.waiting, {});
    const std::size_t count = pieces.size();
    loop.work(
        [intake = intake, take = lane.take, pieces = std::move(pieces)] {
          for (const auto& piece : pieces) ((*intake).*take)(piece->raw, piece->bytes);
        },
        [self = shared_from_this(), &lane, count] {
          lane.busy = false;
          lane.done += count;
          self->run(lane);
          if (self->under_way() < most_under_way && self->ready) std::exchange(self->ready, nullptr)();
          if (self->under_way() == 0 && self->then) std::exchange(self->then, nullptr)();
        });
  }

  static constexpr std::uint64_t most_under_way = 6;
  Loop& loop;
  std::shared_ptr<Intake> intake;
  std::array<Lane, 2> lanes{{{&Intake::digest}, {&Intake::store}}};
  std::uint64_t come = 0;
  Task ready, then;
};

IntakeSink::IntakeSink(Loop& loop, std::shared_ptr<Intake> intake)
    : state_(std::make_shared<State>(loop, std::move(intake))) {}

void IntakeSink::write(std::string raw, Task ready) {
  auto piece = std::make_shared<State::Piece>();
  piece->raw = std::move(raw);
  piece->bytes = state_->intake->unframe(piece->raw);
  ++state_->come;
  state_->ready = std::move(ready);
  for (State::Lane& lane : state_->lanes) {
    lane.waiting.push_back(piece);
    state_->run(lane);
  }
  if (state_->under_way() < State::most_under_way) std::exchange(state_->ready, nullptr)();
}

void IntakeSink::finish(Function<void(Intake&)> then) {
  auto end = [intake = state_->intake, then = std::move(then)]() mutable { then(*intake); };
  if (state_->under_way() == 0) return end();
  state_->then = std::move(end);
}

}  // namespace orrery::s3

#include "services/s3/intake.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "services/s3/errors.h"

namespace orrery::s3 {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

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
  const std::string encoding = lower(headers.get("content-encoding"));
  promise.aws_chunked = sha256.starts_with("STREAMING-") || encoding.find("aws-chunked") != std::string::npos;
  promise.length =
      number(headers.get(promise.aws_chunked ? "x-amz-decoded-content-length" : "content-length"));
  if (sha256.size() == 64) promise.sha256 = lower(sha256);
  std::map<Sum, bool> wanted;
  for (const auto& [name, value] : headers) {
    if (const auto sum = sum_by_header(name)) wanted[*sum] = true;
    if (same_name(name, "x-amz-trailer")) {
      if (const auto sum = sum_by_header(value)) wanted[*sum] = true;
    }
    if (same_name(name, "x-amz-sdk-checksum-algorithm") || same_name(name, "x-amz-checksum-algorithm")) {
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
  content.bytes = std::move(bytes);
  content.md5 = summer.md5();
  content.sums = summer.sums();
  return content;
}

Intake::Intake(std::filesystem::path directory, std::uint64_t id, Promise promise)
    : directory_(std::move(directory)), id_(id), promise_(std::move(promise)), summer_(promise_.sums) {
  if (!promise_.sha256.empty()) payload_.emplace("sha256");
}

void Intake::feed(std::string_view raw) {
  if (failed_) return;
  try {
    if (payload_) payload_->update(raw);
    if (!promise_.aws_chunked) return take(raw);
    unframed_.clear();
    if (!framing_.feed(raw, unframed_)) {
      failed_ = invalid_request("The body does not follow the aws-chunked format");
      return;
    }
    take(unframed_);
  } catch (const std::system_error& error) {
    failed_ = AwsError("InternalError", std::string("cannot write the body: ") + error.what(), 500);
  }
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
  const bool cut = promise_.aws_chunked && !framing_.complete();
  if (cut || (promise_.length && *promise_.length != content_.size)) {
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
  content_.md5 = summer_.md5();
  content_.sums = summer_.sums();
  content_.trailers = framing_.trailers();
  return std::move(content_);
}

void IntakeSink::write(std::string piece, Task ready) {
  loop_.work([intake = intake_, piece = std::move(piece)] { intake->feed(piece); }, std::move(ready));
}

}  // namespace orrery::s3

#pragma once
// The aws-chunked framing inside a body:
//
//   5[;chunk-signature=...]\r\n hello \r\n  ...  0[;...]\r\n  [name:value\r\n ...] \r\n
//
// Pieces may be cut anywhere. Signatures of chunks are not verified, as no signatures are.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"

namespace orrery::s3 {

// A chunk that is too small for others to follow it.
struct SmallChunk {
  std::uint64_t number, size;  // of the one that follows; of the small one
};

class AwsChunked {
 public:
  static constexpr std::uint64_t smallest = 8192;
  enum class Trailers { allowed, refused };
  explicit AwsChunked(Trailers trailers = Trailers::allowed) : allowed_(trailers) {}

  // Appends where in `raw` bytes of the body are to `out`. False once the framing is broken; it stays so.
  bool feed(std::string_view raw, std::vector<std::string_view>& out);
  bool complete() const { return state_ == State::done; }
  bool broken() const { return state_ == State::broken; }
  const Headers& trailers() const { return trailers_; }
  const std::optional<SmallChunk>& small_chunk() const { return small_; }

 private:
  enum class State { size, data, data_end, trailer, done, broken };
  bool end_of_line();
  bool read_size();
  bool read_trailer();

  State state_ = State::size;
  std::string line_;
  std::uint64_t left_ = 0, size_ = 0, chunks_ = 0;
  std::optional<SmallChunk> small_;
  Trailers allowed_;
  Headers trailers_;
};

}  // namespace orrery::s3

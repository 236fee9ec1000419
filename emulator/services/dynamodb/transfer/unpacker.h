#pragma once
// The bytes of an object that comes piece by piece, as they are or unpacked.
#include <memory>
#include <string>
#include <string_view>

namespace orrery::dynamodb {

class Unpacker {
 public:
  virtual ~Unpacker() = default;
  // Only once the last piece is used up.
  virtual void give(std::string piece) = 0;
  // Appends the next bytes, about `most` at the most. False: there are none without another piece.
  virtual bool take(std::string& out, std::size_t most) = 0;
  // No more pieces come. Whether the bytes were whole.
  virtual bool whole() const = 0;
};

// NONE, GZIP or ZSTD. Bytes in another compression are never whole.
std::unique_ptr<Unpacker> make_unpacker(std::string_view compression);

}  // namespace orrery::dynamodb

#pragma once
// The bytes of an object that comes piece by piece, as they are or out of gzip.
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

std::unique_ptr<Unpacker> make_plain();
// What is not gzip is never whole.
std::unique_ptr<Unpacker> make_gunzip();

}  // namespace orrery::dynamodb

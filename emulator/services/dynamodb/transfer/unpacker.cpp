#include "services/dynamodb/transfer/unpacker.h"

#include <zlib.h>

namespace orrery::dynamodb {
namespace {

class Plain final : public Unpacker {
 public:
  void give(std::string piece) override { piece_ = std::move(piece); }
  bool take(std::string& out, std::size_t) override {
    if (piece_.empty()) return false;
    out += std::exchange(piece_, {});
    return true;
  }
  bool whole() const override { return true; }

 private:
  std::string piece_;
};

// A file may be several gzip streams, one after the other.
class Gunzip final : public Unpacker {
 public:
  Gunzip() {
    constexpr int gzip_window = 15 + 16;
    broken_ = inflateInit2(&stream_, gzip_window) != Z_OK;
  }
  ~Gunzip() override { inflateEnd(&stream_); }

  void give(std::string piece) override {
    piece_ = std::move(piece);
    stream_.next_in = reinterpret_cast<Bytef*>(piece_.data());
    stream_.avail_in = static_cast<uInt>(piece_.size());
    ended_ = ended_ && piece_.empty();
  }

  bool take(std::string& out, std::size_t most) override {
    if (broken_) return false;
    const std::size_t before = out.size();
    out.resize(before + most);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(most);
    while (stream_.avail_out > 0 && !broken_) {
      const int state = inflate(&stream_, Z_NO_FLUSH);
      ended_ = state == Z_STREAM_END;
      broken_ = state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR;
      if (state == Z_BUF_ERROR || stream_.avail_in == 0) break;
      if (ended_) broken_ = inflateReset(&stream_) != Z_OK;
    }
    out.resize(before + most - stream_.avail_out);
    return out.size() > before;
  }

  bool whole() const override { return ended_ && !broken_; }

 private:
  z_stream stream_{};
  std::string piece_;
  bool ended_ = false, broken_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> make_plain() { return std::make_unique<Plain>(); }
std::unique_ptr<Unpacker> make_gunzip() { return std::make_unique<Gunzip>(); }

}  // namespace orrery::dynamodb

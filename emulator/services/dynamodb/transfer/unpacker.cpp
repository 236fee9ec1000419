#include "services/dynamodb/transfer/unpacker.h"

#include <utility>
#include <zlib.h>
#include <zstd.h>

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

// Here, too, several frames may follow one another.
class Unzstd final : public Unpacker {
 public:
  void give(std::string piece) override {
    piece_ = std::move(piece);
    in_ = {piece_.data(), piece_.size(), 0};
  }

  bool take(std::string& out, std::size_t most) override {
    const std::size_t before = out.size();
    out.resize(before + most);
    ZSTD_outBuffer to{out.data() + before, most, 0};
    // The end of a frame leaves nothing behind: only the next piece can say more.
    while (to.pos < most && !broken_ && !(ended_ && in_.pos == in_.size)) {
      const std::size_t state = ZSTD_decompressStream(context_.get(), &to, &in_);
      broken_ = ZSTD_isError(state) != 0;
      ended_ = state == 0;
      if (in_.pos == in_.size) break;
    }
    out.resize(before + to.pos);
    return to.pos > 0;
  }

  bool whole() const override { return ended_ && !broken_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_{ZSTD_createDCtx()};
  std::string piece_;
  ZSTD_inBuffer in_{};
  bool ended_ = false, broken_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> make_unpacker(std::string_view compression) {
  if (compression == "GZIP") return std::make_unique<Gunzip>();
  if (compression == "ZSTD") return std::make_unique<Unzstd>();
  return std::make_unique<Plain>();
}

}  // namespace orrery::dynamodb

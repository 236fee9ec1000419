#include "services/s3/bodies.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "core/key.h"
#include "core/number.h"

namespace orrery::s3 {
namespace {

constexpr std::uint64_t reservation = 1 << 20;

Key body_key(std::uint64_t id) { return Key("s3").text("body").number(id); }
Key file_key(std::uint64_t id) { return Key("s3").text("file").number(id); }
Key ids_key() { return Key("s3").text("ids"); }

std::optional<std::uint64_t> reservation_in(const Store& store) {
  const auto stored = store.get(ids_key());
  return stored ? read_number<std::uint64_t>(*stored) : std::nullopt;
}

struct Cut {
  Piece piece;
  std::uint64_t offset, length;
};

// What of each piece lies in [offset, offset + length).
std::vector<Cut> cuts(const Pieces& pieces, std::uint64_t offset, std::uint64_t length) {
  std::vector<Cut> found;
  std::uint64_t begin = 0;
  for (const Piece& piece : pieces) {
    const std::uint64_t from = std::max(begin, offset), to = std::min(begin + piece.size, offset + length);
    if (from < to) found.push_back({piece, from - begin, to - from});
    begin += piece.size;
  }
  return found;
}

std::string read_file(const OpenFile& file, std::uint64_t offset, std::uint64_t length) {
  std::string bytes(length, '\0');
  std::size_t got = 0;
  while (got < length) {
    const ssize_t count =
        ::pread(file.descriptor(), bytes.data() + got, length - got, static_cast<off_t>(offset + got));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw StoreError("a body's file is shorter than its record says");
    got += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace

std::uint64_t size_of(const Pieces& pieces) {
  std::uint64_t size = 0;
  for (const Piece& piece : pieces) size += piece.size;
  return size;
}

json::array to_json(const Pieces& pieces) {
  json::array array;
  for (const Piece& piece : pieces) array.push_back(json::array{piece.in_file, piece.id, piece.size});
  return array;
}

Pieces pieces_from(const json::array& array) {
  Pieces pieces;
  for (const json::value& item : array) {
    const json::array& piece = item.as_array();
    pieces.push_back(
        {piece[0].as_bool(), piece[1].to_number<std::uint64_t>(), piece[2].to_number<std::uint64_t>()});
  }
  return pieces;
}

Bodies::Bodies(Core& core) : core_(core), directory_(core.files / "s3") {}

// Ids are reserved in blocks, so that a restart never repeats one. What an operation writes is undone where
// it refuses, its reservation included; it is then written again.
std::uint64_t Bodies::next_id() {
  if (next_ == 0) next_ = reserved_ = reservation_in(core_.store).value_or(1);
  if (next_ == reserved_) reserved_ += reservation;
  if (reservation_in(core_.store) != reserved_) core_.store.put(ids_key(), std::to_string(reserved_));
  return next_++;
}

Pieces Bodies::keep(Content content) {
  if (content.size == 0) return {};
  if (content.scratch) {
    const std::uint64_t id = content.scratch->id();
    content.scratch->keep();
    core_.store.put(file_key(id), "");
    settle_after_turn(id);
    return {{true, id, content.size}};
  }
  const std::uint64_t id = next_id();
  core_.store.put(body_key(id), content.bytes);
  return {{false, id, content.size}};
}

Pieces Bodies::keep_in_file(Content content) {
  if (!content.scratch && content.size > 0) {
    std::filesystem::create_directories(directory_);
    const std::uint64_t id = next_id();
    content.scratch = std::make_shared<Scratch>(directory_ / std::to_string(id), id);
    content.scratch->append(content.bytes);
    content.scratch->close();
  }
  return keep(std::move(content));
}

void Bodies::drop(const Pieces& pieces) {
  for (const Piece& piece : pieces) {
    if (!piece.in_file) {
      core_.store.erase(body_key(piece.id));
      continue;
    }
    core_.store.erase(file_key(piece.id));
    settle_after_turn(piece.id);
  }
}

Pieces Bodies::copy(const Pieces& pieces) {
  Pieces copies;
  for (const Piece& piece : pieces) {
    const std::uint64_t id = next_id();
    if (piece.in_file) {
      if (::link(path_of(piece.id).c_str(), path_of(id).c_str()) != 0) {
        throw StoreError("cannot link a body's file: " + std::generic_category().message(errno));
      }
      core_.store.put(file_key(id), "");
      settle_after_turn(id);
    } else {
      core_.store.put(body_key(id), core_.store.get(body_key(piece.id)).value_or(std::string{}));
    }
    copies.push_back({piece.in_file, id, piece.size});
  }
  return copies;
}

std::string Bodies::read(const Pieces& pieces, std::uint64_t offset, std::uint64_t length) const {
  std::string bytes;
  for (const Cut& cut : cuts(pieces, offset, length)) {
    if (!cut.piece.in_file) {
      const auto stored = core_.store.get(body_key(cut.piece.id));
      if (!stored) throw StoreError("a body is missing");
      bytes.append(*stored, cut.offset, cut.length);
      continue;
    }
    const auto file = OpenFile::open(path_of(cut.piece.id));
    if (!file) throw StoreError("a body's file is missing");
    bytes += read_file(*file, cut.offset, cut.length);
  }
  return bytes;
}

void Bodies::fill(HttpReply& reply, const Pieces& pieces, std::uint64_t offset, std::uint64_t length) const {
  const auto parts = cuts(pieces, offset, length);
  if (parts.empty() || !parts.front().piece.in_file) {
    reply.body = read(pieces, offset, length);
    return;
  }
  std::vector<FileRange> ranges;
  for (const Cut& cut : parts) {
    auto file = OpenFile::open(path_of(cut.piece.id));
    if (!file) throw StoreError("a body's file is missing");
    ranges.push_back({std::move(file), cut.offset, cut.length});
  }
  reply.body = std::move(ranges);
}

std::function<void(Intake&)> Bodies::reader(const Pieces& pieces, std::uint64_t offset,
                                            std::uint64_t length) const {
  struct Source {
    std::string bytes;
    std::shared_ptr<OpenFile> file;
    std::uint64_t offset, length;
  };
  std::vector<Source> sources;
  for (const Cut& cut : cuts(pieces, offset, length)) {
    if (!cut.piece.in_file) {
      sources.push_back({read({cut.piece}, cut.offset, cut.length), nullptr, 0, cut.length});
      continue;
    }
    auto file = OpenFile::open(path_of(cut.piece.id));
    if (!file) throw StoreError("a body's file is missing");
    sources.push_back({{}, std::move(file), cut.offset, cut.length});
  }
  return [sources = std::move(sources)](Intake& intake) {
    constexpr std::uint64_t step = 512 << 10;
    try {
      for (const Source& source : sources) {
        if (!source.file) intake.feed(source.bytes);
        for (std::uint64_t done = 0; source.file && done < source.length; done += step) {
          intake.feed(read_file(*source.file, source.offset + done, std::min(step, source.length - done)));
        }
      }
    } catch (const StoreError& error) {
      intake.fail(AwsError("InternalError", error.what(), 500));
    }
  };
}

// Whether the row is there once the turn is committed or undone decides whether the file stays.
void Bodies::settle_after_turn(std::uint64_t id) {
  core_.loop.after_turn([this, id] { remove_unowned({id}); });
}

void Bodies::remove_unowned(const std::vector<std::uint64_t>& ids) {
  std::vector<std::string> doomed;
  for (const std::uint64_t id : ids) {
    if (!core_.store.has(file_key(id))) doomed.push_back(path_of(id));
  }
  if (doomed.empty()) return;
  core_.loop.work(
      [doomed = std::move(doomed)] {
        for (const std::string& path : doomed) ::unlink(path.c_str());
      },
      [] {});
}

// Only files of earlier starts: ids of this one lie above what had been reserved.
void Bodies::sweep() {
  const std::uint64_t limit = reservation_in(core_.store).value_or(0);
  auto found = std::make_shared<std::vector<std::uint64_t>>();
  core_.loop.work(
      [directory = directory_, limit, found] {
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
          const std::string name = entry.path().filename().string();
          const auto id = read_number<std::uint64_t>(name);
          if (id && *id < limit) found->push_back(*id);
        }
      },
      [this, found] {
        constexpr std::size_t batch = 256;
        for (std::size_t at = 0; at < found->size(); at += batch) {
          core_.loop.post(
              [this, ids = std::vector<std::uint64_t>(
                         found->begin() + static_cast<std::ptrdiff_t>(at),
                         found->begin() + static_cast<std::ptrdiff_t>(std::min(at + batch, found->size())))] {
                remove_unowned(ids);
              });
        }
      });
}

}  // namespace orrery::s3

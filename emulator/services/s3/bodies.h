#pragma once
// Where the bytes of objects and parts live.
//
//   s3 | ids                  -> the first id that is not reserved yet, decimal
//   s3 | body | #id           -> the bytes, up to 64 KiB
//   s3 | file | #id           -> ""   the file <files>/s3/<id> is owned
//
// Files are written first and owned by a row that is committed later. A file without its row goes: after the
// turn that dropped or never committed the row, or at the sweep of the next start.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/core.h"
#include "services/s3/intake.h"

namespace orrery::s3 {

struct Piece {
  bool in_file = false;
  std::uint64_t id = 0;
  std::uint64_t size = 0;
};
using Pieces = std::vector<Piece>;  // one after the other they are the body

std::uint64_t size_of(const Pieces& pieces);
json::array to_json(const Pieces& pieces);
Pieces pieces_from(const json::array& array);

class Bodies {
 public:
  explicit Bodies(Core& core);

  std::uint64_t next_id();  // never given twice; also the order in which things came
  const std::filesystem::path& directory() const { return directory_; }

  Pieces keep(Content content);
  Pieces keep_in_file(Content content);  // however small it is
  void drop(const Pieces& pieces);
  // The same bytes under new ids; files are linked, not copied.
  Pieces copy(const Pieces& pieces);

  std::string read(const Pieces& pieces, std::uint64_t offset, std::uint64_t length) const;
  // The open files and bytes that make up a range of the body, as an answer carries them.
  void fill(HttpReply& reply, const Pieces& pieces, std::uint64_t offset, std::uint64_t length) const;
  // A job for a worker: feeds the range to `sink`. The files are opened now.
  std::function<void(Intake&)> reader(const Pieces& pieces, std::uint64_t offset, std::uint64_t length) const;

  void sweep();  // at start, on a store with data

 private:
  std::string path_of(std::uint64_t id) const { return (directory_ / std::to_string(id)).string(); }
  void settle_after_turn(std::uint64_t id);
  void remove_unowned(const std::vector<std::uint64_t>& ids);

  Core& core_;
  std::filesystem::path directory_;
  std::uint64_t next_ = 0, reserved_ = 0;
};

}  // namespace orrery::s3

#pragma once
// The directory the house keeps its files in: bodies, code, sandboxes. Its own for as long as it lives.
#include <filesystem>
#include <optional>

namespace orrery {

class Files {
 public:
  // With `data`: that directory, created where absent; refuses one another orrery has open. Without: a
  // temporary one that is removed at the end, as are those of orreries that were killed.
  explicit Files(const std::optional<std::filesystem::path>& data);
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int lock_ = -1;
  bool temporary_;
};

}  // namespace orrery

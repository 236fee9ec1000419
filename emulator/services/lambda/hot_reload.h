#pragma once
// Directories of the host that functions run from: says whether something in one has changed.
#include <filesystem>
#include <memory>
#include <unordered_map>

namespace orrery::lambda {

class HotReload {
 public:
  HotReload();
  ~HotReload();
  // True where anything below `directory` changed since this was last asked about it. What changed before
  // the call is seen by it. The first question about a directory answers false.
  bool changed(const std::filesystem::path& directory);

 private:
  struct Watch;
  std::unordered_map<std::string, std::unique_ptr<Watch>> watches_;
};

}  // namespace orrery::lambda

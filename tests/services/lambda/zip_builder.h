#pragma once
// Makes small zip archives, entries stored as they are.
#include <cstdint>
#include <string>
#include <string_view>

namespace orrery {

class ZipBuilder {
 public:
  // `mode` as in stat: 0100755 is an executable file, 0120777 a symbolic link to `content`.
  ZipBuilder& add(std::string_view name, std::string_view content, std::uint32_t mode = 0100644);
  std::string bytes() const;

 private:
  std::string files_, directory_;
  std::uint16_t count_ = 0;
};

// An archive of one executable file "bootstrap", as base64 text.
std::string bootstrap_zip(std::string_view script);
// An archive of one file, as base64 text.
std::string zip_of(std::string_view name, std::string_view content);

}  // namespace orrery

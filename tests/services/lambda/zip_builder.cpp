#include "tests/services/lambda/zip_builder.h"

#include "core/digest.h"

namespace orrery {
namespace {

std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int at = 0; at < bytes; ++at) text += static_cast<char>(value >> (8 * at) & 0xff);
  return text;
}

}  // namespace

ZipBuilder& ZipBuilder::add(std::string_view name, std::string_view content, std::uint32_t mode) {
  const auto size = static_cast<std::uint32_t>(content.size());
  const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                             little(crc32(content), 4) + little(size, 4) + little(size, 4) +
                             little(static_cast<std::uint32_t>(name.size()), 2) + little(0, 2);
  const auto offset = static_cast<std::uint32_t>(files_.size());
  files_ += "PK\3\4" + common + std::string(name) + std::string(content);
  constexpr std::uint32_t made_by_unix = 3 << 8 | 20;
  directory_ += "PK\1\2" + little(made_by_unix, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                little(mode << 16, 4) + little(offset, 4) + std::string(name);
  ++count_;
  return *this;
}

std::string ZipBuilder::bytes() const {
  return files_ + directory_ + "PK\5\6" + little(0, 2) + little(0, 2) + little(count_, 2) +
         little(count_, 2) + little(static_cast<std::uint32_t>(directory_.size()), 4) +
         little(static_cast<std::uint32_t>(files_.size()), 4) + little(0, 2);
}

std::string bootstrap_zip(std::string_view script) {
  return to_base64(ZipBuilder().add("bootstrap", script, 0100755).bytes());
}

std::string zip_of(std::string_view name, std::string_view content) {
  return to_base64(ZipBuilder().add(name, content).bytes());
}

}  // namespace orrery

#include "services/cloudformation/resources/inline_code.h"

#include "core/digest.h"

namespace orrery::cloudformation {
namespace {

void little(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

constexpr std::uint64_t version = 20, method_stored = 0;
constexpr std::uint64_t made_by_unix = 3 << 8 | version;
constexpr std::uint64_t first_of_1980 = 0x21;  // the oldest date a zip can name
constexpr std::uint64_t readable = 0100644ull << 16;

// What a file's entry says in both places where a zip says it.
void add_description(std::string& out, std::string_view code, std::string_view name) {
  little(out, version, 2);
  little(out, 0, 2);
  little(out, method_stored, 2);
  little(out, 0, 2);
  little(out, first_of_1980, 2);
  little(out, crc32(code), 4);
  little(out, code.size(), 4);
  little(out, code.size(), 4);
  little(out, name.size(), 2);
  little(out, 0, 2);
}

}  // namespace

std::string inline_zip(std::string_view code, std::string_view runtime) {
  const std::string name = runtime.starts_with("python") ? "index.py" : "index.js";
  std::string zip = "PK\x03\x04";
  add_description(zip, code, name);
  zip += name;
  zip += code;
  const std::size_t directory = zip.size();
  zip += "PK\x01\x02";
  little(zip, made_by_unix, 2);
  add_description(zip, code, name);
  little(zip, 0, 2 + 2 + 2);  // comment, disk, internal attributes
  little(zip, readable, 4);
  little(zip, 0, 4);  // where its entry begins
  zip += name;
  const std::size_t length = zip.size() - directory;
  zip += "PK\x05\x06";
  little(zip, 0, 4);
  little(zip, 1, 2);
  little(zip, 1, 2);
  little(zip, length, 4);
  little(zip, directory, 4);
  little(zip, 0, 2);
  return zip;
}

}  // namespace orrery::cloudformation

#include "services/lambda/unzip.h"

#include <cstring>
#include <fcntl.h>
#include <memory>
#include <minizip/unzip.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace orrery::lambda {
namespace {

namespace fs = std::filesystem;

constexpr auto unreadable =
    "Could not unzip uploaded file. Please check your file, then try to upload again.";

struct Closer {
  void operator()(void* archive) const { unzClose(archive); }
};
using Archive = std::unique_ptr<void, Closer>;

struct Entry {
  std::string name;
  std::uint64_t size = 0;
  mode_t mode = 0;
};

// Where the entry belongs below `target`; std::nullopt where it would leave it.
std::optional<fs::path> place(const fs::path& target, std::string name) {
  for (char& c : name)
    if (c == '\\') c = '/';
  if (name.empty() || name[0] == '/' || name.find('\0') != std::string::npos) return std::nullopt;
  fs::path path = target;
  std::error_code failed;  // of a name that the disk cannot have: whoever writes there hears of it
  for (const fs::path& part : fs::path(name)) {
    if (part == "..") return std::nullopt;
    if (part == "." || part.empty()) continue;
    path /= part;
    // A symbolic link that an earlier entry made must not be walked through.
    if (fs::symlink_status(path, failed).type() == fs::file_type::symlink) return std::nullopt;
  }
  return path;
}

std::optional<Entry> current_entry(void* archive) {
  unz_file_info64 info;
  if (unzGetCurrentFileInfo64(archive, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
    return std::nullopt;
  Entry entry;
  entry.name.resize(info.size_filename + 1);
  if (unzGetCurrentFileInfo64(archive, &info, entry.name.data(), entry.name.size(), nullptr, 0, nullptr, 0) !=
      UNZ_OK)
    return std::nullopt;
  entry.name.resize(info.size_filename);
  entry.size = info.uncompressed_size;
  entry.mode = static_cast<mode_t>(info.external_fa >> 16);
  return entry;
}

// Reads the current entry piece by piece into `take`, which says false where it can take no more.
template <class Take>
bool read_entry(void* archive, Take take) {
  if (unzOpenCurrentFile(archive) != UNZ_OK) return false;
  std::vector<char> buffer(64 * 1024);
  int got = 0;
  bool fine = true;
  while (fine && (got = unzReadCurrentFile(archive, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0)
    fine = take(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  return unzCloseCurrentFile(archive) == UNZ_OK && got == 0 && fine;
}

bool write_file(void* archive, const Entry& entry, const fs::path& path, std::uint64_t& left) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  const bool read = read_entry(archive, [&](std::string_view piece) {
    if (piece.size() > left) return false;
    left -= piece.size();
    while (!piece.empty()) {
      const ssize_t wrote = ::write(file, piece.data(), piece.size());
      if (wrote <= 0) return false;
      piece.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
  });
  const mode_t mode = entry.mode & 0777 ? (entry.mode & 0555) | 0444 : 0444;
  const bool fine = ::fchmod(file, mode) == 0 && read;
  ::close(file);
  return fine;
}

bool write_link(void* archive, const fs::path& target, const fs::path& path) {
  std::string text;
  if (!read_entry(archive, [&text](std::string_view piece) {
        text += piece;
        return text.size() < 4096;
      }))
    return false;
  if (text.empty() || text[0] == '/') return false;
  const auto reached = (path.parent_path() / text).lexically_normal().lexically_relative(target);
  if (reached.empty() || *reached.begin() == "..") return false;
  return ::symlink(text.c_str(), path.c_str()) == 0;
}

}  // namespace

std::optional<std::string> unzip(const fs::path& zip, const fs::path& target, const UnzipLimits& limits) {
  const Archive archive(unzOpen64(zip.c_str()));
  unz_global_info64 all;
  if (!archive || unzGetGlobalInfo64(archive.get(), &all) != UNZ_OK || all.number_entry > limits.entries)
    return unreadable;
  std::error_code failed;
  fs::create_directories(target, failed);
  if (all.number_entry == 0) return "Uploaded file must be a non-empty zip";
  std::uint64_t left = limits.bytes;
  int step = unzGoToFirstFile(archive.get());
  for (; step == UNZ_OK; step = unzGoToNextFile(archive.get())) {
    const auto entry = current_entry(archive.get());
    if (!entry) return unreadable;
    const auto path = place(target, entry->name);
    if (!path) return unreadable;
    if (entry->size > left)
      return "Unzipped size must be smaller than " + std::to_string(limits.bytes) + " bytes";
    if (entry->name.ends_with('/') || S_ISDIR(entry->mode)) {
      fs::create_directories(*path, failed);
      if (failed) return unreadable;
      continue;
    }
    fs::create_directories(path->parent_path(), failed);
    const bool wrote = S_ISLNK(entry->mode) ? write_link(archive.get(), target, *path)
                                            : write_file(archive.get(), *entry, *path, left);
    if (failed || !wrote) return unreadable;
  }
  if (step != UNZ_END_OF_LIST_OF_FILE) return unreadable;
  return std::nullopt;
}

}  // namespace orrery::lambda

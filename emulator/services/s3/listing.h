#pragma once
// A page of the keys of a bucket, common prefixes rolled up. Costs what it returns: a common prefix is passed
// over by one seek, however many keys lie under it.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/s3/objects.h"

namespace orrery::s3 {

struct ListQuery {
  std::string_view prefix, delimiter;
  std::string_view after;  // keys and common prefixes above this one
  std::size_t limit = 1000;
};

struct Page {
  std::vector<Version> objects;
  std::vector<std::string> prefixes;
  bool truncated = false;
  std::string last;  // the last key or common prefix that is in the page
};

Page list_current(const Store& store, const Bucket& bucket, const ListQuery& query);

// All versions, by key and then the newest first.
struct VersionQuery {
  std::string_view prefix, delimiter, key_marker, version_marker;
  std::size_t limit = 1000;
};
struct VersionPage {
  struct Entry {
    Version version;
    bool latest;
  };
  std::vector<Entry> versions;
  std::vector<std::string> prefixes;
  bool truncated = false;
  std::string last_key, last_version;
};
VersionPage list_versions(const Store& store, const Bucket& bucket, const VersionQuery& query);

// The part of `key` up to and with the first delimiter behind the prefix; nothing where there is none.
std::optional<std::string_view> common_prefix(std::string_view key, std::string_view prefix,
                                              std::string_view delimiter);

}  // namespace orrery::s3

#include "services/s3/listing.h"

namespace orrery::s3 {
namespace {

std::string key_of(std::string_view row) {
  KeyReader reader(row);
  reader.text();
  reader.text();
  reader.number();
  return reader.text();
}

// Where to begin so that `after`, and all that is rolled up into it, is behind.
std::string start_of(const Bucket& bucket, std::string_view prefix, std::string_view delimiter,
                     std::string_view after) {
  const std::string begin = key_range(object_key(bucket), prefix);
  if (after.empty()) return begin;
  const auto rolled = common_prefix(after, prefix, delimiter);
  const std::string from = rolled ? prefix_end(key_range(object_key(bucket), *rolled))
                                  : prefix_end(object_key(bucket).text(after).bytes());
  return std::max(begin, from);
}

}  // namespace

std::optional<std::string_view> common_prefix(std::string_view key, std::string_view prefix,
                                              std::string_view delimiter) {
  if (delimiter.empty() || !key.starts_with(prefix)) return std::nullopt;
  const std::size_t found = key.find(delimiter, prefix.size());
  if (found == std::string_view::npos) return std::nullopt;
  return key.substr(0, found + delimiter.size());
}

Page list_current(const Store& store, const Bucket& bucket, const ListQuery& query) {
  Page page;
  if (query.limit == 0) return page;
  const std::string end = prefix_end(key_range(object_key(bucket), query.prefix));
  Cursor cursor = store.range(start_of(bucket, query.prefix, query.delimiter, query.after), end);
  while (cursor.valid()) {
    const std::string key = key_of(cursor.key());
    Version version = read_version(key, cursor.value());
    if (version.delete_marker) {
      cursor.next();
      continue;
    }
    if (page.objects.size() + page.prefixes.size() == query.limit) {
      page.truncated = true;
      return page;
    }
    if (const auto rolled = common_prefix(key, query.prefix, query.delimiter)) {
      page.last = *rolled;
      page.prefixes.push_back(page.last);
      cursor = store.range(prefix_end(key_range(object_key(bucket), *rolled)), end);
      continue;
    }
    page.last = key;
    page.objects.push_back(std::move(version));
    cursor.next();
  }
  return page;
}

namespace {

class VersionWalk {
 public:
  VersionWalk(const Store& store, const Bucket& bucket, const VersionQuery& query)
      : store_(store),
        bucket_(bucket),
        query_(query),
        end_(prefix_end(key_range(object_key(bucket), query.prefix))) {}

  VersionPage run() {
    if (query_.limit == 0) return page_;
    if (!query_.version_marker.empty()) rest_of_marked_key();
    Cursor cursor = store_.range(start_of(bucket_, query_.prefix, query_.delimiter, query_.key_marker), end_);
    while (cursor.valid() && !page_.truncated) {
      const std::string key = key_of(cursor.key());
      if (const auto rolled = common_prefix(key, query_.prefix, query_.delimiter)) {
        if (!room()) break;
        page_.last_key = *rolled;
        page_.last_version.clear();
        page_.prefixes.push_back(page_.last_key);
        cursor = store_.range(prefix_end(key_range(object_key(bucket_), *rolled)), end_);
        continue;
      }
      add(read_version(key, cursor.value()), true);
      if (!page_.truncated) older(key, 0);
      cursor.next();
    }
    return page_;
  }

 private:
  bool room() {
    if (page_.versions.size() + page_.prefixes.size() < query_.limit) return true;
    page_.truncated = true;
    return false;
  }

  void add(Version version, bool latest) {
    if (!room()) return;
    page_.last_key = version.key;
    page_.last_version = version.id;
    page_.versions.push_back({std::move(version), latest});
  }

  // The older versions of a key; those below `sequence` where that is not 0.
  void older(const std::string& key, std::uint64_t sequence) {
    const Key all = version_key(bucket_).text(key);
    const std::string from =
        sequence == 0 ? all.bytes() : version_key(bucket_).text(key).number(~sequence + 1).bytes();
    for (Cursor cursor = store_.range(from, prefix_end(all)); cursor.valid() && !page_.truncated;
         cursor.next()) {
      add(read_version(key, cursor.value()), false);
    }
  }

  void rest_of_marked_key() {
    const std::string key(query_.key_marker);
    if (!key.starts_with(query_.prefix)) return;
    auto sequence = sequence_of(query_.version_marker);
    if (query_.version_marker == "null") sequence = sequence_of_null(key);
    if (!sequence) return;
    // What the marker named may be gone, and one that came before it be the current one by now.
    const auto top = store_.get(object_key(bucket_).text(key));
    Version current = top ? read_version(key, *top) : Version{};
    if (top && current.sequence < *sequence) add(std::move(current), true);
    older(key, *sequence);
  }

  std::optional<std::uint64_t> sequence_of_null(const std::string& key) const {
    if (const auto top = store_.get(object_key(bucket_).text(key))) {
      const Version version = read_version(key, *top);
      if (version.id == "null") return version.sequence;
    }
    for (Cursor cursor = store_.scan(version_key(bucket_).text(key)); cursor.valid(); cursor.next()) {
      const Version version = read_version(key, cursor.value());
      if (version.id == "null") return version.sequence;
    }
    return std::nullopt;
  }

  const Store& store_;
  const Bucket& bucket_;
  const VersionQuery& query_;
  const std::string end_;
  VersionPage page_;
};

}  // namespace

VersionPage list_versions(const Store& store, const Bucket& bucket, const VersionQuery& query) {
  return VersionWalk(store, bucket, query).run();
}

}  // namespace orrery::s3

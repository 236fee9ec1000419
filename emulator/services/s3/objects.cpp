#include "services/s3/objects.h"

namespace orrery::s3 {
namespace {

Key row_of_current(const Bucket& bucket, std::string_view key) { return object_key(bucket).text(key); }

Key row_of_older(const Bucket& bucket, std::string_view key, std::uint64_t sequence) {
  return version_key(bucket).text(key).number(~sequence);
}

}  // namespace

Key object_key(const Bucket& bucket) { return Key("s3").text("object").number(bucket.id); }
Key version_key(const Bucket& bucket) { return Key("s3").text("version").number(bucket.id); }

// A text part without the mark of its end: what it begins.
std::string key_range(Key prefix, std::string_view start) {
  std::string bytes = prefix.text(start).bytes();
  bytes.resize(bytes.size() - 2);
  return bytes;
}

std::optional<Version> Objects::current(const Bucket& bucket, std::string_view key) const {
  const auto record = core_.store.get(row_of_current(bucket, key));
  if (!record) return std::nullopt;
  return read_version(std::string(key), *record);
}

std::optional<Version> Objects::made_by(const Bucket& bucket, std::string_view key,
                                        std::string_view upload_id) const {
  auto top = current(bucket, key);
  if (!top || top->upload_id == upload_id) return top;
  for (Cursor cursor = core_.store.scan(version_key(bucket).text(key)); cursor.valid(); cursor.next()) {
    Version version = read_version(std::string(key), cursor.value());
    if (version.upload_id == upload_id) return version;
  }
  return std::nullopt;
}

std::optional<Version> Objects::find(const Bucket& bucket, std::string_view key,
                                     std::string_view version_id) const {
  auto top = current(bucket, key);
  if (!top || top->id == version_id) return top;
  if (version_id == "null") {
    for (Cursor cursor = core_.store.scan(version_key(bucket).text(key)); cursor.valid(); cursor.next()) {
      Version version = read_version(std::string(key), cursor.value());
      if (version.id == "null") return version;
    }
    return std::nullopt;
  }
  const auto sequence = sequence_of(version_id);
  if (!sequence) return std::nullopt;
  const auto record = core_.store.get(row_of_older(bucket, key, *sequence));
  if (!record) return std::nullopt;
  Version version = read_version(std::string(key), *record);
  if (version.id != version_id) return std::nullopt;
  return version;
}

Version Objects::put(const Bucket& bucket, Version version) {
  version.sequence = bodies_.next_id();
  auto before = current(bucket, version.key);
  if (bucket.versioning == Versioning::enabled) {
    version.id = version_id(version.sequence, entropy_.letters(19));
    if (before) retire(bucket, *std::move(before));
  } else {
    version.id = "null";
    if (before && before->id == "null") {
      bodies_.drop(before->pieces);
    } else if (before) {
      drop_null(bucket, version.key);
      retire(bucket, *std::move(before));
    }
  }
  core_.store.put(row_of_current(bucket, version.key), write_version(version));
  return version;
}

void Objects::put_replica(const Bucket& bucket, const Version& version) {
  if (const auto before = find(bucket, version.key, version.id)) {
    bodies_.drop(before->pieces);
    return update(bucket, version);
  }
  auto top = current(bucket, version.key);
  if (top && top->sequence > version.sequence) return retire(bucket, version);
  if (top) retire(bucket, *std::move(top));
  core_.store.put(row_of_current(bucket, version.key), write_version(version));
}

void Objects::retire(const Bucket& bucket, Version version) {
  version.noncurrent_since = core_.clock.now();
  core_.store.put(row_of_older(bucket, version.key, version.sequence), write_version(version));
}

void Objects::drop_null(const Bucket& bucket, std::string_view key) {
  for (Cursor cursor = core_.store.scan(version_key(bucket).text(key)); cursor.valid(); cursor.next()) {
    const Version version = read_version(std::string(key), cursor.value());
    if (version.id != "null") continue;
    bodies_.drop(version.pieces);
    core_.store.erase(row_of_older(bucket, key, version.sequence));
    return;
  }
}

void Objects::update(const Bucket& bucket, const Version& version) {
  const auto top = current(bucket, version.key);
  if (top && top->sequence == version.sequence) {
    core_.store.put(row_of_current(bucket, version.key), write_version(version));
  } else {
    core_.store.put(row_of_older(bucket, version.key, version.sequence), write_version(version));
  }
}

Removal Objects::remove(const Bucket& bucket, std::string_view key) {
  if (bucket.versioning == Versioning::off) {
    auto before = current(bucket, key);
    if (!before) return {};
    bodies_.drop(before->pieces);
    core_.store.erase(row_of_current(bucket, key));
    Removal removal;
    removal.removed = std::move(before);
    return removal;
  }
  Version marker;
  marker.key = key;
  marker.delete_marker = true;
  marker.modified = core_.clock.now();
  marker = put(bucket, std::move(marker));
  Removal removal;
  removal.version_id = marker.id;
  removal.delete_marker = true;
  return removal;
}

Removal Objects::remove_version(const Bucket& bucket, std::string_view key, std::string_view version_id) {
  Removal removal;
  removal.version_id = version_id;
  auto version = find(bucket, key, version_id);
  if (!version) return removal;
  bodies_.drop(version->pieces);
  const auto top = current(bucket, key);
  if (top->sequence != version->sequence) {
    core_.store.erase(row_of_older(bucket, key, version->sequence));
  } else if (auto next = newest_older(bucket, key)) {
    core_.store.erase(row_of_older(bucket, key, next->sequence));
    next->noncurrent_since = {};
    core_.store.put(row_of_current(bucket, key), write_version(*next));
  } else {
    core_.store.erase(row_of_current(bucket, key));
  }
  removal.delete_marker = version->delete_marker;
  removal.removed = std::move(version);
  return removal;
}

std::optional<Version> Objects::newest_older(const Bucket& bucket, std::string_view key) const {
  const Cursor cursor = core_.store.scan(version_key(bucket).text(key));
  if (!cursor.valid()) return std::nullopt;
  return read_version(std::string(key), cursor.value());
}

bool Objects::is_empty(const Bucket& bucket) const { return !core_.store.scan(object_key(bucket)).valid(); }

}  // namespace orrery::s3

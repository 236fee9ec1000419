#pragma once
// The versions of the objects of a bucket.
//
//   s3 | object  | #bucket id | key             -> the current version, or the delete marker on top
//   s3 | version | #bucket id | key | #~sequence -> older ones, the newest first
//
// A key has a row among the objects exactly while it has any version.
#include <optional>
#include <string>
#include <string_view>

#include "core/entropy.h"
#include "core/key.h"
#include "services/s3/buckets.h"
#include "services/s3/version.h"

namespace orrery::s3 {

Key object_key(const Bucket& bucket);  // the prefix of all
Key version_key(const Bucket& bucket);
std::string key_range(Key prefix, std::string_view start);  // where keys that begin with `start` begin

struct Removal {
  std::optional<std::string> version_id;  // of what was removed or of the marker that was made
  bool delete_marker = false;             // a marker was made, or the removed version was one
  std::optional<Version> removed;         // what is gone for good
};

class Objects {
 public:
  Objects(Core& core, Bodies& bodies)
      : core_(core), bodies_(bodies), entropy_(core.entropy.fork("s3-versions")) {}

  // The current one, delete markers included.
  std::optional<Version> current(const Bucket& bucket, std::string_view key) const;
  // That version, current or not.
  std::optional<Version> find(const Bucket& bucket, std::string_view key, std::string_view version_id) const;

  // The version that an upload of parts became, current or not.
  std::optional<Version> made_by(const Bucket& bucket, std::string_view key,
                                 std::string_view upload_id) const;

  // Makes it the current version by the bucket's rules; gives it its id and sequence and returns it.
  Version put(const Bucket& bucket, Version version);
  // Writes a version of another bucket with its own id, as the current one unless there is a newer one.
  void put_replica(const Bucket& bucket, const Version& version);
  // Writes a version back whose attributes have changed.
  void update(const Bucket& bucket, const Version& version);
  // DELETE without a version id: removes, or puts a delete marker on top.
  Removal remove(const Bucket& bucket, std::string_view key);
  // DELETE of one version for good.
  Removal remove_version(const Bucket& bucket, std::string_view key, std::string_view version_id);

  bool is_empty(const Bucket& bucket) const;

 private:
  void retire(const Bucket& bucket, Version version);  // the current one becomes an older one
  void drop_null(const Bucket& bucket, std::string_view key);
  std::optional<Version> newest_older(const Bucket& bucket, std::string_view key) const;

  Core& core_;
  Bodies& bodies_;
  Entropy entropy_;
};

}  // namespace orrery::s3

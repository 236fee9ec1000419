#pragma once
// Finding the version a request asks for, and saying what it is.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// What is done with a version decides what a delete marker answers to it.
enum class Use { read, read_tags, change, remove_tags };

// Refuses with InvalidArgument what names no version.
void check_version_id(std::string_view id);
// The part of the object that the request asks for, if one.
std::optional<std::int64_t> asked_part(const Request& request);
// The version a request is about: the current one or the one of VersionId. Refuses with NoSuchKey,
// NoSuchVersion or, for a delete marker, as S3 does.
Version readable(S3& s3, const Bucket& bucket, const Request& request, Use use = Use::read);
// Refuses with InvalidObjectState while the bytes lie in an archive and no restored copy is there.
void check_not_archived(const Version& version);
// What GetObject and HeadObject answer alike; decides the range or part and sets request.slice.
json::object describe(S3& s3, const Bucket& bucket, Request& request, const Version& version);
// "VersionId" where the bucket has versions.
void add_version_id(const Bucket& bucket, std::string_view id, json::object& out);
// What PutObject, CopyObject and the like answer about what they wrote.
json::object written(const Bucket& bucket, const Version& version);

}  // namespace orrery::s3

#pragma once
// If-Match and its relatives, for reads, writes and copies.
#include "services/s3/objects.h"
#include "services/s3/request.h"
#include "services/s3/uploads.h"

namespace orrery::s3 {

// Refuses with PreconditionFailed or NotModified. `prefix` is "" or "CopySource".
// A time that lies ahead of `now` is no condition.
void check_read_conditions(const Request& request, const Version& version, Instant now,
                           std::string_view prefix = {});
// Refuses conditions on a write that are none, whatever there is.
void check_condition_words(const Request& request);
// `current` is what a write of the key would replace. Refuses with PreconditionFailed or NoSuchKey.
void check_write_conditions(const Request& request, const std::optional<Version>& current);
// A conditional write that ends an upload fails where the key was written or deleted since that began.
void check_undisturbed(const Request& request, const Upload& upload, const std::optional<Version>& current);
// Whether If-Range lets the Range count.
bool range_holds(const Request& request, const Version& version);
// A time as conditions spell it, in either of the two ways.
std::optional<std::chrono::sys_seconds> second_of(std::string_view text);
bool etag_matches(std::string_view list, std::string_view etag);

}  // namespace orrery::s3

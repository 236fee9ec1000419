#include "services/s3/parts.h"

#include "core/number.h"

namespace orrery::s3 {

std::uint64_t part_number(const Request& request) {
  constexpr std::uint64_t last = 10'000;
  const auto refuse = [&] {
    return invalid_argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber",
                            request.maybe_text("PartNumber").value_or(""));
  };
  std::string_view text = request.maybe_text("PartNumber").value_or("");
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto number = read_number<std::uint64_t>(text);
  if (!number || *number < 1 || *number > last) throw refuse();
  return *number;
}

std::vector<Sum> part_sums(const Upload& upload) {
  if (!upload.sum || *upload.sum == Sum::crc64nvme) return {Sum::crc64nvme};
  return {*upload.sum, Sum::crc64nvme};
}

StoredPart store_part(S3& s3, const Upload& upload, std::uint64_t number, Content content) {
  StoredPart part;
  part.number = number;
  part.size = content.size;
  part.modified = s3.core.clock.now();
  part.md5 = content.md5;
  part.sums = content.sums;
  // All pieces of an object joined from several parts are files; only a first part may end up alone.
  part.pieces = number == 1 ? s3.bodies.keep(std::move(content)) : s3.bodies.keep_in_file(std::move(content));
  s3.uploads.put_part(upload, part);
  return part;
}

void add_part_checksum(const Upload& upload, const StoredPart& part, json::object& out) {
  const Sum sum = upload.sum.value_or(Sum::crc64nvme);
  const auto found = part.sums.find(sum);
  if (found != part.sums.end()) out[name_of(sum).member] = json::string(to_base64(found->second));
}

}  // namespace orrery::s3

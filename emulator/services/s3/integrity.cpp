#include "services/s3/integrity.h"

namespace orrery::s3 {
namespace {

void check_md5(const Request& request) {
  const auto given = request.maybe_text("ContentMD5");
  if (!given) return;
  const auto raw = from_base64(*given);
  if (!raw || raw->size() != 16) {
    throw AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400,
                   {{"Content-MD5", *given}});
  }
  if (*raw == request.content.md5) return;
  throw AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400,
                 {{"ExpectedDigest", *given}, {"CalculatedDigest", to_base64(request.content.md5)}});
}

enum class Place { header, trailer };

void check_value(const Request& request, const SumName& name, std::string_view given, Place place) {
  const auto raw = from_base64(given);
  if (!raw || raw->size() != name.bytes) {
    throw invalid_request("Value for " + std::string(name.header) +
                          (place == Place::trailer ? " trailing header is invalid." : " header is invalid."));
  }
  const auto computed = request.content.sums.find(name.sum);
  if (computed == request.content.sums.end() || computed->second == *raw) return;
  throw AwsError(
      "BadDigest",
      "The " + std::string(name.algorithm) + " you specified did not match the calculated checksum.", 400);
}

}  // namespace

std::vector<Sum> wanted_sums(const json::object& members) {
  std::vector<Sum> sums;
  for (const SumName& name : sum_names) {
    const auto algorithm = find_text(members, "ChecksumAlgorithm");
    if (members.contains(name.member) || (algorithm && same_name(*algorithm, name.algorithm))) {
      sums.push_back(name.sum);
    }
  }
  return sums;
}

void check_integrity(const Request& request) {
  check_md5(request);
  check_one_checksum(request);
  for (const SumName& name : sum_names) {
    if (const auto given = request.maybe_text(name.member)) check_value(request, name, *given, Place::header);
    if (const auto trailer = request.content.trailers.find(name.header))
      check_value(request, name, *trailer, Place::trailer);
  }
}

Sum required_sum(std::string_view algorithm) {
  if (const auto sum = sum_by_algorithm(algorithm)) return *sum;
  throw invalid_request(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
      "[CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]");
}

void check_one_checksum(const Request& request) {
  std::size_t in_head = 0, in_trailer = 0;
  for (const SumName& name : sum_names) {
    in_head += request.has(name.member);
    in_trailer += request.content.trailers.find(name.header).has_value();
  }
  const std::string one = "Expecting a single x-amz-checksum- header";
  if (in_head > 1) throw invalid_request(one + ". Multiple checksum Types are not allowed.");
  if (in_head > 0 && in_trailer > 0) throw invalid_request(one);
}

bool is_composite(std::string_view type) {
  const bool composite = same_name(type, "COMPOSITE");
  if (composite || same_name(type, "FULL_OBJECT")) return composite;
  throw invalid_request("Value for x-amz-checksum-type header is invalid.");
}

bool is_sealed(const Request& request) {
  return request.has("ContentMD5") ||
         std::any_of(sum_names.begin(), sum_names.end(), [&](const SumName& name) {
           return request.has(name.member) || request.content.trailers.find(name.header);
         });
}

std::optional<Sum> named_sum(const Request& request, const Headers& trailers) {
  for (const SumName& name : sum_names) {
    if (request.has(name.member) || trailers.find(name.header)) return name.sum;
  }
  if (const auto algorithm = request.maybe_text("ChecksumAlgorithm")) return sum_by_algorithm(*algorithm);
  return std::nullopt;
}

}  // namespace orrery::s3

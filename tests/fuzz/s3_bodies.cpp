// Any bytes as what comes inside a request to S3: framing, XML, forms, ranges, never a crash, and pieces that
// are cut elsewhere say the same.
#include <cstdlib>

#include "services/s3/errors.h"
#include "services/s3/post_policy.h"
#include "services/s3/ranges.h"
#include "services/s3/routes.h"
#include "services/s3/wire/aws_chunked.h"
#include "services/s3/wire/multipart_form.h"
#include "services/s3/wire/xml.h"

namespace orrery::s3 {
namespace {

void unframe(std::string_view bytes) {
  const auto joined = [](const std::vector<std::string_view>& pieces) {
    std::string all;
    for (const std::string_view piece : pieces) all += piece;
    return all;
  };
  AwsChunked whole, cut;
  std::vector<std::string_view> from_whole, from_cut;
  const bool good = whole.feed(bytes, from_whole);
  bool cut_good = true;
  for (std::size_t at = 0; at < bytes.size(); ++at)
    cut_good = cut.feed(bytes.substr(at, 1), from_cut) && cut_good;
  if (good != cut_good || whole.complete() != cut.complete()) std::abort();
  if (good && joined(from_whole) != joined(from_cut)) std::abort();
}

void read_as_any_shape(std::string_view bytes) {
  static Schemas schemas;
  for (const Row& row : rows()) {
    if (row.in.root.empty()) continue;
    try {
      const json::object members = read_xml(schemas.of(row.in.schema), row.in.root, bytes);
      // What was understood is written and understood again.
      read_xml(schemas.of(row.in.schema), row.in.root,
               write_xml(schemas.of(row.in.schema), row.in.root, members));
    } catch (const AwsError&) {
    }
  }
}

void read_form(std::string_view bytes) {
  const auto form = parse_form("multipart/form-data; boundary=\"B\"", bytes);
  (void)parse_form(bytes, "--B\r\n\r\n\r\n--B--");
  if (!form) return;
  try {
    check_post_policy(form->find("policy").value_or(""), *form, "bucket", Instant{});
  } catch (const AwsError&) {
  }
}

void read_range(std::string_view bytes) {
  try {
    if (const auto range = parse_range(bytes, 1000);
        range && (range->first > range->last || range->last >= 1000)) {
      std::abort();
    }
  } catch (const AwsError&) {
  }
}

}  // namespace
}  // namespace orrery::s3

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  orrery::s3::unframe(bytes);
  orrery::s3::read_as_any_shape(bytes);
  orrery::s3::read_form(bytes);
  orrery::s3::read_range(bytes);
  return 0;
}

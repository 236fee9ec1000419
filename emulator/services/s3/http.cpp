// The door of S3 to HTTP.
#include "services/s3/exchange.h"
#include "services/s3/post_upload.h"

namespace orrery::s3 {
namespace {

constexpr std::uint64_t largest_form = 128 << 20;
constexpr std::uint64_t largest_order = 8 << 20;

}  // namespace

HeadVerdict S3::on_head(const HttpRequest& head, const Context& context) {
  HeadVerdict verdict;
  // Who waits to be told to go on is refused instead, where the head alone is enough for that.
  const bool waits = same_name(head.headers.get("Expect"), "100-continue");
  if (waits && !is_form_upload(head)) verdict.refusal = refusal_of(*this, head, context);
  if (verdict.refusal) return verdict;
  verdict.sink = sink_for(*this, head, context);
  // Orders in XML are short; only a form brings a file that is not streamed.
  verdict.body_limit = is_form_upload(head) ? largest_form : largest_order;
  return verdict;
}

std::string S3::operation(const HttpRequest& head) {
  const Address address = address_of(head.headers.get("Host"), head.path());
  const Row* row = match(head.method, address, parse_query(head.query()), head.headers);
  return row == nullptr ? "Unknown" : std::string(row->name);
}

void S3::http(HttpRequest request, const Context& context, Respond respond) {
  std::make_shared<Exchange>(*this, std::move(request), context, std::move(respond))->begin();
}

}  // namespace orrery::s3

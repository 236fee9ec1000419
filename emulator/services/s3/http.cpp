// The door of S3 to HTTP.
#include "services/s3/exchange.h"

namespace orrery::s3 {

HeadVerdict S3::on_head(const HttpRequest& head, const Context& context) {
  HeadVerdict verdict;
  verdict.sink = sink_for(*this, head, context);
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

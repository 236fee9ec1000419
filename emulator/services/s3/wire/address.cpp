#include "services/s3/wire/address.h"

#include "core/http.h"

namespace orrery::s3 {
namespace {

struct HostBucket {
  std::string_view bucket;
  bool website = false;
};

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

// "s3", "s3-eu-west-1", "s3-website", "s3-website-eu-west-1": the label behind the bucket.
bool is_s3_label(std::string_view label) { return label == "s3" || label.starts_with("s3-"); }

// The bucket in front of `.s3....` or of a name of this machine.
HostBucket bucket_in(std::string_view host) {
  HostBucket found;
  bool is_s3 = false;
  for (std::size_t at = 0; at < host.size();) {
    const std::size_t end = std::min(host.find('.', at), host.size());
    const std::string_view label = host.substr(at, end - at);
    if (is_s3_label(label)) {  // the last one: the names of buckets have dots and labels, too
      is_s3 = true;
      found = {at == 0 ? std::string_view{} : host.substr(0, at - 1), label.starts_with("s3-website")};
    }
    at = end + 1;
  }
  if (is_s3) return found;
  for (const std::string_view base :
       {".localhost.localstack.cloud", ".localhost", ".127.0.0.1", ".0.0.0.0"}) {
    if (host.size() > base.size() && host.ends_with(base)) return {host.substr(0, host.size() - base.size())};
  }
  return {};
}

}  // namespace

Address address_of(const HttpRequest& request, const Context& context) {
  return address_of(request.headers.find("Host").value_or(context.host), request.path());
}

Address address_of(std::string_view host, std::string_view path) {
  if (const std::size_t scheme = path.find("://");
      scheme != std::string_view::npos && !path.starts_with('/')) {
    path.remove_prefix(std::min(path.find('/', scheme + 3), path.size()));
  }
  if (path.starts_with('/')) path.remove_prefix(1);
  const HostBucket in_host = bucket_in(without_port(host));
  Address address;
  if (!in_host.bucket.empty()) {
    address.bucket = in_host.bucket;
    address.in_host = true;
    address.website = in_host.website;
    address.key = percent_decode(path);
    return address;
  }
  const std::size_t slash = path.find('/');
  address.bucket = percent_decode(path.substr(0, slash));
  if (slash != std::string_view::npos) address.key = percent_decode(path.substr(slash + 1));
  return address;
}

}  // namespace orrery::s3

#include "services/cloudformation/template_url.h"

#include "core/http.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object object_of_url(std::string_view url) {
  const auto slashes = url.find("://");
  if (slashes == std::string_view::npos) throw invalid("TemplateURL must be a supported URL.");
  const std::string_view scheme = url.substr(0, slashes);
  std::string_view rest = url.substr(slashes + 3);
  const std::string_view query =
      rest.find('?') == std::string_view::npos ? "" : rest.substr(rest.find('?') + 1);
  rest = rest.substr(0, rest.find('?'));
  std::string_view host = rest.substr(0, rest.find('/'));
  std::string_view path = rest.find('/') == std::string_view::npos ? "" : rest.substr(rest.find('/') + 1);
  host = host.substr(0, host.find(':'));

  std::string_view bucket;
  const auto dotted = host.find(".s3");
  if (scheme == "s3") {
    bucket = host;
  } else if (dotted != std::string_view::npos && !host.starts_with("s3")) {
    bucket = host.substr(0, dotted);
  } else {
    bucket = path.substr(0, path.find('/'));
    path = path.find('/') == std::string_view::npos ? "" : path.substr(path.find('/') + 1);
  }
  if (bucket.empty() || path.empty())
    throw invalid("TemplateURL must reference a valid S3 object to which you have access.");
  json::object object{{"Bucket", boost_view(bucket)}, {"Key", percent_decode(path)}};
  for (const auto& [name, value] : parse_query(query))
    if (name == "versionId") object["VersionId"] = value;
  return object;
}

}  // namespace orrery::cloudformation

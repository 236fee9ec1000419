#include "services/s3/wire/multipart_form.h"

#include "core/http.h"

namespace orrery::s3 {
namespace {

// The value of `name="..."` or `name=...` in a header.
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos;) {
    std::string_view rest = header.substr(at + 1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const bool wanted = same_name(rest.substr(0, equals), name);
    std::string_view value = rest.substr(equals + 1);
    std::size_t end = value.find(';');
    if (value.starts_with('"')) {
      value.remove_prefix(1);
      end = value.find('"');
    }
    if (wanted) return std::string(value.substr(0, end));
    if (end == std::string_view::npos) return {};
    at = header.find(';', static_cast<std::size_t>(value.data() - header.data()) + end);
  }
  return {};
}

struct PartHead {
  std::string name, file_name;
};

PartHead read_head(std::string_view head) {
  PartHead part;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (!same_name(line.substr(0, colon), "Content-Disposition")) continue;
    part.name = parameter(value, "name");
    part.file_name = parameter(value, "filename");
  }
  return part;
}

}  // namespace

std::optional<std::string_view> FormData::find(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (same_name(field, name)) return value;
  }
  return std::nullopt;
}

std::optional<FormData> parse_form(std::string_view content_type, std::string_view body) {
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return std::nullopt;
  const std::string first = "--" + boundary, next = "\r\n--" + boundary;
  std::size_t at = body.starts_with(first) ? first.size() : body.find(next);
  if (at == std::string_view::npos) return std::nullopt;
  if (!body.starts_with(first)) at += next.size();
  FormData form;
  while (body.substr(at, 2) == "\r\n") {
    at += 2;
    const bool bare = body.substr(at, 2) == "\r\n";
    const std::size_t head_end = bare ? at : body.find("\r\n\r\n", at);
    if (head_end == std::string_view::npos) return std::nullopt;
    const std::size_t begin = head_end + (bare ? 2 : 4);
    const std::size_t end = body.find(next, begin);
    if (end == std::string_view::npos) return std::nullopt;
    const PartHead part = read_head(body.substr(at, head_end - at));
    const std::string_view value = body.substr(begin, end - begin);
    if (part.name == "file") {
      form.file = value;
      form.file_name = part.file_name;
      return form;  // what follows the file is of no meaning
    }
    form.fields.emplace_back(part.name, value);
    at = end + next.size();
  }
  return form;
}

}  // namespace orrery::s3

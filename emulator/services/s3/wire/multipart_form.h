#pragma once
// multipart/form-data, as browsers upload files.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::s3 {

struct FormData {
  std::vector<std::pair<std::string, std::string>> fields;  // those before the file, in order
  std::optional<std::string> file;
  std::string file_name;

  // Names compare without case.
  std::optional<std::string_view> find(std::string_view name) const;
};

// Nothing where the body does not follow the format.
std::optional<FormData> parse_form(std::string_view content_type, std::string_view body);

}  // namespace orrery::s3

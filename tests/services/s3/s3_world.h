#pragma once
// A cloud with S3 alone, called as neighbours call it and as HTTP clients do.
#include <cstdlib>
#include <filesystem>

#include "core/digest.h"
#include "services/s3/s3.h"
#include "tests/world.h"

namespace orrery {

// A directory that goes with the test.
class TestFiles {
 public:
  TestFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "orrery-s3-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TestFiles() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct HttpAnswer {
  int status = 0;
  Headers headers;
  std::string body;
  std::optional<std::uint64_t> announced_length;

  std::string header(std::string_view name) const { return std::string(headers.get(name)); }
  // The text of the first element of that name.
  std::string element(std::string_view name) const;
  std::vector<std::string> elements(std::string_view name) const;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

struct S3World : World {
  S3World();

  // As an HTTP client asks: "PUT", "/bucket/key?versionId=1". A sink gets the body as the listener gives it.
  // Signed, unless its URL is or a field "Anonymous" says that it is not; an order in XML with its digest,
  // unless a field "Unsealed" says that there is none.
  HttpAnswer http(std::string method, std::string target, Fields headers = {}, std::string body = {});
  HttpAnswer get(std::string target, Fields headers = {}) {
    return http("GET", std::move(target), std::move(headers));
  }
  HttpAnswer put(std::string target, std::string body = {}, Fields headers = {}) {
    return http("PUT", std::move(target), std::move(headers), std::move(body));
  }
  // The whole upload of parts; answers that of CompleteMultipartUpload.
  HttpAnswer upload(const std::string& target, const std::vector<std::string>& parts, Fields headers = {});
  std::string begin_upload(const std::string& target, Fields headers = {});
  static std::string complete_body(const std::vector<std::string>& etags);
  std::size_t files_on_disk() const;

  TestFiles files;
  s3::S3 s3{(core.files = files.path(), core)};
};

}  // namespace orrery

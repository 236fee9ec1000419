#include "tests/services/s3/s3_world.h"

#include <fcntl.h>
#include <unistd.h>

namespace orrery {
namespace {

struct Catcher final : Respond::Edge {
  explicit Catcher(std::shared_ptr<std::optional<HttpReply>> slot_) : slot(std::move(slot_)) {}
  void send(HttpReply reply) override { *slot = std::move(reply); }
  void on_gone(Task) override {}
  std::shared_ptr<std::optional<HttpReply>> slot;
};

std::string read_range(const FileRange& range) {
  std::string bytes(range.length, '\0');
  const ssize_t count =
      ::pread(range.file->descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(range.offset));
  bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return bytes;
}

HttpAnswer answer_of(HttpReply reply) {
  HttpAnswer answer;
  answer.status = reply.status;
  answer.headers = std::move(reply.headers);
  answer.announced_length = reply.announced_length;
  if (auto* bytes = std::get_if<std::string>(&reply.body)) answer.body = std::move(*bytes);
  if (auto* range = std::get_if<FileRange>(&reply.body)) answer.body = read_range(*range);
  if (auto* ranges = std::get_if<std::vector<FileRange>>(&reply.body)) {
    for (const FileRange& range : *ranges) answer.body += read_range(range);
  }
  return answer;
}

}  // namespace

std::vector<std::string> HttpAnswer::elements(std::string_view name) const {
  std::vector<std::string> found;
  const std::string open = "<" + std::string(name) + ">", close = "</" + std::string(name) + ">";
  for (std::size_t at = body.find(open); at != std::string::npos; at = body.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    found.push_back(body.substr(begin, body.find(close, begin) - begin));
  }
  return found;
}

std::string HttpAnswer::element(std::string_view name) const {
  const auto all = elements(name);
  return all.empty() ? "" : all.front();
}

S3World::S3World() { directory.add(s3); }

HttpAnswer S3World::http(std::string method, std::string target, Fields headers, std::string body) {
  HttpRequest request;
  request.method = std::move(method);
  request.target = std::move(target);
  bool signed_by_somebody = request.target.find("X-Amz-Algorithm=") == std::string::npos,
       sealed = !body.starts_with('<') || request.target.find('?') == std::string::npos;
  for (auto& [name, value] : headers) {
    if (name == "Host") context.host = value;
    if (name == "Unsealed") sealed = true;
    if (name != "Anonymous" && name != "Unsealed") request.headers.add(name, value);
    if (name == "Anonymous" || name == "Authorization") signed_by_somebody = false;
  }
  if (signed_by_somebody) request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=test");
  if (!sealed && !request.headers.find("Content-MD5"))
    request.headers.add("Content-MD5", to_base64(md5(body)));
  const bool has_length = request.headers.find("Content-Length") || request.headers.find("Transfer-Encoding");
  if (!has_length) request.headers.add("Content-Length", std::to_string(body.size()));
  auto slot = std::make_shared<std::optional<HttpReply>>();
  context.request_id = "REQUEST";
  loop.turn([&] {
    HeadVerdict verdict = s3.on_head(request, context);
    if (verdict.refusal) *slot = std::move(verdict.refusal);
    request.sink = std::move(verdict.sink);
  });
  if (!*slot && request.sink) {
    constexpr std::size_t step = 50'000;
    for (std::size_t at = 0; at < body.size(); at += step) {
      bool ready = false;
      request.sink->write(body.substr(at, step), [&ready] { ready = true; });
      while (!ready && loop.run_one() > 0) {
      }
    }
  } else {
    request.body = std::move(body);
  }
  if (!*slot)
    loop.turn([&] { s3.http(std::move(request), context, Respond(std::make_unique<Catcher>(slot))); });
  settle();
  while (!*slot && loop.run_one() > 0) {
  }
  REQUIRE(slot->has_value());
  return answer_of(std::move(**slot));
}

std::string S3World::begin_upload(const std::string& target, Fields headers) {
  return http("POST", target + "?uploads", std::move(headers)).element("UploadId");
}

std::string S3World::complete_body(const std::vector<std::string>& etags) {
  std::string xml = "<CompleteMultipartUpload>";
  for (std::size_t index = 0; index < etags.size(); ++index) {
    xml += "<Part><PartNumber>" + std::to_string(index + 1) + "</PartNumber><ETag>" + etags[index] +
           "</ETag></Part>";
  }
  return xml + "</CompleteMultipartUpload>";
}

HttpAnswer S3World::upload(const std::string& target, const std::vector<std::string>& parts, Fields headers) {
  const std::string id = begin_upload(target, std::move(headers));
  std::vector<std::string> etags;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const auto answer =
        put(target + "?partNumber=" + std::to_string(index + 1) + "&uploadId=" + id, parts[index]);
    REQUIRE(answer.status == 200);
    etags.push_back(answer.header("ETag"));
  }
  return http("POST", target + "?uploadId=" + id, {}, complete_body(etags));
}

std::size_t S3World::files_on_disk() const {
  std::error_code failed;
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(files.path() / "s3", failed))
    ++count;
  return count;
}

}  // namespace orrery

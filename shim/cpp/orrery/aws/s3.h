#pragma once
// Objects of S3: get, put, delete, and an upload of any length in constant memory.
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orrery/aws/client.h"

namespace orrery::aws::s3 {

struct Place {
  std::string bucket;
  std::string key;
  std::string path() const { return "/" + bucket + "/" + uri_encode(key, "/"); }
};

// Text of XML with what it names and numbers in place; beyond ASCII nobody escapes.
inline std::string unescaped(std::string_view text) {
  static constexpr std::pair<std::string_view, char> names[] = {
      {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"amp", '&'}};
  std::string out;
  for (auto begin = text.find('&'); begin != std::string_view::npos; begin = text.find('&')) {
    const auto end = text.find(';', begin);
    if (end == std::string_view::npos) break;
    const std::string name(text.substr(begin + 1, end - begin - 1));
    out += text.substr(0, begin);
    for (const auto& [known, letter] : names)
      if (name == known) out += letter;
    if (name.starts_with("#x"))
      out += static_cast<char>(std::strtol(name.c_str() + 2, nullptr, 16));
    else if (name.starts_with('#'))
      out += static_cast<char>(std::strtol(name.c_str() + 1, nullptr, 10));
    text.remove_prefix(end + 1);
  }
  return out.append(text);
}

// The text of the first element of that name; empty where there is none.
inline std::string element(std::string_view xml, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">";
  const auto begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const auto end = xml.find("</", begin);
  return unescaped(xml.substr(begin + open.size(), end - begin - open.size()));
}

inline Failure failure(const shim::HttpAnswer& answer) {
  std::string code = element(answer.body, "Code");
  if (code.empty()) code = "HTTP " + std::to_string(answer.status);
  const std::string message = element(answer.body, "Message");
  return {code, message.empty() ? answer.body : message, answer.status};
}

// Throws Failure with the service's code unless the answer is a success.
inline shim::HttpAnswer request(Client& client, Call call) {
  call.service = "s3";
  shim::HttpAnswer answer = client.send(call);
  if (answer.status >= 300) throw failure(answer);
  return answer;
}

inline std::string get_object(Client& client, const Place& place) {
  return request(client, {.method = "GET", .path = place.path()}).body;
}

inline void put_object(Client& client, const Place& place, std::string_view body, std::string content_type) {
  request(client, {.method = "PUT",
                   .path = place.path(),
                   .headers = {{"Content-Type", std::move(content_type)}},
                   .body = body});
}

inline void delete_object(Client& client, const Place& place) {
  request(client, {.method = "DELETE", .path = place.path()});
}

// Takes bytes as they come. Up to `part_size` of them are put as one object, more as a multipart upload.
// An upload that is not finished is aborted.
class Upload {
 public:
  static constexpr std::size_t part_size = 5u << 20;  // the least S3 takes for all parts but the last

  Upload(Client& client, Place place, std::string content_type)
      : client_(client), place_(std::move(place)), content_type_(std::move(content_type)) {}
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload() {
    if (id_.empty()) return;
    try {
      request(client_, {.method = "DELETE", .path = place_.path(), .query = "uploadId=" + id_});
    } catch (const Failure&) {
      // It is left to the bucket's lifecycle rules, as on every client that cannot reach S3 any more.
    }
  }

  void write(std::string_view bytes) {
    pending_.append(bytes);
    total_ += bytes.size();
    while (pending_.size() > part_size) send_part(std::string_view(pending_).substr(0, part_size));
  }

  // Returns the number of bytes uploaded.
  std::size_t finish() {
    if (id_.empty() && etags_.empty()) {
      put_object(client_, place_, pending_, content_type_);
      return total_;
    }
    send_part(pending_);
    std::string list = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    for (std::size_t index = 0; index < etags_.size(); ++index) {
      list += "<Part><PartNumber>" + std::to_string(index + 1) + "</PartNumber><ETag>" + etags_[index] +
              "</ETag></Part>";
    }
    list += "</CompleteMultipartUpload>";
    const auto answer = request(client_, {.path = place_.path(), .query = "uploadId=" + id_, .body = list});
    // S3 may say 200 before it knows.
    if (answer.body.find("<Error>") != std::string::npos) throw failure(answer);
    id_.clear();
    return total_;
  }

 private:
  void send_part(std::string_view bytes) {
    if (id_.empty()) {
      id_ = uri_encode(element(
          request(client_,
                  {.path = place_.path(), .query = "uploads=", .headers = {{"Content-Type", content_type_}}})
              .body,
          "UploadId"));
    }
    const auto answer =
        request(client_, {.method = "PUT",
                          .path = place_.path(),
                          .query = "partNumber=" + std::to_string(etags_.size() + 1) + "&uploadId=" + id_,
                          .body = bytes});
    etags_.emplace_back(answer.header("ETag"));
    pending_.erase(0, bytes.size());
  }

  Client& client_;
  Place place_;
  std::string content_type_;
  std::string pending_;
  std::string id_;  // of the multipart upload, once there is one
  std::vector<std::string> etags_;
  std::size_t total_ = 0;
};

}  // namespace orrery::aws::s3

#pragma once
// AWS Signature Version 4 over a request that is ready to be sent.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
//
// Uses OpenSSL's bare SHA-256: the EVP interface brings its providers along, megabytes that every function
// would carry and milliseconds that every cold start would wait.
#ifndef OPENSSL_SUPPRESS_DEPRECATED
#define OPENSSL_SUPPRESS_DEPRECATED
#endif
#include <algorithm>
#include <array>
#include <cctype>
#include <openssl/sha.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orrery/connection.h"
#include "orrery/http_date.h"

namespace orrery::aws {

struct Credentials {
  std::string access_key;
  std::string secret_key;
  std::string session_token;  // empty where there is none
};

using Sha256 = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

inline Sha256 sha256_of(std::string_view text) {
  Sha256 out;
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, text.data(), text.size());
  SHA256_Final(out.data(), &state);
  return out;
}

inline std::string_view bytes_of(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

inline Sha256 hmac_sha256_of(std::string_view key, std::string_view text) {
  std::string block(SHA256_CBLOCK, '\0');
  const Sha256 short_key = sha256_of(key);
  if (key.size() > block.size()) key = bytes_of(short_key);
  std::copy(key.begin(), key.end(), block.begin());
  std::string inner = block, outer = block;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
  const Sha256 first = sha256_of(inner.append(text));
  return sha256_of(outer.append(bytes_of(first)));
}

inline std::string hex_of(const Sha256& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

// Everything but the unreserved characters of RFC 3986 and those in `keep`.
inline std::string uri_encode(std::string_view text, std::string_view keep = {}) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) || std::string_view("-._~").find(letter) != std::string_view::npos ||
        keep.find(letter) != std::string_view::npos) {
      out += letter;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

// One request as it is signed. `path` and the query are percent-encoded already, the query is sorted.
struct Signable {
  std::string_view service, region, method, host, path, query, body;
};

// Adds x-amz-date, x-amz-content-sha256, x-amz-security-token and Authorization to `headers`.
inline void sign(const Signable& request, const Credentials& credentials, shim::MilliTime now,
                 shim::HeaderList& headers) {
  std::string stamp = shim::iso_date(now).substr(0, 19) + "Z";  // 20261121T024300Z
  std::erase_if(stamp, [](char letter) { return letter == '-' || letter == ':'; });
  const std::string day = stamp.substr(0, 8);
  const std::string body_digest = hex_of(sha256_of(request.body));

  headers.emplace_back("X-Amz-Date", stamp);
  headers.emplace_back("X-Amz-Content-Sha256", body_digest);
  if (!credentials.session_token.empty())
    headers.emplace_back("X-Amz-Security-Token", credentials.session_token);

  std::vector<std::pair<std::string, std::string>> signed_headers = {{"host", std::string(request.host)}};
  for (const auto& [name, value] : headers) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    if (lower != "x-amzn-trace-id") signed_headers.emplace_back(std::move(lower), value);
  }
  std::sort(signed_headers.begin(), signed_headers.end());
  std::string names, lines;
  for (const auto& [name, value] : signed_headers) {
    names += (names.empty() ? "" : ";") + name;
    lines += name + ":" + value + "\n";
  }
  // Every service but S3 wants the path encoded once more.
  const std::string path =
      request.service == "s3" ? std::string(request.path) : uri_encode(request.path, "/");

  std::string canonical;
  canonical.append(request.method).append("\n").append(path).append("\n").append(request.query).append("\n");
  canonical.append(lines).append("\n").append(names).append("\n").append(body_digest);
  const std::string scope =
      day + "/" + std::string(request.region) + "/" + std::string(request.service) + "/aws4_request";
  const std::string to_sign =
      "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex_of(sha256_of(canonical));

  Sha256 key = hmac_sha256_of("AWS4" + credentials.secret_key, day);
  for (const std::string_view part : {request.region, request.service, std::string_view("aws4_request")}) {
    key = hmac_sha256_of(bytes_of(key), part);
  }
  headers.emplace_back("Authorization", "AWS4-HMAC-SHA256 Credential=" + credentials.access_key + "/" +
                                            scope + ", SignedHeaders=" + names +
                                            ", Signature=" + hex_of(hmac_sha256_of(bytes_of(key), to_sign)));
}

}  // namespace orrery::aws

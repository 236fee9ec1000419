#include "http/guard.h"

#include <catch2/catch.hpp>

namespace orrery {
namespace {

bool refused(const Guard& guard, std::initializer_list<std::pair<const char*, const char*>> headers,
             bool is_raw = false, const char* method = "POST") {
  HttpRequest request;
  request.method = method;
  for (const auto& [name, value] : headers) request.headers.add(name, value);
  return guard.refusal(request, is_raw).has_value();
}

TEST_CASE("hosts that can only be this machine or AWS are let in, others are not", "[guard]") {
  const Guard guard;
  for (const char* host : {"127.0.0.1:4566", "localhost", "[::1]:4566", "orrery:4566",
                           "bucket.127.0.0.1:4566", "b.localhost:4566", "bucket.s3.amazonaws.com",
                           "s3.localhost.localstack.cloud:4566", "host.docker.internal:4566", ""})
    CHECK_FALSE(refused(guard, {{"Host", host}}));
  for (const char* host :
       {"evil.example", "evil.example:4566", "127.0.0.1.evil.example", "amazonaws.com.evil.example"})
    CHECK(refused(guard, {{"Host", host}}));
  CHECK_FALSE(refused({{"lab.example"}, {}}, {{"Host", "bucket.lab.example:4566"}}));
  CHECK(refused({{"lab.example"}, {}}, {{"Host", "notlab.example:4566"}}));
}

TEST_CASE("pages of other sites are kept out", "[guard]") {
  const Guard guard;
  CHECK(refused(guard, {{"Host", "localhost:4566"}, {"Origin", "https://evil.example"}}));
  CHECK(refused(guard, {{"Host", "localhost:4566"}, {"Origin", "null"}}));
  CHECK(refused(guard, {{"Host", "localhost:4566"}, {"Sec-Fetch-Site", "cross-site"}}, false, "GET"));
  CHECK_FALSE(refused(guard, {{"Host", "localhost:4566"}, {"Origin", "http://localhost:3000"}}));
  CHECK_FALSE(
      refused({{}, {"https://app.example"}}, {{"Host", "localhost"}, {"Origin", "https://app.example"}}));
  CHECK_FALSE(refused({{}, {"*"}}, {{"Host", "localhost"}, {"Origin", "https://app.example"}}));
}

TEST_CASE("S3 decides by its own CORS rules, but forms of other sites are refused", "[guard]") {
  const Guard guard;
  CHECK_FALSE(refused(guard, {{"Host", "localhost"}, {"Origin", "https://app.example"}}, true, "OPTIONS"));
  CHECK_FALSE(refused(guard, {{"Host", "localhost"}, {"Origin", "https://app.example"}}, true, "GET"));
  CHECK(refused(guard, {{"Host", "localhost"}, {"Origin", "https://app.example"}}, true, "POST"));
}

}  // namespace
}  // namespace orrery

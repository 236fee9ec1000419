// What C++ functions stand on: the connection and the signature.
#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "orrery/aws/s3.h"
#include "orrery/connection.h"
#include "orrery/sigv4.h"

using namespace orrery;

namespace {

// Accepts connections one after the other; answers each request of one with the next of `answers`, then
// closes.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<std::vector<std::string>> connections) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 4);
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port = std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this, script = std::move(connections)] { serve(script); });
  }
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::string port;

 private:
  void serve(const std::vector<std::vector<std::string>>& script) {
    for (const auto& answers : script) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      for (const std::string& answer : answers) {
        char bytes[4096];
        if (::recv(client, bytes, sizeof bytes, 0) <= 0) break;
        CHECK(::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) ==
              static_cast<ssize_t>(answer.size()));
      }
      ::close(client);
    }
  }
  int listener_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("answers of every framing are read from one connection", "[shim]") {
  ScriptedServer server(
      {{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-One: 1\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nto the end"}});
  shim::Connection connection({"127.0.0.1", server.port});
  const shim::HttpAnswer first = connection.exchange("GET", "/", {}, {});
  CHECK(first.body == "hello");
  CHECK(first.header("x-ONE") == "1");
  CHECK(connection.exchange("POST", "/", {}, "body").status == 202);
  CHECK(connection.exchange("GET", "/", {}, {}).body == "abcde");
  CHECK(connection.exchange("GET", "/", {}, {}).status == 204);
  CHECK(connection.exchange("GET", "/", {}, {}).body == "to the end");
}

TEST_CASE("a kept connection that has died is opened anew", "[shim]") {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  ScriptedServer server({{answer}, {answer}});
  shim::Connection connection({"127.0.0.1", server.port});
  CHECK(connection.exchange("GET", "/", {}, {}).status == 200);
  CHECK(connection.exchange("GET", "/", {}, {}).status == 200);
}

TEST_CASE("an answer that is cut off is an error", "[shim]") {
  ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"}});
  shim::Connection connection({"127.0.0.1", server.port});
  CHECK_THROWS_AS(connection.exchange("GET", "/", {}, {}), shim::ConnectionLost);
}

TEST_CASE("addresses are read with and without a port", "[shim]") {
  CHECK(shim::Address::parse("127.0.0.1:4566").port == "4566");
  CHECK(shim::Address::parse("example.com").port == "80");
  CHECK(shim::Address::parse("[::1]:99").host == "::1");
}

TEST_CASE("dates read back as they are written", "[shim]") {
  const auto when = shim::parse_http_date("Sat, 21 Nov 2026 02:43:00 GMT");
  REQUIRE(when);
  CHECK(shim::iso_date(*when) == "2026-11-21T02:43:00.000Z");
  CHECK(shim::parse_iso_date("2026-11-21T02:43:00.250Z") == *when + std::chrono::milliseconds(250));
  CHECK_FALSE(shim::parse_http_date("yesterday"));
}

// The values are those of RFC 4231, case 2.
TEST_CASE("the message authentication code is the standard's", "[shim]") {
  CHECK(aws::hex_of(aws::hmac_sha256_of("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("a request is signed as botocore signs it", "[shim]") {
  shim::HeaderList headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"}};
  aws::sign({"dynamodb", "us-east-1", "POST", "127.0.0.1:4566", "/", "", "{}"}, {"AKID", "SECRET", ""},
            *shim::parse_http_date("Sat, 21 Nov 2026 02:43:00 GMT"), headers);
  CHECK(headers.back().second ==
        "AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-target, "
        "Signature=8afe3a38b9d4f8e6b4d76433bfb8706e7315dca8dd2baf47d3d8e2b10ce9e13d");
}

TEST_CASE("the text of an element is read as it was before it was escaped", "[shim]") {
  const std::string xml =
      "<Code>A</Code><Message>&lt;a href=&quot;x&quot;&gt; &amp;lt; R&amp;D&#xD;&#10;&</Message>";
  CHECK(aws::s3::element(xml, "Message") == "<a href=\"x\"> &lt; R&D\r\n&");
  CHECK(aws::s3::element(xml, "Code") == "A");
  CHECK(aws::s3::element(xml, "Absent").empty());
}

// Requests that name no operation, or one that cannot be, and bodies in no coding.
#include "house/house.h"
#include "tests/wire_client.h"

namespace orrery {
namespace {

struct Caller {
  Caller() : house(options()) {}
  static HouseOptions options() {
    HouseOptions options;
    options.port = 0;
    options.seed = 1;
    return options;
  }
  std::string ask(const std::string& service, const std::string& headers, const std::string& body) {
    WireClient wire(house.core().loop, house.port());
    const std::string scope = "Authorization: AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/" + service +
                              "/aws4_request, Signature=0\r\n";
    wire.send("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (service.empty() ? "" : scope) + headers +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return wire.receive_at_least(12);
  }
  House house;
};

const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
const std::string json_1_0 = "Content-Type: application/x-amz-json-1.0\r\n";

TEST_CASE_METHOD(Caller, "a request that names no operation is refused in the words of its wire", "[house]") {
  struct Case {
    std::string service, headers, body, status, said;
  };
  const std::string unknown = R"({"__type":"com.amazon.coral.service#UnknownOperationException"})";
  const Case cases[] = {
      {"sns", form, "Version=2010-03-31", "400", "<Code>MissingAction</Code>"},
      {"iam", form, "", "400", "<Code>MissingAction</Code>"},
      {"sts", "", "", "400", "<Code>MissingAction</Code>"},
      {"sqs", form, "Action=", "400", "<Code>MissingAction</Code>"},
      {"sns", form, "Action=publish&Version=2010-03-31", "400",
       "<Code>InvalidAction</Code><Message>Could not find operation publish for version 2010-03-31<"},
      {"sns", form, "Action=CreatePlatformApplication", "501", "sns:CreatePlatformApplication is not"},
      {"dynamodb", json_1_0, "{}", "400", unknown},
      {"dynamodb", "", "", "400", unknown},
      {"dynamodb", json_1_0 + "X-Amz-Target: whatever\r\n", "{}", "400", unknown},
      {"dynamodb", json_1_0 + "X-Amz-Target: DynamoDB_20120810.\r\n", "{}", "400", unknown},
      {"dynamodb", json_1_0 + "X-Amz-Target: DynamoDB_20120810.ListTable\r\n", "{}", "501",
       "dynamodb:ListTable"},
      {"ssm", json_1_0, "{}", "400", R"({"__type":"UnknownOperationException"})"},
      {"", json_1_0, "{}", "400", R"({"__type":"UnknownOperationException"})"},
      {"dax", json_1_0 + "X-Amz-Target: AmazonDAX.CreateCluster\r\n", "{}", "501", "AmazonDAX.CreateCluster"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.service, one.headers, one.body);
    const std::string answer = ask(one.service, one.headers, one.body);
    CHECK(answer.substr(9, 3) == one.status);
    CHECK_THAT(answer, Catch::Contains(one.said));
  }
}

TEST_CASE_METHOD(Caller, "a body that is not in its coding is refused", "[house]") {
  const std::string gzip = "Content-Encoding: gzip\r\n";
  CHECK(ask("dynamodb", json_1_0 + gzip + "X-Amz-Target: DynamoDB_20120810.ListTables\r\n", "{}")
            .substr(9, 3) == "500");  // as DynamoDB does
  const std::string answer = ask("sns", form + gzip, "Action=ListTopics&Version=2010-03-31");
  CHECK(answer.substr(9, 3) == "400");
  CHECK_THAT(answer, Catch::Contains("<Code>SerializationException</Code>"));
}

}  // namespace
}  // namespace orrery

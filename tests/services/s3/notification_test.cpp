#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

// Stands for a neighbour: answers everything and remembers what it was asked.
class Neighbour final : public Service {
 public:
  explicit Neighbour(std::string_view name)
      : info_{.name = name, .resource = {}, .wires = {}, .refusals = {}} {}
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (find_text(input, "QueueName") == "missing") throw AwsError("QueueDoesNotExist", "no");
    calls.emplace_back(operation, input);
    reply.ok({});
  }
  std::vector<json::object> sent(std::string_view operation) const {
    std::vector<json::object> found;
    for (const auto& [name, input] : calls) {
      if (name == operation) found.push_back(input);
    }
    return found;
  }
  std::vector<std::pair<std::string, json::object>> calls;

 private:
  ServiceInfo info_;
};

struct NotifiedWorld : S3World {
  NotifiedWorld() {
    directory.add(sqs);
    directory.add(lambda);
    put("/bucket");
  }
  HttpAnswer configure(const std::string& body) {
    return put("/bucket?notification", "<NotificationConfiguration>" + body + "</NotificationConfiguration>");
  }
  json::object record(std::size_t index) const {
    const auto messages = sqs.sent("SendMessage");
    REQUIRE(messages.size() > index);
    const auto body = json::parse(boost_view(find_text(messages[index], "MessageBody").value_or("{}")));
    return body.at("Records").at(0).as_object();
  }
  Neighbour sqs{"sqs"}, lambda{"lambda"};
};

std::string queue(const std::string& events, const std::string& name = "q", const std::string& filter = "") {
  return "<QueueConfiguration><Id>i</Id><Queue>arn:aws:sqs:us-east-1:000000000000:" + name + "</Queue>" +
         events + filter + "</QueueConfiguration>";
}

}  // namespace

TEST_CASE_METHOD(NotifiedWorld, "a queue is told of what is created and removed", "[s3]") {
  REQUIRE(configure(queue("<Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:*</Event>")).status ==
          200);
  CHECK(find_text(sqs.sent("SendMessage").at(0), "MessageBody")->find("s3:TestEvent") !=
        std::string_view::npos);
  put("/bucket/a%20b%2B/c", "hello");
  const json::object created = record(1);
  CHECK(created.at("eventName") == json::value("ObjectCreated:Put"));
  CHECK(created.at("eventTime") == json::value("2026-01-01T00:00:00.000Z"));
  const json::object& s3_part = created.at("s3").as_object();
  CHECK(s3_part.at("configurationId") == json::value("i"));
  CHECK(s3_part.at("bucket").as_object().at("arn") == json::value("arn:aws:s3:::bucket"));
  CHECK(s3_part.at("object").as_object().at("key") == json::value("a+b%2B/c"));
  CHECK(s3_part.at("object").as_object().at("size") == json::value(5));
  put("/bucket/copy", "", {{"x-amz-copy-source", "bucket/a b%2B/c"}});
  CHECK(record(2).at("eventName") == json::value("ObjectCreated:Copy"));
  upload("/bucket/parts", {"one"});
  CHECK(record(3).at("eventName") == json::value("ObjectCreated:CompleteMultipartUpload"));
  http("DELETE", "/bucket/copy");
  CHECK(record(4).at("eventName") == json::value("ObjectRemoved:Delete"));
  http("DELETE", "/bucket/nothing");
  CHECK(sqs.sent("SendMessage").size() == 5);
}

TEST_CASE_METHOD(NotifiedWorld, "prefix and suffix choose the keys", "[s3]") {
  REQUIRE(configure(queue("<Event>s3:ObjectCreated:Put</Event>", "q",
                          "<Filter><S3Key><FilterRule><Name>prefix</Name><Value>in/</Value></FilterRule>"
                          "<FilterRule><Name>Suffix</Name><Value>.txt</Value></FilterRule></S3Key></Filter>"))
              .status == 200);
  for (const char* key : {"in/a.txt", "in/a.png", "out/a.txt"}) put(std::string("/bucket/") + key);
  CHECK(sqs.sent("SendMessage").size() == 2);
  CHECK(get("/bucket?notification").elements("Name") == std::vector<std::string>{"Prefix", "Suffix"});
}

TEST_CASE_METHOD(NotifiedWorld, "functions are invoked, under the old name of their element or the new",
                 "[s3]") {
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
  const std::string events = "<Event>s3:ObjectCreated:*</Event>";
  for (const std::string& body : {"<CloudFunctionConfiguration><CloudFunction>" + arn + "</CloudFunction>" +
                                      events + "</CloudFunctionConfiguration>",
                                  "<LambdaFunctionConfiguration><LambdaFunctionArn>" + arn +
                                      "</LambdaFunctionArn>" + events + "</LambdaFunctionConfiguration>"}) {
    lambda.calls.clear();
    REQUIRE(configure(body).status == 200);
    put("/bucket/key");
    const auto invoked = lambda.sent("Invoke");
    REQUIRE(invoked.size() == 1);
    CHECK(invoked[0].at("InvocationType") == json::value("Event"));
    CHECK(get("/bucket?notification").element("CloudFunction") == arn);
  }
  CHECK(configure("").status == 200);
  put("/bucket/key");
  CHECK(lambda.sent("Invoke").size() == 1);
}

TEST_CASE_METHOD(NotifiedWorld, "configurations that cannot work are refused", "[s3]") {
  const std::string put_event = "<Event>s3:ObjectCreated:Put</Event>";
  CHECK(configure(queue(put_event, "missing")).element("Message") ==
        "Unable to validate the following destination configurations");
  CHECK(configure(queue("<Event>s3:Nonsense</Event>")).element("Code") == "InvalidArgument");
  CHECK(configure(queue(put_event) + queue("<Event>s3:ObjectCreated:*</Event>", "r")).element("Code") ==
        "InvalidArgument");
  CHECK(configure("<TopicConfiguration><Topic>arn:aws:sns:us-east-1:000000000000:t</Topic>" + put_event +
                  "</TopicConfiguration>")
            .status == 501);
  CHECK(configure("<EventBridgeConfiguration/>").status == 501);
}

TEST_CASE_METHOD(NotifiedWorld, "the event bus is told in its own words", "[s3]") {
  Neighbour events{"events"};
  directory.add(events);
  REQUIRE(configure("<EventBridgeConfiguration/>").status == 200);
  const auto last = [&] {
    const json::object entry = events.sent("PutEvents").back().at("Entries").at(0).as_object();
    CHECK(entry.at("Source") == json::value("aws.s3"));
    CHECK(entry.at("Resources") == json::array{"arn:aws:s3:::bucket"});
    json::object detail = json::parse(entry.at("Detail").as_string()).as_object();
    detail["type"] = entry.at("DetailType");
    return detail;
  };
  put("/bucket/a%20b", "abc", {{"x-amz-storage-class", "GLACIER"}});
  json::object detail = last();
  CHECK(detail.at("type") == json::value("Object Created"));
  CHECK(detail.at("reason") == json::value("PutObject"));
  CHECK(detail.at("requester") == json::value("000000000000"));
  CHECK(detail.at("object").as_object().at("key") == json::value("a b"));
  CHECK(detail.at("object").as_object().contains("sequencer"));
  http("POST", "/bucket/a%20b?restore", {}, "<RestoreRequest><Days>1</Days></RestoreRequest>");
  detail = last();
  CHECK(detail.at("type") == json::value("Object Restore Completed"));
  CHECK(detail.at("source-storage-class") == json::value("GLACIER"));
  CHECK(detail.at("restore-expiry-time") == json::value("2026-01-02T00:00:00.000Z"));
  CHECK_FALSE(detail.contains("source-ip-address"));
  CHECK_FALSE(detail.at("object").as_object().contains("sequencer"));
  put("/bucket/a%20b?tagging", "<Tagging><TagSet/></Tagging>");
  CHECK(last().at("type") == json::value("Object Tags Added"));
  http("DELETE", "/bucket/a%20b?tagging");
  CHECK(last().at("type") == json::value("Object Tags Deleted"));
  put("/bucket/a%20b?acl", "", {{"x-amz-acl", "bucket-owner-full-control"}});
  detail = last();
  CHECK(detail.at("type") == json::value("Object ACL Updated"));
  CHECK_FALSE(detail.contains("reason"));
  http("DELETE", "/bucket/a%20b");
  detail = last();
  CHECK(detail.at("type") == json::value("Object Deleted"));
  CHECK(detail.at("deletion-type") == json::value("Permanently Deleted"));
  CHECK_FALSE(detail.at("object").as_object().contains("etag"));
  put("/bucket?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  http("DELETE", "/bucket/a%20b");
  CHECK(last().at("deletion-type") == json::value("Delete Marker Created"));
}

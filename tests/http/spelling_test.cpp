// How the kind of an error is written for the services that speak JSON.
#include "http/spelling.h"

#include "tests/world.h"

namespace orrery {
namespace {

class Speaker final : public Service {
 public:
  explicit Speaker(std::string_view error_namespace) {
    info_.name = "speaker";
    info_.wires.json_version = "1.0";
    info_.wires.error_namespace = error_namespace;
  }
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view, const Context&, const json::object&, Reply) override {}

 private:
  ServiceInfo info_{};
};

json::object refused(const Service& service, const AwsError& error) {
  const Spelling spelling{
      .wire = protocol::Wire::json, .service = &service, .operation = "Do", .request_id = "r"};
  return parse_json(std::get<std::string>(spelling.refusal(error).body)).value().as_object();
}

}  // namespace

TEST_CASE("the members of an error stand beside its words", "[http]") {
  const Speaker speaker("");
  const json::object body = refused(speaker, AwsError("Fault", "words", 400, {{"Item", "kept"}}));
  CHECK(body.at("message") == "words");
  CHECK(body.at("Item") == "kept");
}

TEST_CASE("an error names the layer it comes from", "[http]") {
  const Speaker named("com.amazonaws.dynamodb.v20120810"), bare("");
  struct Case {
    const char *code, *type, *message;  // the member that has the words
  };
  const Case cases[] = {
      {"ResourceNotFoundException", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message"},
      {"ValidationException", "com.amazon.coral.validate#ValidationException", "message"},
      {"SerializationException", "com.amazon.coral.service#SerializationException", "Message"},
      {"UnknownOperationException", "com.amazon.coral.service#UnknownOperationException", "Message"},
      {"another#Fault", "another#Fault", "message"},
      {"TransactionCanceledException", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
       "Message"},
      {"ConditionalCheckFailedException", "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
       "message"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.code);
    const json::object body = refused(named, AwsError(one.code, "words"));
    CHECK(body.at("__type") == one.type);
    CHECK(body.at(one.message) == "words");
    CHECK(refused(bare, AwsError(one.code, "words")).at("__type") == one.code);
  }
  // A service whose model has a ValidationException of its own gives a reason with it.
  const AwsError own("ValidationException", "words", 400, {{"reason", "MISSING_REQUIRED_PARAMETER"}});
  CHECK(refused(named, own).at("__type") == "com.amazonaws.dynamodb.v20120810#ValidationException");
}

}  // namespace orrery

// Tags of tables: what they may be, and which resources have them.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct TagsWorld : DynamodbWorld {
  TagsWorld() { make_hash_table("hash"); }

  std::string tag(const std::string& key, const std::string& value) {
    const json::object request{{"ResourceArn", arn}, {"Tags", {{{"Key", key}, {"Value", value}}}}};
    return refused("TagResource", quoted(request));
  }
  json::array tags() {
    return ask("ListTagsOfResource", "{'ResourceArn': '" + arn + "'}").at("Tags").as_array();
  }

  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
};

}  // namespace

TEST_CASE_METHOD(TagsWorld, "tags are letters, digits, spaces and a few signs", "[dynamodb]") {
  for (const char* text : {"a#b", "100%", "a,b", "(x)", "a&b", "a|b", "<a>", "~a", "\xf0\x9f\x94\x91"}) {
    CHECK(tag(text, "v") ==
          "ValidationException: The Tag Key provided is invalid, Key: " + std::string(text));
    CHECK(tag("k", text) ==
          "ValidationException: The Tag Value provided is invalid, Value: " + std::string(text));
  }
  CHECK(tag(std::string(129, 'k'), "v").starts_with("ValidationException: The Tag Key provided is invalid"));
  CHECK(
      tag("k", std::string(257, 'v')).starts_with("ValidationException: The Tag Value provided is invalid"));
  CHECK(tag("AWS:k", "v") == "ValidationException: Tag Key cannot be prefixed with aws:, Key: AWS:k");
  CHECK(tags().empty());
  std::string letters;
  for (int i = 0; i < 128; ++i) letters += "\xd7\x90";
  for (const std::string& key :
       {letters, std::string("\xd0\xba \xd0\xbb"), std::string("a+b-c=d.e_f:g/h@i")}) {
    ask("TagResource", quoted(json::object{{"ResourceArn", arn}, {"Tags", {{{"Key", key}, {"Value", ""}}}}}));
  }
  CHECK(tags().size() == 3);
}

TEST_CASE_METHOD(TagsWorld, "tags are refused in AWS's words", "[dynamodb]") {
  const auto tag_all = [&](const std::string& tags) {
    return refused("TagResource", "{'ResourceArn': '" + arn + "', 'Tags': " + tags + "}");
  };
  CHECK(tag_all("[{'Key': 'k'}]") == "ValidationException: The Tag Value provided is invalid, Value: null");
  CHECK(tag_all("[{'Key': 'k', 'Value': '1'}, {'Key': 'k', 'Value': '2'}]") ==
        "ValidationException: Duplicate Tag Keys provided as input: Duplicate Tag Key found k");
  const auto list = [&](const std::string& of) {
    return refused("ListTagsOfResource", "{'ResourceArn': '" + of + "'}");
  };
  const std::string prefix = "ValidationException: One or more parameter values were invalid: ";
  CHECK(list("hash") == prefix + "ARNs must start with 'arn:': hash");
  CHECK(list(arn + "/index/i") ==
        prefix + "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " +
            arn + "/index/i");
  CHECK(list(arn + "/backup/b") ==
        prefix + "Provided Arn is not a DynamoDB resource arn: " + arn + "/backup/b");
  CHECK(list(arn + "x") ==
        "ResourceNotFoundException: Requested resource not found: ResourceArn: " + arn + "x not found");
  CHECK(list("arn:aws:dynamodb:us-east-1:111111111111:table/hash") ==
        "AccessDeniedException: Access is denied");
}

}  // namespace orrery::dynamodb

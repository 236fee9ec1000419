// Requests and their exact refusals as rows of JSON: which rules of values an operation follows, what is
// looked at first, what PartiQL makes of a statement.
#include <fstream>
#include <sstream>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "every scenario is refused in exactly its words", "[dynamodb]") {
  std::ifstream file("tests/services/dynamodb/refusals.json");
  std::stringstream text;
  text << file.rdbuf();
  const json::object scenarios = parse_json(text.str())->as_object();
  for (const json::value& table : scenarios.at("tables").as_array()) {
    call("dynamodb", "CreateTable", table.as_object());
  }
  REQUIRE(scenarios.at("refusals").as_array().size() > 300);
  for (const json::value& row : scenarios.at("refusals").as_array()) {
    const json::object& one = row.as_object();
    const std::string operation(*find_text(one, "operation"));
    INFO(operation << " " << to_text(one.at("request")));
    CHECK(refusal("dynamodb", operation, one.at("request").as_object()) == *find_text(one, "refusal"));
  }
}

}  // namespace orrery::dynamodb

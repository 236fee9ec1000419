// Conditions, new and old, against one item.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct ConditionWorld : DynamodbWorld {
  ConditionWorld() {
    make_hash_table();
    put("hash",
        "{'a': {'S': 'k'}, 'n': {'N': '5'}, 's': {'S': 'hello'}, 'b': {'B': 'AQID'}, 'ss': {'SS': ['x', "
        "'y']}, 'ns': "
        "{'NS': ['1', '2']}, 'l': {'L': [{'N': '1'}, {'S': 'in'}, {'M': {'deep': {'N': '3'}}}]}, 'm': {'M': "
        "{'k': {'S': "
        "'v'}}}, 'yes': {'BOOL': true}, 'nil': {'NULL': true}, 'uni': {'S': '\u00e9\U0001F600'}}");
  }
};

struct Case {
  const char* condition;
  bool holds;
};

}  // namespace

TEST_CASE_METHOD(ConditionWorld, "a condition holds where it should", "[dynamodb]") {
  const Case cases[] = {
      {"n = :five", true},
      {"n <> :five", false},
      {"n < :six AND n <= :five AND n > :one AND n >= :five", true},
      {"n = :text", false},
      {"n <> :text", true},
      {"absent = :five", false},
      {"absent <> :five", true},
      {"absent < :five", false},
      {"NOT absent = :five", true},
      {"n BETWEEN :one AND :six", true},
      {"n BETWEEN :six AND absent", false},
      {"n IN (:one, :five)", true},
      {"n IN (:one, :six)", false},
      {"absent IN (:one)", false},
      {"attribute_exists(l[2].deep)", true},
      {"attribute_exists(l[3])", false},
      {"attribute_not_exists(m.x)", true},
      {"attribute_type(ss, :SS) AND attribute_type(nil, :NULL) AND attribute_type(yes, :BOOL)", true},
      {"begins_with(s, :he)", true},
      {"begins_with(n, :he)", false},
      {"contains(s, :ll)", true},
      {"contains(ss, :x)", true},
      {"contains(ns, :one)", true},
      {"contains(l, :one)", true},
      {"contains(l, :x)", false},
      {"contains(n, :one)", false},
      {"size(s) = :five", true},
      {"size(b) = :three", true},
      {"size(ss) < size(l)", true},
      {"size(uni) = :three", true},
      {"size(n) = :one", false},
      {"size(m) = :one", true},
      {"l[2].deep = :three OR n = :six", true},
      {"n = :six OR n = :five AND s = :text", false},
      {"(n = :six OR n = :five) AND s = :hello", true},
      {"not (n = :six) and not s = :text", true},
      {"#alias.k = :v", true},
  };
  const json::value all = parse(
      "{':one': {'N': '1'}, ':three': {'N': '3'}, ':five': {'N': '5.0'}, ':six': {'N': '6'}, ':text': {'S': "
      "'5'}, ':SS': "
      "{'S': 'SS'}, ':NULL': {'S': 'NULL'}, ':BOOL': {'S': 'BOOL'}, ':he': {'S': 'he'}, ':ll': {'S': 'll'}, "
      "':x': {'S': "
      "'x'}, ':hello': {'S': 'hello'}, ':v': {'S': 'v'}}");
  for (const Case& one : cases) {
    INFO(one.condition);
    json::object request = parse("{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}}").as_object();
    request["ConditionExpression"] = one.condition;
    json::object given;
    const std::string text = one.condition;
    for (const auto& member : all.as_object()) {
      const std::string name(member.key());
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const char after = at + name.size() < text.size() ? text[at + name.size()] : ' ';
        if (!std::isalnum(static_cast<unsigned char>(after))) given[name] = member.value();
      }
    }
    if (!given.empty()) request["ExpressionAttributeValues"] = given;
    if (text.find('#') != std::string::npos) request["ExpressionAttributeNames"] = parse("{'#alias': 'm'}");
    const std::string answer = refusal("dynamodb", "UpdateItem", request);
    CHECK(answer == (one.holds ? "" : "ConditionalCheckFailedException: The conditional request failed"));
  }
}

TEST_CASE_METHOD(ConditionWorld, "Expected holds where it should", "[dynamodb]") {
  const Case cases[] = {
      {"{'n': {'Value': {'N': '5'}}}", true},
      {"{'n': {'Exists': false}}", false},
      {"{'absent': {'Exists': false}}", true},
      {"{'n': {'ComparisonOperator': 'GT', 'AttributeValueList': [{'N': '4'}]}}", true},
      {"{'n': {'ComparisonOperator': 'BETWEEN', 'AttributeValueList': [{'N': '4'}, {'N': '5'}]}}", true},
      {"{'n': {'ComparisonOperator': 'IN', 'AttributeValueList': [{'N': '4'}, {'N': '6'}]}}", false},
      {"{'s': {'ComparisonOperator': 'BEGINS_WITH', 'AttributeValueList': [{'S': 'he'}]}}", true},
      {"{'s': {'ComparisonOperator': 'NOT_CONTAINS', 'AttributeValueList': [{'S': 'he'}]}}", false},
      {"{'s': {'ComparisonOperator': 'NOT_CONTAINS', 'AttributeValueList': [{'S': 'x'}]}}", true},
      {"{'n': {'ComparisonOperator': 'NOT_CONTAINS', 'AttributeValueList': [{'S': 'x'}]}}", true},
      {"{'absent': {'ComparisonOperator': 'NOT_CONTAINS', 'AttributeValueList': [{'S': 'x'}]}}", false},
      {"{'s': {'ComparisonOperator': 'NOT_NULL'}, 'absent': {'ComparisonOperator': 'NULL'}}", true},
      {"{'n': {'ComparisonOperator': 'NE', 'AttributeValueList': [{'N': '4'}]}}", true},
  };
  for (const Case& one : cases) {
    INFO(one.condition);
    const std::string answer =
        refused("DeleteItem", std::string("{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}, 'Expected': ") +
                                  one.condition + "}");
    CHECK(answer == (one.holds ? "" : "ConditionalCheckFailedException: The conditional request failed"));
    if (one.holds) put("hash", "{'a': {'S': 'k'}, 'n': {'N': '5'}, 's': {'S': 'hello'}}");
  }
}

TEST_CASE_METHOD(ConditionWorld, "ConditionalOperator joins two conditions or more", "[dynamodb]") {
  const std::string none =
      "ValidationException: ConditionalOperator cannot be used without Filter or Expected";
  const std::string one =
      "ValidationException: ConditionalOperator can only be used when Filter or Expected has two or more "
      "elements";
  const std::string condition = "'n': {'ComparisonOperator': 'NOT_NULL'}";
  const std::string operator_only = "{'TableName': 'hash', 'ConditionalOperator': 'AND'";
  for (const auto& [operation, filter] : {std::pair("Scan", "ScanFilter"), {"Query", "QueryFilter"}}) {
    INFO(operation);
    const std::string start = operator_only + ", '" + filter + "': {";
    CHECK(refused(operation, operator_only + "}") == none);
    CHECK(refused(operation, start + "}}") == none);
    CHECK(refused(operation, start + condition + "}}") == one);
  }
  const std::string wrapped = "ValidationException: 1 validation error detected: ";
  for (const auto& [operation, target] : {std::pair("PutItem", ", 'Item': {'a': {'S': 'k'}}"),
                                          {"UpdateItem", ", 'Key': {'a': {'S': 'k'}}"},
                                          {"DeleteItem", ", 'Key': {'a': {'S': 'k'}}"}}) {
    INFO(operation);
    const std::string start = operator_only + target;
    CHECK(refused(operation, start + "}").starts_with(wrapped + none.substr(none.find("Cond"))));
    CHECK(refused(operation, start + ", 'Expected': {}}").ends_with("without Filter or Expected"));
    CHECK(refused(operation, start + ", 'Expected': {" + condition + "}}").ends_with("two or more elements"));
    CHECK(refused(operation, start + ", 'ConditionExpression': 'attribute_exists(a)'}")
              .ends_with("Non-expression parameters: {ConditionalOperator} Expression parameters: "
                         "{ConditionExpression}"));
  }
}

}  // namespace orrery::dynamodb

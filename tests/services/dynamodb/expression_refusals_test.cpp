// Each expression and the exact words it is refused with, after "Invalid <label>: ".
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct Case {
  const char* expression;
  const char* refusal;
};

// Values every case may use; the rest of the request comes from the test.
const char* const values =
    "{':s': {'S': 'text'}, ':n': {'N': '1'}, ':m': {'N': '5'}, ':b': {'B': 'AAE='}, ':t': {'BOOL': true}, "
    "':z': {'NULL': true}, ':l': {'L': []}, ':o': {'M': {}}, ':ss': {'SS': ['a']}, ':ns': {'NS': ['1']}}";

const Case conditions[] = {
    {"", "The expression can not be empty;"},
    {"a", "Syntax error; token: \"<EOF>\", near: \"a\""},
    {"a = ", "Syntax error; token: \"<EOF>\", near: \"=\""},
    {"a == :s", "Syntax error; token: \"=\", near: \"== :s\""},
    {"a = :s b", "Syntax error; token: \"b\", near: \":s b\""},
    {"a = :s AND", "Syntax error; token: \"<EOF>\", near: \"AND\""},
    {"a = :s and or b = :s", "Syntax error; token: \"or\", near: \"and or b\""},
    {"(a = :s", "Syntax error; token: \"<EOF>\", near: \":s\""},
    {"a = :s)", "Syntax error; token: \")\", near: \":s)\""},
    {"a & :s", "Syntax error; token: \"&\", near: \"a & :s\""},
    {"_a = :s", "Syntax error; token: \"_\", near: \"_a\""},
    {"a = '1'", "Syntax error; token: \"'\", near: \"= '1\""},
    {"a = 1", "Syntax error; token: \"1\", near: \"= 1\""},
    {"a[x] = :s", "Syntax error; token: \"x\", near: \"[x]\""},
    {"a[-1] = :s", "Syntax error; token: \"-\", near: \"[-1\""},
    {"a. = :s", "Syntax error; token: \"=\", near: \". = :s\""},
    {"a BETWEEN :n", "Syntax error; token: \"<EOF>\", near: \":n\""},
    {"a BETWEEN :n , :m", "Syntax error; token: \",\", near: \":n , :m\""},
    {"a IN :n", "Syntax error; token: \":n\", near: \"IN :n\""},
    {"a IN ()", "Syntax error; token: \")\", near: \"()\""},
    {"attribute_exists()", "Syntax error; token: \")\", near: \"()\""},
    {"# = :s", "Syntax error; token: \"#\", near: \"# =\""},
    {"a = :", "Syntax error; token: \":\", near: \"= :\""},
    {"((a = :s))", "The expression has redundant parentheses;"},
    {"((a)) = :s", "The expression has redundant parentheses;"},
    {"a = :s AND ((b = :s) OR ((c = :s)))", "The expression has redundant parentheses;"},
    {"size(a)", "The function is not allowed to be used this way in an expression; function: size"},
    {"attribute_exists(a) = :t",
     "The function is not allowed to be used this way in an expression; function: attribute_exists"},
    {"size(contains(a, :s)) > :n",
     "The function is not allowed to be used this way in an expression; function: contains"},
    {"nothing(a)", "Invalid function name; function: nothing"},
    {"Attribute_Exists(a)", "Invalid function name; function: Attribute_Exists"},
    {"list_append(a, :l) = :l",
     "The function is not allowed in a condition expression; function: list_append"},
    {"if_not_exists(a, :l) = :l",
     "The function is not allowed in a condition expression; function: if_not_exists"},
    {"abort = :s", "Attribute name is a reserved keyword; reserved keyword: abort"},
    {"a.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"},
    {"attribute_exists(ttl)", "Attribute name is a reserved keyword; reserved keyword: ttl"},
    {"a = :absent",
     "An expression attribute value used in expression is not defined; attribute value: :absent"},
    {"#absent = :s",
     "An expression attribute name used in the document path is not defined; attribute name: #absent"},
    {"attribute_exists(a, b)",
     "Incorrect number of operands for operator or function; operator or function: attribute_exists, number "
     "of "
     "operands: 2"},
    {"begins_with(a)",
     "Incorrect number of operands for operator or function; operator or function: begins_with, number of "
     "operands: 1"},
    {"size(a, b) > :n",
     "Incorrect number of operands for operator or function; operator or function: size, number of operands: "
     "2"},
    {"attribute_exists(:s)",
     "Operator or function requires a document path; operator or function: attribute_exists"},
    {"attribute_not_exists(:s)",
     "Operator or function requires a document path; operator or function: attribute_not_exists"},
    {"begins_with(a, :n)",
     "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
    {"begins_with(a, :ss)",
     "Incorrect operand type for operator or function; operator or function: begins_with, operand type: SS"},
    {"attribute_type(a, :n)",
     "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: "
     "N"},
    {"attribute_type(a, b)",
     "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: "
     "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"},
    {"attribute_type(a, :s)",
     "Invalid attribute type name found; type: text, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
    {"size(:n) > :n",
     "Incorrect operand type for operator or function; operator or function: size, operand type: N"},
    {"size(:t) > :n",
     "Incorrect operand type for operator or function; operator or function: size, operand type: BOOL"},
    {"size(:z) > :n",
     "Incorrect operand type for operator or function; operator or function: size, operand type: NULL"},
    {"a < :t",
     "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
    {"a <= :z",
     "Incorrect operand type for operator or function; operator or function: <=, operand type: NULL"},
    {":l > a", "Incorrect operand type for operator or function; operator or function: >, operand type: L"},
    {":o >= a", "Incorrect operand type for operator or function; operator or function: >=, operand type: M"},
    {"a BETWEEN :ns AND :ns",
     "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: NS"},
    {"a BETWEEN :n AND :s",
     "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: "
     "AttributeValue: "
     "{N:1}, upper bound operand: AttributeValue: {S:text}"},
    {"a BETWEEN :m AND :n",
     "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
     "operand: "
     "AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}"},
    {"a = a",
     "The first operand must be distinct from the remaining operands for this operator or function; "
     "operator: =, "
     "first operand: [a]"},
    {"a.b[1] < a.b[1]",
     "The first operand must be distinct from the remaining operands for this operator or function; "
     "operator: <, "
     "first operand: [a, b, [1]]"},
    {"contains(a, a)",
     "The first operand must be distinct from the remaining operands for this operator or function; "
     "operator: "
     "contains, first operand: [a]"},
};

const Case updates[] = {
    {"", "The expression can not be empty;"},
    {"INVALID SYNTAX HERE", "Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\""},
    {"SET", "Syntax error; token: \"<EOF>\", near: \"SET\""},
    {"SET a", "Syntax error; token: \"<EOF>\", near: \"a\""},
    {"SET a = ", "Syntax error; token: \"<EOF>\", near: \"=\""},
    {"SET a = :s,", "Syntax error; token: \"<EOF>\", near: \",\""},
    {"SET a = :s b = :s", "Syntax error; token: \"b\", near: \":s b =\""},
    {"ADD a : n", "Syntax error; token: \":\", near: \"a : n\""},
    {"ADD a b", "Syntax error; token: \"b\", near: \"a b\""},
    {"REMOVE", "Syntax error; token: \"<EOF>\", near: \"REMOVE\""},
    {"REMOVE a b", "Syntax error; token: \"b\", near: \"a b\""},
    {"DELETE a", "Syntax error; token: \"<EOF>\", near: \"a\""},
    {"SET a = b * c", "Syntax error; token: \"*\", near: \"b * c\""},
    {"SET a = b + c + d", "Syntax error; token: \"+\", near: \"c + d\""},
    {"SET a = :n, SET b = :n", "Syntax error; token: \"SET\", near: \", SET b\""},
    {"SET a = :n SET b = :n", "The \"SET\" section can only be used once in an update expression;"},
    {"ADD a :n SET b = :s ADD c :n", "The \"ADD\" section can only be used once in an update expression;"},
    {"REMOVE a REMOVE b", "The \"REMOVE\" section can only be used once in an update expression;"},
    {"SET status = :s", "Attribute name is a reserved keyword; reserved keyword: status"},
    {"REMOVE a.Values", "Attribute name is a reserved keyword; reserved keyword: Values"},
    {"SET x = size(a)", "The function is not allowed in an update expression; function: size"},
    {"SET x = attribute_exists(a)",
     "The function is not allowed in an update expression; function: attribute_exists"},
    {"SET x = nothing(a)", "Invalid function name; function: nothing"},
    {"SET #absent = :s",
     "An expression attribute name used in the document path is not defined; attribute name: #absent"},
    {"SET x = :absent",
     "An expression attribute value used in expression is not defined; attribute value: :absent"},
    {"SET x = :s, x = :n",
     "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x], "
     "path two: "
     "[x]"},
    {"SET x.y = :s REMOVE x",
     "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x, "
     "y], path "
     "two: [x]"},
    {"SET x.y = :s, x[1] = :s",
     "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [x, "
     "y], path "
     "two: [x, [1]]"},
    {"ADD x :s",
     "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"ADD x :b",
     "Incorrect operand type for operator or function; operator: ADD, operand type: BINARY, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"ADD x :t",
     "Incorrect operand type for operator or function; operator: ADD, operand type: BOOL, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"ADD x :z",
     "Incorrect operand type for operator or function; operator: ADD, operand type: NULL, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"ADD x :l",
     "Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"ADD x :o",
     "Incorrect operand type for operator or function; operator: ADD, operand type: MAP, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"DELETE x :n",
     "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"DELETE x :s",
     "Incorrect operand type for operator or function; operator: DELETE, operand type: STRING, typeSet: "
     "ALLOWED_FOR_ADD_OPERAND"},
    {"SET x = :s + :n",
     "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
    {"SET x = a - :l",
     "Incorrect operand type for operator or function; operator or function: -, operand type: L"},
    {"SET x = list_append(:s, a)",
     "Incorrect operand type for operator or function; operator or function: list_append, operand type: S"},
    {"SET x = list_append(a)",
     "Incorrect number of operands for operator or function; operator or function: list_append, number of "
     "operands: 1"},
    {"SET x = list_append(list_append(a, :l), :l)",
     "The function is not allowed to be used this way in an expression; function: list_append"},
    {"SET x = if_not_exists(a, list_append(a, :l))",
     "The function is not allowed to be used this way in an expression; function: list_append"},
    {"SET x = :n + list_append(a, :l)",
     "The function is not allowed to be used this way in an expression; function: list_append"},
    {"SET x = if_not_exists(:s, a)",
     "Operator or function requires a document path; operator or function: if_not_exists"},
};

const Case projections[] = {
    {"", "The expression can not be empty;"},
    {"!!", "Syntax error; token: \"!\", near: \"!!\""},
    {"a,", "Syntax error; token: \"<EOF>\", near: \",\""},
    {"a b", "Syntax error; token: \"b\", near: \"a b\""},
    {"a..b", "Syntax error; token: \".\", near: \"..b\""},
    {"a[b]", "Syntax error; token: \"b\", near: \"[b]\""},
    {"a[]", "Syntax error; token: \"]\", near: \"[]\""},
    {"abort", "Attribute name is a reserved keyword; reserved keyword: abort"},
    {"#absent",
     "An expression attribute name used in the document path is not defined; attribute name: #absent"},
    {"x, x",
     "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x], "
     "path two: "
     "[x]"},
    {"x.y, x",
     "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x, "
     "y], path "
     "two: [x]"},
    {"x.y, x[0]",
     "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [x, "
     "y], path "
     "two: [x, [0]]"},
};

const Case key_conditions[] = {
    {"a = :s OR b = :s", "Invalid operator used in KeyConditionExpression: OR"},
    {"NOT a = :s", "Invalid operator used in KeyConditionExpression: NOT"},
    {"a IN (:s)", "Invalid operator used in KeyConditionExpression: IN"},
    {"a <> :s", "Invalid operator used in KeyConditionExpression: <>"},
    {"attribute_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_exists"},
    {"contains(a, :s)", "Invalid operator used in KeyConditionExpression: contains"},
    {"size(a) = :n", "KeyConditionExpressions cannot contain nested operations"},
    {"a.b = :s", "KeyConditionExpressions cannot have conditions on nested attributes"},
    {":s = :s", "Invalid condition in KeyConditionExpression: No key attribute specified"},
    {"a = b", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
    {"a = :s AND a = :s", "KeyConditionExpressions must only contain one condition per key"},
    {"begins_with(:s, a)",
     "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its "
     "first "
     "operand"},
    {":n BETWEEN a AND :m",
     "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first "
     "operand"},
};

json::value quoted_request(const std::string& head, const char* member, const Case& one,
                           bool with_values = true) {
  json::value request = parse(head + "}");
  request.as_object()[member] = one.expression;
  if (with_values) request.as_object()["ExpressionAttributeValues"] = parse(values);
  return request;
}

}  // namespace

TEST_CASE_METHOD(DynamodbWorld, "a condition that is not well made is refused in AWS's words", "[dynamodb]") {
  make_hash_table();
  for (const Case& one : conditions) {
    INFO(one.expression);
    const std::string label = "Invalid ConditionExpression: ";
    CHECK(refusal(
              "dynamodb", "DeleteItem",
              quoted_request("{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}", "ConditionExpression", one)) ==
          "ValidationException: 1 validation error detected: " + label + one.refusal);
    CHECK(refusal("dynamodb", "Scan", quoted_request("{'TableName': 'hash'", "FilterExpression", one)) ==
          std::string("ValidationException: Invalid FilterExpression: ") + one.refusal);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "expressions and their names have a length", "[dynamodb]") {
  make_hash_table();
  const std::string key = "{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}, ";
  const std::string large(4097, 'z');
  const std::string size = "Expression size has exceeded the maximum allowed size;";
  CHECK(invalid("GetItem", key + "'ProjectionExpression': '" + large + "'}") ==
        "Invalid ProjectionExpression: " + size);
  CHECK(invalid("Query", "{'TableName': 'hash', 'KeyConditionExpression': '" + large + "'}") ==
        "Invalid KeyConditionExpression: " + size);
  CHECK(invalid("Scan", "{'TableName': 'hash', 'FilterExpression': '" + large + "'}") ==
        "Invalid FilterExpression: " + size + " expression size: 4097");
  ask("GetItem", key + "'ProjectionExpression': '" + large.substr(1) + "'}");
  const std::string too_long =
      " contains invalid key: The expression attribute map contains a key that is too long;";
  CHECK(invalid("GetItem", key + "'ProjectionExpression': '#a', 'ExpressionAttributeNames': {'#" +
                               std::string(255, 'a') + "': 'b'}}") ==
        "ExpressionAttributeNames" + too_long + " size of key: 256");
  CHECK(invalid("Scan",
                "{'TableName': 'hash', 'FilterExpression': 'b = :a', 'ExpressionAttributeValues': {':" +
                    std::string(255, 'a') + "': {'S': 'b'}}}") == "ExpressionAttributeValues" + too_long);
}

TEST_CASE_METHOD(DynamodbWorld, "a condition may nest as deeply as it has operators", "[dynamodb]") {
  make_hash_table();
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  const std::string refused = "1 validation error detected: Invalid ConditionExpression: ";
  const auto refusal_of = [&](const std::string& condition) {
    const std::string text = invalid("DeleteItem",
                                     "{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}, "
                                     "'ConditionExpression': '" +
                                         condition + "'}");
    return text.starts_with(refused) ? text.substr(refused.size()) : text;
  };
  const std::string too_many = "The expression contains too many operators; operator count: 301";
  CHECK(refusal_of("b < c " + repeated("or (b < c ", 149) + repeated(")", 149)) ==
        "(ConditionalCheckFailedException: The conditional request failed)");
  CHECK(refusal_of("b < c " + repeated("or (b < c ", 300) + repeated(")", 300)) == too_many);
  CHECK(refusal_of(repeated("not (", 299) + "b < c" + repeated(")", 299)) == "()");
  CHECK(refusal_of(repeated("not ", 1000) + "b < c") == too_many);
  CHECK(refusal_of(repeated("(", 2000) + "b < c" + repeated(")", 2000)) ==
        "The expression has redundant parentheses;");
}

TEST_CASE_METHOD(DynamodbWorld, "an update that is not well made is refused in AWS's words", "[dynamodb]") {
  make_hash_table();
  for (const Case& one : updates) {
    INFO(one.expression);
    CHECK(
        refusal("dynamodb", "UpdateItem",
                quoted_request("{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}", "UpdateExpression", one)) ==
        std::string("ValidationException: 1 validation error detected: Invalid UpdateExpression: ") +
            one.refusal);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "a projection that is not well made is refused in AWS's words",
                 "[dynamodb]") {
  make_hash_table();
  for (const Case& one : projections) {
    INFO(one.expression);
    CHECK(refusal("dynamodb", "GetItem",
                  quoted_request("{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}", "ProjectionExpression",
                                 one, false)) ==
          std::string("ValidationException: Invalid ProjectionExpression: ") + one.refusal);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "a key condition that no index can answer is refused in AWS's words",
                 "[dynamodb]") {
  make_hash_table();
  for (const Case& one : key_conditions) {
    INFO(one.expression);
    // Only what the expression uses may be given.
    json::value request = parse("{'TableName': 'hash'}");
    json::object given;
    const json::value all = parse(values);
    for (const auto& member : all.as_object()) {
      if (std::string_view(one.expression).find(std::string(member.key())) != std::string_view::npos) {
        given[member.key()] = member.value();
      }
    }
    request.as_object()["KeyConditionExpression"] = one.expression;
    if (!given.empty()) {
      given.erase(":ss");
      request.as_object()["ExpressionAttributeValues"] = given;
    }
    CHECK(refusal("dynamodb", "Query", request) ==
          std::string("ValidationException: Invalid KeyConditionExpression: ") + one.refusal);
  }
}

}  // namespace orrery::dynamodb

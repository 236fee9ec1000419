#pragma once
// A cloud with DynamoDB in it, and the few verbs its tests speak.
#include <string>

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/streams.h"
#include "tests/world.h"

namespace orrery::dynamodb {

struct DynamodbWorld : World {
  Dynamodb dynamodb{core};
  Streams streams{dynamodb};

  DynamodbWorld() {
    directory.add(dynamodb);
    directory.add(streams);
  }

  json::object ask(std::string_view operation, const std::string& request) {
    return call("dynamodb", operation, parse(request));
  }
  std::string refused(std::string_view operation, const std::string& request) {
    return refusal("dynamodb", operation, parse(request));
  }
  // Without the code in front, for the many that are ValidationException.
  std::string invalid(std::string_view operation, const std::string& request) {
    const std::string text = refused(operation, request);
    const std::string code = "ValidationException: ";
    return text.starts_with(code) ? text.substr(code.size()) : "(" + text + ")";
  }

  // Table `name` with key a (S).
  void make_hash_table(const std::string& name = "hash") {
    ask("CreateTable",
        "{'TableName': '" + name +
            "', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', 'KeyType': "
            "'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}]}");
  }
  // Table `name` with keys a (S) and b (of the type given).
  void make_range_table(const std::string& name = "range", const std::string& type = "S") {
    ask("CreateTable",
        "{'TableName': '" + name +
            "', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, "
            "{'AttributeName': 'b', 'KeyType': 'RANGE'}], 'AttributeDefinitions': [{'AttributeName': 'a', "
            "'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': '" +
            type + "'}]}");
  }
  void put(const std::string& table, const std::string& item) {
    ask("PutItem", "{'TableName': '" + table + "', 'Item': " + item + "}");
  }
  // The item as text, "" where there is none.
  std::string get(const std::string& table, const std::string& key) {
    const json::object result = ask("GetItem", "{'TableName': '" + table + "', 'Key': " + key + "}");
    const json::value* item = find(result, "Item");
    return item ? quoted(*item) : "";
  }
  // JSON text with single quotes.
  static std::string quoted(const json::value& value) {
    std::string text = to_text(value);
    std::replace(text.begin(), text.end(), '"', '\'');
    return text;
  }
};

}  // namespace orrery::dynamodb

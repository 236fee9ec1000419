// Vector indexes: how they come and go, what they refuse, what SearchVectors finds, and what both cost.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

std::string vector_index(const std::string& name, const std::string& more = "", int dimensions = 3) {
  return "{'IndexName': '" + name +
         "', 'VectorAttribute': {'AttributeName': 'v'}, 'Dimensions': " + std::to_string(dimensions) +
         (more.find("DistanceFunction") == more.npos ? ", 'DistanceFunction': 'COSINE'" : "") +
         (more.find("Projection") == more.npos ? ", 'Projection': {'ProjectionType': 'ALL'}" : "") + more +
         "}";
}

constexpr const char* with_schema =
    ", 'SearchSchema': [{'AttributeName': 'tenant', 'SearchSchemaElementType': 'HASH'}, {'AttributeName': "
    "'kind', 'SearchSchemaElementType': 'INLINE_FILTER'}]";

struct VectorWorld : DynamodbWorld {
  static std::string table(const std::string& name, const std::string& indexes,
                           const std::string& more = "'BillingMode': 'PAY_PER_REQUEST'",
                           const std::string& definitions = "") {
    return "{'TableName': '" + name +
           "', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'AttributeDefinitions': "
           "[{'AttributeName': 'a', 'AttributeType': 'S'}" +
           definitions + "], 'VectorIndexes': [" + indexes + "], " + more + "}";
  }
  void make_tenants() {
    ask("CreateTable", table("tenants", vector_index("plain") + ", " + vector_index("schema", with_schema),
                             "'BillingMode': 'PAY_PER_REQUEST'",
                             ", {'AttributeName': 'tenant', 'AttributeType': 'S'}, {'AttributeName': 'kind', "
                             "'AttributeType': 'S'}"));
  }
  static std::string numbers(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += (text.empty() ? "{'N': '" : ", {'N': '") + value + "'}";
    return "[" + text + "]";
  }
  void put_vector(const std::string& name, const std::string& key, const std::vector<std::string>& values,
                  const std::string& more = "") {
    put(name, "{'a': {'S': '" + key + "'}, 'v': {'L': " + numbers(values) + "}" + more + "}");
  }
  static std::string search_request(const std::string& name, const std::string& index,
                                    const std::string& more = "") {
    return "{'TableName': '" + name + "', 'IndexName': '" + index +
           "', 'SearchVector': [{'N': '1'}, {'N': '0'}, {'N': '0'}], 'TopK': 10" + more + "}";
  }
  // "key score, key score": scores with two digits.
  std::string search(const std::string& name, const std::string& index, const std::string& more = "") {
    const json::object found = ask("SearchVectors", search_request(name, index, more));
    std::string text;
    for (const json::value& one : found.at("SearchResults").as_array()) {
      char score[32];
      std::snprintf(score, sizeof score, "%.2f", one.at("Score").to_number<double>());
      text += (text.empty() ? "" : ", ") + std::string(view(one.at("Item").at("a").at("S").as_string())) +
              " " + score;
    }
    return text;
  }
  json::object described(const std::string& name) {
    return ask("DescribeTable", "{'TableName': '" + name + "'}").at("Table").as_object();
  }
  std::string update(const std::string& updates) {
    return "{'TableName': 'hash', 'VectorIndexUpdates': [" + updates + "]}";
  }
};

}  // namespace

TEST_CASE_METHOD(VectorWorld, "a vector index is described as it was made", "[dynamodb]") {
  make_tenants();
  const json::object schema = described("tenants").at("VectorIndexes").at(1).as_object();
  CHECK(quoted(schema) ==
        "{'IndexName':'schema','Projection':{'ProjectionType':'ALL'},'VectorAttribute':{'AttributeName':'v'},"
        "'Dimensions':3,'DistanceFunction':'COSINE','SearchSchema':[{'AttributeName':'tenant',"
        "'SearchSchemaElementType':'HASH'},{'AttributeName':'kind','SearchSchemaElementType':'INLINE_FILTER'}"
        "],'IndexStatus':'ACTIVE','IndexSizeBytes':0,'ItemCount':0,'IndexArn':'arn:aws:dynamodb:us-east-1:"
        "000000000000:table/tenants/index/schema'}");
}

TEST_CASE_METHOD(VectorWorld, "each distance function has its order of what is near", "[dynamodb]") {
  ask("CreateTable", table("near", vector_index("cosine") + ", " +
                                       vector_index("euclidean", ", 'DistanceFunction': 'EUCLIDEAN'") + ", " +
                                       vector_index("dot", ", 'DistanceFunction': 'DOT_PRODUCT'")));
  put_vector("near", "same", {"1", "0", "0"});
  put_vector("near", "across", {"0", "1", "0"});
  put_vector("near", "opposite", {"-1", "0", "0"});
  put_vector("near", "long", {"6", "8", "0"});
  put("near", "{'a': {'S': 'none'}}");
  CHECK(search("near", "cosine") == "same 0.00, long 0.40, across 1.00, opposite 2.00");
  CHECK(search("near", "euclidean") == "same 0.00, across 1.41, opposite 2.00, long 9.43");
  CHECK(search("near", "dot") == "long 6.00, same 1.00, across 0.00, opposite -1.00");
  CHECK(described("near").at("VectorIndexes").at(0).at("ItemCount") == 4);
}

TEST_CASE_METHOD(VectorWorld, "a search has as many results as are wanted, without vectors unless projected",
                 "[dynamodb]") {
  ask("CreateTable", table("near", vector_index("index")));
  for (const char* number : {"5", "1", "3", "2", "4"}) {
    put_vector("near", number, {"1", number, "0"}, ", 'label': {'S': 'x'}");
  }
  const std::string two =
      "{'TableName': 'near', 'IndexName': 'index', 'TopK': 2, 'SearchVector': " + numbers({"1", "0.1", "0"});
  const json::array found = ask("SearchVectors", two + "}").at("SearchResults").as_array();
  REQUIRE(found.size() == 2);
  CHECK(quoted(found[0].at("Item")) == "{'a':{'S':'1'},'label':{'S':'x'}}");
  CHECK(found[1].at("Item").at("a").at("S") == "2");
  put_vector("near", "0", {"0.1", "16777217", "1.000000059604644775390625"});
  const json::object projected =
      ask("SearchVectors",
          "{'TableName': 'near', 'IndexName': 'index', 'TopK': 1, 'ProjectionExpression': 'v', "
          "'SearchVector': " +
              numbers({"0", "1", "0"}) + "}");
  // As the index has it, in 32 bits; the item itself keeps all digits.
  CHECK(quoted(projected.at("SearchResults").at(0).at("Item")) ==
        "{'v':{'L':[{'N':'0.1'},{'N':'16777216'},{'N':'1'}]}}");
  CHECK(get("near", "{'a': {'S': '0'}}") ==
        "{'a':{'S':'0'},'v':{'L':[{'N':'0.1'},{'N':'16777217'},{'N':'1.000000059604644775390625'}]}}");
}

TEST_CASE_METHOD(VectorWorld, "a search schema divides the index and filters it", "[dynamodb]") {
  make_tenants();
  put_vector("tenants", "one", {"1", "0", "0"}, ", 'tenant': {'S': 't1'}, 'kind': {'S': 'k1'}");
  put_vector("tenants", "two", {"0", "1", "0"}, ", 'tenant': {'S': 't1'}, 'kind': {'S': 'k2'}");
  put_vector("tenants", "three", {"1", "0", "0"}, ", 'tenant': {'S': 't2'}");
  put_vector("tenants", "four", {"-1", "0", "0"}, ", 'kind': {'S': 'k1'}");
  const auto by = [&](const std::string& condition, const std::string& values) {
    return search(
        "tenants", "schema",
        ", 'SearchConditionExpression': '" + condition + "', 'ExpressionAttributeValues': {" + values + "}");
  };
  CHECK(by("tenant = :t", "':t': {'S': 't1'}") == "one 0.00, two 1.00");
  CHECK(by("tenant = :t AND kind = :k", "':t': {'S': 't1'}, ':k': {'S': 'k2'}") == "two 1.00");
  CHECK(by("tenant = :t", "':t': {'S': 't3'}") == "");
  CHECK(search("tenants", "plain") == "three 0.00, one 0.00, two 1.00, four 2.00");
  ask("UpdateItem",
      "{'TableName': 'tenants', 'Key': {'a': {'S': 'two'}}, 'UpdateExpression': 'SET tenant = :t', "
      "'ExpressionAttributeValues': {':t': {'S': 't2'}}}");
  ask("UpdateItem", "{'TableName': 'tenants', 'Key': {'a': {'S': 'three'}}, 'UpdateExpression': 'REMOVE v'}");
  CHECK(by("tenant = :t", "':t': {'S': 't2'}") == "two 1.00");
  CHECK(search("tenants", "plain") == "one 0.00, two 1.00, four 2.00");
}

TEST_CASE_METHOD(VectorWorld, "what is no vector of the index is not written", "[dynamodb]") {
  make_tenants();
  const struct {
    const char *item, *refusal;
  } rows[] = {
      {"'v': {'L': [{'N': '1'}, {'N': '0'}]}",
       "One or more parameter values were invalid. Invalid size for parameter v, Expected: 3, Actual: 2 "
       "IndexName: plain"},
      {"'v': {'L': [{'N': '1'}, {'S': 'oops'}, {'N': '0'}]}",
       "One or more parameter values were invalid. Invalid type for parameter v[1], Expected: 32-bit "
       "floating point number, Actual: S. IndexName: plain"},
      {"'v': {'L': [{'N': '1'}, {'N': '1'}, {'N': '1e39'}]}",
       "One or more parameter values were invalid. Invalid type for parameter v[2], Expected: 32-bit "
       "floating point number, Actual: N. IndexName: plain"},
      {"'v': {'S': 'not a vector'}",
       "One or more parameter values were invalid. Invalid type for parameter v, Expected: 32-bit floating "
       "point number list IndexName: plain"},
      {"'tenant': {'S': ''}",
       "One or more parameter values are not valid. A value specified for a secondary index key is not "
       "supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: "
       "schema, IndexKey: tenant"},
  };
  for (const auto& row : rows) {
    CHECK(invalid("PutItem", "{'TableName': 'tenants', 'Item': {'a': {'S': 'x'}, " + std::string(row.item) +
                                 "}}") == row.refusal);
  }
}

TEST_CASE_METHOD(VectorWorld, "vector indexes that cannot be are not made", "[dynamodb]") {
  const std::string common = "One or more parameter values were invalid: ";
  const auto refusal = [&](const std::string& indexes, const std::string& more) {
    const std::string text = invalid("CreateTable", table("refused", indexes, more));
    return text.starts_with(common) ? text.substr(common.size()) : text;
  };
  const std::string on_demand = "'BillingMode': 'PAY_PER_REQUEST'";
  CHECK(refusal(vector_index("index"),
                "'ProvisionedThroughput': {'ReadCapacityUnits': 5, 'WriteCapacityUnits': 5}") ==
        "Vector indexes are only supported for PAY_PER_REQUEST tables");
  CHECK(refusal(vector_index("index", with_schema), on_demand) ==
        "One element in SearchSchema is not defined in attribute definitions");
  CHECK(refusal(vector_index("index", "", 4097), on_demand) ==
        "Number of dimensions must be between 1 and 4096 inclusive.");
  CHECK(refusal(vector_index("index", "", 0), on_demand) ==
        "1 validation error detected: Value '0' at 'vectorIndexes.1.member.dimensions' failed to satisfy "
        "constraint: Member must have value greater than or equal to 1");
  CHECK(refusal(vector_index("ab"), on_demand).find("length greater than or equal to 3") !=
        std::string::npos);
  CHECK(refusal(vector_index("one") + ", " + vector_index("two", "", 4), on_demand) ==
        "Conflicting attribute definition for 'v'. All VectorIndexes on the same vector attribute must use "
        "the same dimensions.");
  CHECK(refusal(vector_index("one") + ", " + vector_index("one"), on_demand) == "Duplicate index name: one");
  CHECK(invalid("CreateTable", table("refused", vector_index("index"), on_demand,
                                     ", {'AttributeName': 'v', 'AttributeType': 'S'}"))
            .find("not used") != std::string::npos);
  std::string on_key = vector_index("index");
  on_key.replace(on_key.find("'AttributeName': 'v'"), 20, "'AttributeName': 'a'");
  CHECK(
      refusal(on_key, on_demand) ==
      "Conflicting attribute definition for 'a'. An attribute cannot be defined in AttributeDefinitions when "
      "used as a VectorAttribute.");
  std::string names = "'x0'";
  for (int i = 1; i < 20; ++i) names += ", 'x" + std::to_string(i) + "'";
  CHECK(refusal(vector_index("index", ", 'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': [" +
                                          names + "]}"),
                on_demand) == "Number of projected attributes exceeds the limit of 20 for index: index");
  std::string six;
  for (int i = 0; i < 6; ++i) six += (i > 0 ? ", " : "") + vector_index("index" + std::to_string(i));
  CHECK(refusal(six, on_demand) == "VectorIndex count exceeds the per-table limit of 5");
}

TEST_CASE_METHOD(VectorWorld, "of a number of dimensions the fraction is cut off", "[dynamodb]") {
  std::string index = vector_index("index");
  index.replace(index.find("'Dimensions': 3"), 15, "'Dimensions': 6.7");
  ask("CreateTable", table("cut", index));
  CHECK(described("cut").at("VectorIndexes").at(0).at("Dimensions") == 6);
}

TEST_CASE_METHOD(VectorWorld, "a filter of a search schema may be empty, its HASH not", "[dynamodb]") {
  make_tenants();
  put("tenants", "{'a': {'S': 'k'}, 'kind': {'S': ''}}");
  CHECK(refused("PutItem", "{'TableName': 'tenants', 'Item': {'a': {'S': 'k'}, 'tenant': {'S': ''}}}")
            .find("empty string value. IndexName: schema, IndexKey: tenant") != std::string::npos);
}

TEST_CASE_METHOD(VectorWorld, "searches that cannot be are refused in AWS's words", "[dynamodb]") {
  make_tenants();
  const auto condition = [](const std::string& text) {
    return ", 'SearchConditionExpression': '" + text +
           "', 'ExpressionAttributeValues': {':t': {'S': 't'}, ':k': {'S': 'k'}}";
  };
  const std::string comparator =
      "Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression";
  const struct {
    std::string index, more, refusal;
  } rows[] = {
      {"none", "", "The table does not have the specified index: none"},
      {"plain", ", 'TopK': 0",
       "1 validation error detected: Value '0' at 'topK' failed to satisfy constraint: Member must have "
       "value "
       "greater than or equal to 1"},
      {"plain", ", 'TopK': 101",
       "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"},
      {"plain", ", 'SearchVector': [{'N': '1'}, {'N': '0'}]",
       "Input search vector dimension 2 does not match vector index dimension 3"},
      {"plain", ", 'SearchVector': [{'L': []}]",
       "Search vector contains invalid values. All values in the search vector must be a 32-bit "
       "floating-point number attribute"},
      {"plain",
       ", 'SearchConditionExpression': 'tenant = :t', 'ExpressionAttributeValues': {':t': {'S': 't'}}",
       "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid "
       "attribute: tenant"},
      {"schema", "", "SearchConditionExpression must be provided when SearchSchema has a HASH key"},
      {"schema", condition("tenant < :t AND kind = :k"), comparator},
      {"schema", condition("tenant = :t AND kind < :k"), comparator},
      {"plain", ", 'ExpressionAttributeNames': {'#a': 'a'}",
       "ExpressionAttributeNames can only be specified when using expressions"},
  };
  for (const auto& row : rows) {
    CHECK(invalid("SearchVectors", search_request("tenants", row.index, row.more)) == row.refusal);
  }
  CHECK(refused("SearchVectors", search_request("nowhere", "plain")) ==
        "ResourceNotFoundException: Requested resource not found");
  CHECK(refused("SearchVectors", search_request("tenants", "plain", ", 'TopK': null"))
            .starts_with("SerializationException: invalid type: null, expected i32 at line 1 column "));
  CHECK(refused("SearchVectors", "{'IndexName': 'ab'}")
            .starts_with("ValidationException: missing field `TableName` at line 1 column "));
  CHECK(invalid("Scan", "{'TableName': 'tenants', 'IndexName': 'plain'}") ==
        "Scan operation not supported on this index type");
  const std::string query =
      "{'TableName': 'tenants', 'IndexName': 'plain', 'KeyConditionExpression': 'a = :a', "
      "'ExpressionAttributeValues': {':a': {'S': 'x'}}";
  CHECK(invalid("Query", query + "}") == "Query operation not supported on this index type.");
  CHECK(invalid("Query", query + ", 'ConsistentRead': true}") ==
        "Consistent reads are not supported on global secondary indexes");
  CHECK(invalid("Scan", "{'TableName': 'tenants', 'IndexName': 'plain', 'ConsistentRead': true}") ==
        "Scan operation not supported on this index type");
  CHECK(refusal("dynamodb", "ExecuteStatement",
                json::object{{"Statement", "SELECT * FROM \"tenants\".\"plain\""}}) ==
        "ValidationException: Scan operation not supported on this index type");
}

TEST_CASE_METHOD(VectorWorld, "a vector counts four bytes per dimension where it is indexed", "[dynamodb]") {
  ask("CreateTable", table("costs", vector_index("all") + ", " +
                                        vector_index("keys",
                                                     ", 'Projection': {'ProjectionType': "
                                                     "'KEYS_ONLY'}")));
  const std::string digits = "12345678901234567890123456789012345678";  // 20 bytes as a number
  const auto put_cost = [&](int padding, const std::string& note) {
    const std::string item = "{'a': {'S': 'k'}, 'v': {'L': " + numbers({digits, digits, digits}) +
                             "}, 'note': {'S': '" + note + "'}, 'pad': {'S': '" + std::string(padding, 'x') +
                             "'}}";
    return ask("PutItem", "{'TableName': 'costs', 'ReturnConsumedCapacity': 'INDEXES', 'Item': " + item + "}")
        .at("ConsumedCapacity")
        .as_object();
  };
  // a + k, v + 12, note + 1, pad: 23 bytes beside the padding.
  const json::object first = put_cost(1001, "1");
  CHECK(first.at("CapacityUnits").to_number<double>() == 1);
  CHECK(quoted(first.at("VectorIndexes")) ==
        "{'all':{'VectorWriteRequestBytes':1024},'keys':{'VectorWriteRequestBytes':1024}}");
  const json::object changed = put_cost(1002, "2");
  CHECK(changed.at("CapacityUnits").to_number<double>() == 2);
  CHECK(quoted(changed.at("VectorIndexes")) == "{'all':{'VectorWriteRequestBytes':1025}}");
  CHECK_FALSE(put_cost(1002, "2").contains("VectorIndexes"));
  CHECK(described("costs").at("TableSizeBytes") == 1025);
  const json::object searched =
      ask("SearchVectors", search_request("costs", "keys", ", 'ReturnConsumedCapacity': 'TOTAL'"));
  CHECK(quoted(searched.at("ConsumedCapacity")) == "{'VectorSearchRequestBytes':1024}");
}

TEST_CASE_METHOD(VectorWorld, "a vector index that is added has the table's items, and goes again",
                 "[dynamodb]") {
  make_hash_table();
  put_vector("hash", "fits", {"1", "0", "0"});
  put_vector("hash", "short", {"1", "0"});
  put("hash", "{'a': {'S': 'text'}, 'v': {'S': 'x'}}");
  CHECK(refused("UpdateTable",
                update("{'Create': " + vector_index("one") + "}, {'Create': " + vector_index("two") + "}")) ==
        "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted "
        "simultaneously per table");
  const json::object answer = ask("UpdateTable", update("{'Create': " + vector_index("one") + "}"));
  CHECK(answer.at("TableDescription").at("TableStatus") == "UPDATING");
  CHECK(answer.at("TableDescription").at("VectorIndexes").at(0).at("Backfilling") == false);
  CHECK(search("hash", "one") == "fits 0.00");
  CHECK(invalid("UpdateTable", update("{'Create': " + vector_index("one") + "}")) ==
        "Attempting to create an index which already exists");
  CHECK(invalid("UpdateTable", update("{'Create': " + vector_index("two", "", 4) + "}"))
            .find("same dimensions") != std::string::npos);
  CHECK(invalid("UpdateTable",
                "{'TableName': 'hash', 'BillingMode': 'PROVISIONED', 'ProvisionedThroughput': "
                "{'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}")
            .find("only supported for PAY_PER_REQUEST") != std::string::npos);
  CHECK(invalid("UpdateTable", update("{'Update': {'IndexName': 'one'}}"))
            .find("One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete") != std::string::npos);
  CHECK(refused("UpdateTable", update("{'Delete': {'IndexName': 'two'}}")) ==
        "ResourceNotFoundException: Requested resource not found: Index two for table hash");
  ask("UpdateTable", update("{'Delete': {'IndexName': 'one'}}"));
  CHECK_FALSE(described("hash").contains("VectorIndexes"));
  put_vector("hash", "free", {"1"});
}

TEST_CASE_METHOD(VectorWorld, "an index that is added is allocated, then filled, then searched",
                 "[dynamodb]") {
  make_hash_table();
  put_vector("hash", "one", {"1", "0", "0"});
  dynamodb.options.table_delay = 10s;
  ask("UpdateTable", update("{'Create': " + vector_index("index") + "}"));
  const auto state = [&] {
    const json::object table = described("hash");
    const json::object& index = table.at("VectorIndexes").at(0).as_object();
    const json::value* filling = find(index, "Backfilling");
    return quoted(table.at("TableStatus")) + quoted(index.at("IndexStatus")) +
           (filling ? to_text(*filling) : "");
  };
  const std::string removal = update("{'Delete': {'IndexName': 'index'}}");
  CHECK(state() == "'UPDATING''CREATING'false");
  CHECK(refused("UpdateTable", removal) ==
        "ResourceInUseException: Attempt to change a resource which is still in use: Index creation is in "
        "resource allocation phase. Retry deletion during backfilling phase or when the index is active. "
        "Table: hash Index: index");
  CHECK(refused("UpdateTable", update("{'Create': " + vector_index("more") + "}"))
            .starts_with("LimitExceededException"));
  advance(10s);
  CHECK(state() == "'ACTIVE''CREATING'true");
  CHECK(invalid("SearchVectors", search_request("hash", "index")) ==
        "Cannot search backfilling vector index: index");
  CHECK(refused("DeleteTable", "{'TableName': 'hash'}") ==
        "ResourceInUseException: Attempt to change a resource which is still in use: Cannot delete table "
        "while indexes are being created, updated, or deleted.");
  advance(10s);
  CHECK(state() == "'ACTIVE''ACTIVE'");
  CHECK(search("hash", "index") == "one 0.00");
  ask("UpdateTable", removal);
}

}  // namespace orrery::dynamodb

// Requests and the exact words they are refused with, before and after the table is looked at.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct Case {
  const char* operation;
  const char* request;
  const char* refusal;
};

const Case serialization_cases[] = {
    {"PutItem", "{'TableName': 23}", "NUMBER_VALUE cannot be converted to String"},
    {"PutItem", "{'TableName': 23.5}", "DECIMAL_VALUE cannot be converted to String"},
    {"PutItem", "{'TableName': true}", "TRUE_VALUE cannot be converted to String"},
    {"PutItem", "{'TableName': false}", "FALSE_VALUE cannot be converted to String"},
    {"PutItem", "{'TableName': []}", "Unrecognized collection type class java.lang.String"},
    {"PutItem", "{'TableName': {}}", "Start of structure or map found where not expected"},
    {"PutItem", "{'Item': '23'}", "Unexpected field type"},
    {"PutItem", "{'Item': []}",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
    {"PutItem", "{'Item': {'a': 'x'}}", "Unexpected value type in payload"},
    {"PutItem", "{'Item': {'a': []}}",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
    {"PutItem", "{'Item': {'a': {'S': 1}}}", "NUMBER_VALUE cannot be converted to String"},
    {"PutItem", "{'Item': {'a': {'N': 1}}}", "NUMBER_VALUE cannot be converted to String"},
    {"PutItem", "{'Item': {'a': {'B': 1}}}", "only base-64-encoded strings are convertible to bytes"},
    {"PutItem", "{'Item': {'a': {'B': '23456'}}}",
     "Base64 encoded length is expected a multiple of 4 bytes but found: 5"},
    {"PutItem", "{'Item': {'a': {'B': '+/+='}}}", "Invalid last non-pad Base64 character dectected"},
    {"PutItem", "{'Item': {'a': {'BOOL': 'maybe'}}}", "'maybe' can not be converted to an Boolean"},
    {"PutItem", "{'Item': {'a': {'BOOL': 1}}}", "NUMBER_VALUE cannot be converted to Boolean"},
    {"PutItem", "{'Item': {'a': {'NULL': []}}}", "Unrecognized collection type class java.lang.Boolean"},
    {"PutItem", "{'Item': {'a': {'SS': 'x'}}}", "Unexpected field type"},
    {"PutItem", "{'Item': {'a': {'SS': {}}}}", "Start of structure or map found where not expected"},
    {"PutItem", "{'Item': {'a': {'SS': [1]}}}", "NUMBER_VALUE cannot be converted to String"},
    {"PutItem", "{'Item': {'a': {'L': ['x']}}}", "Unexpected value type in payload"},
    {"PutItem", "{'Item': {'a': {'M': {'b': {'N': 2}}}}}", "NUMBER_VALUE cannot be converted to String"},
    {"PutItem", "{'Expected': {'a': 'x'}}", "Unexpected value type in payload"},
    {"PutItem", "{'Expected': {'a': {'Exists': 'x'}}}", "'x' can not be converted to an Boolean"},
    {"PutItem", "{'ExpressionAttributeNames': {'#a': 1}}", "NUMBER_VALUE cannot be converted to String"},
    {"Query", "{'Limit': 'x'}", "STRING_VALUE cannot be converted to Integer"},
    {"Query", "{'Limit': true}", "TRUE_VALUE cannot be converted to Integer"},
    {"Scan", "{'Segment': []}", "Unrecognized collection type class java.lang.Integer"},
    {"CreateTable", "{'ProvisionedThroughput': {'ReadCapacityUnits': 'x'}}",
     "STRING_VALUE cannot be converted to Long"},
    {"CreateTable", "{'KeySchema': 'x'}", "Unexpected field type"},
    {"CreateTable", "{'KeySchema': ['x']}", "Unexpected value type in payload"},
    {"CreateTable", "{'ProvisionedThroughput': []}",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput"},
    {"TransactWriteItems", "{'TransactItems': [{'Put': 'x'}]}", "Unexpected field type"},
};

const Case constraint_cases[] = {
    {"PutItem", "{}",
     "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not "
     "be null; "
     "Value null at 'item' failed to satisfy constraint: Member must not be null"},
    {"GetItem", "{'TableName': 'hash'}",
     "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be "
     "null"},
    {"PutItem", "{'TableName': 'a;b', 'Item': {}, 'ReturnValues': 'x'}",
     "1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: Member must "
     "satisfy regular "
     "expression pattern: [a-zA-Z0-9_.-]+"},
    {"PutItem", "{'TableName': 'hash', 'Item': {}, 'ReturnValues': 'x', 'ReturnConsumedCapacity': 'y'}",
     "2 validation errors detected: Value 'y' at 'returnConsumedCapacity' failed to satisfy constraint: "
     "Member must "
     "satisfy enum value set: [INDEXES, TOTAL, NONE]; Failed to satisfy constraint: Member must satisfy enum "
     "value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"},
    {"Scan", "{'TableName': 'hash', 'Limit': 0}",
     "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value "
     "greater "
     "than or equal to 1"},
    {"Scan", "{'TableName': 'hash', 'Select': 'count'}",
     "1 validation error detected: Value 'count' at 'select' failed to satisfy constraint: Member must "
     "satisfy enum "
     "value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"},
    {"Query", "{'TableName': 'hash', 'IndexName': 'x'}",
     "1 validation error detected: Value 'x' at 'indexName' failed to satisfy constraint: Member must have "
     "length "
     "greater than or equal to 3"},
    {"BatchGetItem", "{'RequestItems': {}}", "The requestItems parameter is required for BatchGetItem"},
    {"BatchWriteItem", "{}", "The requestItems parameter is required for BatchWriteItem"},
    {"Query", "{'TableName': 'hash', 'Limit': 0}",
     "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value "
     "greater than "
     "or equal to 1"},
    {"PutItem", "{'TableName': '', 'Item': {}}",
     "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have "
     "length "
     "greater than or equal to 1"},
    {"CreateTable",
     "{'TableName': 'abc', 'AttributeDefinitions': [], 'KeySchema': [{'AttributeName': 'pk', 'KeyType': "
     "'HASH'}, "
     "{'AttributeName': 'sk', 'KeyType': 'RANGE'}, {'AttributeName': 'extra', 'KeyType': 'RANGE'}]}",
     "1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), "
     "KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=extra, "
     "keyType=RANGE)]' at "
     "'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2"},
    {"TransactWriteItems", "{'TransactItems': []}",
     "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must "
     "have length "
     "greater than or equal to 1"},
    {"TransactGetItems", "{'TransactItems': [{}]}",
     "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: "
     "Member must "
     "not be null"},
    {"ListTables", "{'Limit': 101}",
     "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have "
     "value less "
     "than or equal to 100"},
    {"CreateTable", "{}", "The parameter 'TableName' is required but was not present in the request"},
    {"CreateTable",
     "{'TableName': 'abc', 'KeySchema': [{'KeyType': 'x', 'AttributeName': 'a'}], 'AttributeDefinitions': "
     "[]}",
     "1 validation error detected: Value 'x' at 'keySchema.1.member.keyType' failed to satisfy constraint: "
     "Member must "
     "satisfy enum value set: [HASH, RANGE]"},
};

const Case value_cases[] = {
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {}}}",
     "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x', 'N': '1'}}}",
     "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
     "datatypes"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {}}}",
     "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': ''}}}",
     "The parameter cannot be converted to a numeric value: "},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': 'b'}}}",
     "The parameter cannot be converted to a numeric value: b"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '1 '}}}",
     "The parameter cannot be converted to a numeric value: 1 "},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '1e126'}}}",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '-1e126'}}}",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '1e-131'}}}",
     "Number underflow. Attempting to store a number with magnitude smaller than supported range"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '123456789012345678901234567890123456789'}}}",
     "Attempting to store more than 38 significant digits in a Number"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'SS': []}}}",
     "1 validation error detected: One or more parameter values were invalid: An string set  may not be "
     "empty"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'NS': []}}}",
     "1 validation error detected: One or more parameter values were invalid: An number set  may not be "
     "empty"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'BS': []}}}",
     "1 validation error detected: One or more parameter values were invalid: Binary sets should not be "
     "empty"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'SS': ['q', 'q']}}}",
     "1 validation error detected: One or more parameter values were invalid: Input collection [\"q\", "
     "\"q\"] "
     "contains "
     "duplicates."},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'NS': ['1', '1.0']}}}",
     "1 validation error detected: One or more parameter values were invalid: Input collection contains "
     "duplicates."},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'BS': ['AAE=', 'AAE=']}}}",
     "1 validation error detected: One or more parameter values were invalid: Input collection "
     "[\"AAE=\",\"AAE=\"]of type BS "
     "contains duplicates."},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'NULL': false}}}",
     "1 validation error detected: One or more parameter values were invalid: Null attribute value types "
     "must have the "
     "value of true"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'b': {'S': 'x'}}}",
     "One or more parameter values were invalid: Missing the key a in the item"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'N': '1'}}}",
     "One or more parameter values were invalid: Type mismatch for key a expected: S actual: N"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': ''}}}",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
     "empty "
     "string value. Key: a"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'b': {'S': 'x'}}}",
     "The provided key element does not match the schema"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'N': '1'}}}",
     "The provided key element does not match the schema"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}, 'b': {'S': 'x'}}}",
     "The provided key element does not match the schema"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'ReturnValues': 'ALL_NEW'}",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'ReturnValues': 'UPDATED_OLD'}",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"PutItem", "{'TableName': 'hash', 'Item': {}, 'Expected': {}, 'ConditionExpression': 'x'}",
     "1 validation error detected: Can not use both expression and non-expression parameters in the same "
     "request: "
     "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}"},
    {"PutItem", "{'TableName': 'hash', 'Item': {}, 'ExpressionAttributeNames': {'#a': 'b'}}",
     "1 validation error detected: ExpressionAttributeNames can only be specified when using expressions"},
    {"GetItem",
     "{'TableName': 'hash', 'Key': {}, 'ProjectionExpression': 'x', 'ExpressionAttributeNames': {}}",
     "ExpressionAttributeNames must not be empty"},
    {"GetItem",
     "{'TableName': 'hash', 'Key': {}, 'ProjectionExpression': 'x', 'ExpressionAttributeNames': {'a': 'b'}}",
     "ExpressionAttributeNames contains invalid key: Syntax error; key: \\\"a\\\""},
    {"GetItem",
     "{'TableName': 'hash', 'Key': {}, 'ProjectionExpression': 'x', 'ExpressionAttributeNames': {'#a': 'b'}}",
     "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"},
    {"Scan",
     "{'TableName': 'hash', 'FilterExpression': 'x = :x', 'ExpressionAttributeValues': {':x': {'S': '1'}, "
     "':y': {'S': "
     "'1'}}}",
     "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}"},
    {"Scan",
     "{'TableName': 'hash', 'FilterExpression': 'x = :x', 'ExpressionAttributeValues': {':x': {'N': 'q'}}}",
     "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric "
     "value: q for key "
     ":x"},
    {"GetItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'ProjectionExpression': '#b', "
     "'ExpressionAttributeNames': {'#b': ''}}",
     "ExpressionAttributeNames contains invalid value: Empty attribute name for key #b"},
    {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'SS': ['x', null]}}}",
     "1 validation error detected: One or more parameter values were invalid: An string set may not have a "
     "null string as a member"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'NS': [null]}}}",
     "One or more parameter values were invalid: An AttributeValue may not contain null"},
    {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributesToGet': ['q', 'q']}",
     "One or more parameter values were invalid: Duplicate value in attribute name: q"},
    {"UpdateItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'SET a = :a', "
     "'ExpressionAttributeValues': "
     "{':a': {'S': 'y'}}}",
     "One or more parameter values were invalid: Cannot update attribute a. This attribute is part of the "
     "key"},
    {"UpdateItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'SET b = c'}",
     "The provided expression refers to an attribute that does not exist in the item"},
    {"UpdateItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'SET b.c = :a', "
     "'ExpressionAttributeValues': "
     "{':a': {'S': 'y'}}}",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'SET b = a + :a', "
     "'ExpressionAttributeValues': {':a': {'N': '1'}}}",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributeUpdates': {'b': {'Action': 'PUT'}}}",
     "1 validation error detected: One or more parameter values were invalid: Only DELETE action is allowed "
     "when no "
     "attribute value is specified"},
    {"UpdateItem",
     "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributeUpdates': {'b': {'Action': 'ADD', 'Value': "
     "{'S': "
     "'q'}}}}",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not supported "
     "for the type "
     "S"},
    {"Query", "{'TableName': 'hash'}",
     "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."},
    {"Query", "{'TableName': 'hash', 'KeyConditions': {}}", "Conditions can be of length 1 or 2 only"},
    {"Query",
     "{'TableName': 'hash', 'KeyConditions': {'a': {'ComparisonOperator': 'EQ', 'AttributeValueList': []}}}",
     "One or more parameter values were invalid: Invalid number of argument(s) for the EQ "
     "ComparisonOperator"},
    {"Query",
     "{'TableName': 'hash', 'KeyConditions': {'a': {'ComparisonOperator': 'GT', 'AttributeValueList': [{'S': "
     "'x'}]}}}",
     "Query key condition not supported"},
    {"Query",
     "{'TableName': 'hash', 'KeyConditions': {'b': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'S': "
     "'x'}]}}}",
     "Query condition missed key schema element: a"},
    {"Query",
     "{'TableName': 'hash', 'KeyConditions': {'a': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'N': "
     "'1'}]}}}",
     "One or more parameter values were invalid: Condition parameter type does not match schema type"},
    {"Query", "{'TableName': 'hash', 'Select': 'SPECIFIC_ATTRIBUTES', 'KeyConditionExpression': 'a = :a'}",
     "1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to "
     "get "
     "SPECIFIC_ATTRIBUTES"},
    {"Scan", "{'TableName': 'hash', 'Select': 'ALL_PROJECTED_ATTRIBUTES'}",
     "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an "
     "IndexName"},
    {"Scan", "{'TableName': 'hash', 'Select': 'COUNT', 'ProjectionExpression': 'b'}",
     "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the "
     "Count"},
    {"Scan", "{'TableName': 'hash', 'Segment': 1}",
     "The TotalSegments parameter is required but was not present in the request when Segment parameter is "
     "present"},
    {"Scan", "{'TableName': 'hash', 'TotalSegments': 1}",
     "The Segment parameter is required but was not present in the request when parameter TotalSegments is "
     "present"},
    {"Scan", "{'TableName': 'hash', 'Segment': 2, 'TotalSegments': 2}",
     "The Segment parameter is zero-based and must be less than parameter TotalSegments"},
    {"Scan", "{'TableName': 'hash', 'Segment': 1.5, 'TotalSegments': 1.9}",
     "The Segment parameter is zero-based and must be less than parameter TotalSegments"},
    {"Scan", "{'TableName': 'hash', 'IndexName': 'none'}",
     "The table does not have the specified index: none"},
    {"Scan", "{'TableName': 'hash', 'ExclusiveStartKey': {'b': {'S': 'x'}}}",
     "The provided starting key is invalid"},
    {"Scan", "{'TableName': 'hash', 'ExclusiveStartKey': {'a': {'S': ''}}}",
     "The provided starting key is invalid: One or more parameter values are not valid. The AttributeValue "
     "for a key attribute cannot contain an empty string value. Key: a"},
    {"Scan", "{'TableName': 'hash', 'ExclusiveStartKey': {'a': {}}}",
     "The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"Scan", "{'TableName': 'hash', 'ExclusiveStartKey': {'a': {'N': 'x'}}}",
     "The parameter cannot be converted to a numeric value: x"},
    {"BatchGetItem", "{'RequestItems': {'hash': {}}}",
     "1 validation error detected: Value null at 'requestItems.hash.member.keys' failed to satisfy "
     "constraint: Member must not be null"},
    {"CreateTable",
     "{'TableName': 'twice', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
     "'KeyType': 'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}, "
     "{'AttributeName': 'a', 'AttributeType': 'N'}]}",
     "Attribute Name is duplicated: a"},
    {"CreateTable",
     "{'TableName': 'more', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
     "'KeyType': 'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}, "
     "{'AttributeName': 'b', 'AttributeType': 'S'}], 'GlobalSecondaryIndexes': [{'IndexName': 'one', "
     "'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'Projection': {}}]}",
     "One or more parameter values were invalid: Some AttributeDefinitions are not used. "
     "AttributeDefinitions: [a, b], keys used: [a]"},
    {"BatchGetItem", "{'RequestItems': {'hash': {'Keys': [{'a': {'S': 'x'}}, {'a': {'S': 'x'}}]}}}",
     "Provided list of item keys contains duplicates"},
    {"BatchWriteItem",
     "{'RequestItems': {'hash': [{'PutRequest': {'Item': {'a': {'S': 'x'}}}}, {'DeleteRequest': {'Key': "
     "{'a': {'S': "
     "'x'}}}}]}}",
     "Provided list of item keys contains duplicates"},
    {"BatchWriteItem", "{'RequestItems': {'hash': [{'PutRequest': {'Item': {'a': {'N': '1'}}}}]}}",
     "The provided key element does not match the schema"},
    {"UpdateTable", "{'TableName': 'hash'}",
     "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
     "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, "
     "MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is "
     "required"},
    {"UpdateTimeToLive",
     "{'TableName': 'hash', 'TimeToLiveSpecification': {'Enabled': false, 'AttributeName': 'x'}}",
     "TimeToLive is already disabled"},
};

}  // namespace

TEST_CASE_METHOD(DynamodbWorld, "a wrong JSON type is a SerializationException", "[dynamodb]") {
  for (const Case& one : serialization_cases) {
    INFO(one.operation << " " << one.request);
    CHECK(refused(one.operation, one.request) == std::string("SerializationException: ") + one.refusal);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "violated constraints are counted and listed", "[dynamodb]") {
  make_hash_table();
  for (const Case& one : constraint_cases) {
    INFO(one.operation << " " << one.request);
    CHECK(invalid(one.operation, one.request) == one.refusal);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "values and parameters that do not fit are refused in AWS's words",
                 "[dynamodb]") {
  make_hash_table();
  for (const Case& one : value_cases) {
    INFO(one.operation << " " << one.request);
    std::string wanted = one.refusal;
    for (std::size_t at; (at = wanted.find("\\\"")) != std::string::npos;) wanted.erase(at, 1);
    CHECK(invalid(one.operation, one.request) == wanted);
  }
}

TEST_CASE_METHOD(DynamodbWorld, "a table that is not there is not found", "[dynamodb]") {
  for (const Case& one : {
           Case{"GetItem", "{'TableName': 'none', 'Key': {'a': {'S': 'x'}}}", "Requested resource not found"},
           Case{"PutItem", "{'TableName': 'none', 'Item': {'a': {'S': 'x'}}}",
                "Requested resource not found"},
           Case{"Scan", "{'TableName': 'none'}", "Requested resource not found"},
           Case{"DescribeTable", "{'TableName': 'none'}",
                "Requested resource not found: Table: none not found"},
           Case{"DeleteTable", "{'TableName': 'none'}",
                "Requested resource not found: Table: none not found"},
       }) {
    CHECK(refused(one.operation, one.request) == std::string("ResourceNotFoundException: ") + one.refusal);
  }
}

}  // namespace orrery::dynamodb

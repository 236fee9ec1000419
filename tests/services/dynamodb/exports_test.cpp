// Exports to S3: their files, manifests and refusals.
#include <sstream>

#include "tests/services/dynamodb/transfer_world.h"

namespace orrery::dynamodb {
namespace {

struct ExportWorld : TransferWorld {
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";

  ExportWorld() {
    make_hash_table();
    ask("UpdateContinuousBackups",
        "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': true}}");
  }

  std::string request(const std::string& more = "", const std::string& bucket = "there") {
    return "{'TableArn': '" + arn + "', 'S3Bucket': '" + bucket + "'" + more + "}";
  }
  json::object export_now(const std::string& more = "") {
    return ask("ExportTableToPointInTime", request(more)).at("ExportDescription").as_object();
  }
  std::string export_refused(const std::string& more) {
    return refused("ExportTableToPointInTime", request(more));
  }
  // The lines of all data files under the folder, sorted.
  std::vector<std::string> lines(const std::string& folder) {
    std::vector<std::string> found;
    for (const auto& [key, body] : s3.objects) {
      if (!key.starts_with(folder)) continue;
      std::istringstream text(*protocol::gunzip(body, 1 << 26));
      for (std::string line; std::getline(text, line);) found.push_back(line);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  static std::string id_of(const json::object& shown) {
    const std::string text(view(shown.at("ExportArn").as_string()));
    return text.substr(text.rfind('/') + 1);
  }
};

}  // namespace

TEST_CASE_METHOD(ExportWorld, "an export writes the items, and manifests that tell of them", "[dynamodb]") {
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '1.50'}}");
  put("hash", "{'a': {'S': 'y'}, 'm': {'M': {'k': {'BOOL': true}}}}");
  const json::object begun = export_now(", 'S3Prefix': 'some/where'");
  CHECK(text(begun.at("ExportStatus")) == "IN_PROGRESS");
  CHECK(text(begun.at("S3SseAlgorithm")) == "AES256");
  CHECK_FALSE(begun.contains("ExportType"));
  CHECK_FALSE(text(begun.at("ClientToken")).empty());
  put("hash", "{'a': {'S': 'late'}}");

  const json::object shown = ended("Export", begun);
  CHECK(text(shown.at("ExportStatus")) == "COMPLETED");
  CHECK(shown.at("ItemCount") == 2);
  const std::string home = "some/where/AWSDynamoDB/" + id_of(shown) + "/";
  CHECK(text(shown.at("ExportManifest")) == home + "manifest-summary.json");
  CHECK(lines(home + "data/") ==
        std::vector<std::string>{R"({"Item":{"a":{"S":"x"},"n":{"N":"1.5"}}})",
                                 R"({"Item":{"a":{"S":"y"},"m":{"M":{"k":{"BOOL":true}}}}})"});
  CHECK(s3.objects.at(home + "_started").empty());
  for (const char* name : {"manifest-files", "manifest-summary"}) {
    CHECK(s3.objects.at(home + name + ".md5") == to_base64(md5(s3.objects.at(home + name + ".json"))));
  }
  const json::object file = parse_json(s3.objects.at(home + "manifest-files.json"))->as_object();
  CHECK(file.at("itemCount") == 2);
  const std::string& data = s3.objects.at(text(file.at("dataFileS3Key")));
  CHECK(text(file.at("md5Checksum")) == to_base64(md5(data)));
  CHECK(text(file.at("etag")) == to_hex(md5(data)));
  const json::object summary = parse_json(s3.objects.at(home + "manifest-summary.json"))->as_object();
  CHECK(text(summary.at("version")) == "2020-06-30");
  CHECK(text(summary.at("manifestFilesS3Key")) == home + "manifest-files.json");
  CHECK(summary.at("itemCount") == 2);
  CHECK(summary.at("s3SseKmsKeyId").is_null());
  advance(1s);
  CHECK_FALSE(
      store->scan(Key("dynamodb").text(context.account).text(context.region).text("backup item")).valid());
}

TEST_CASE_METHOD(ExportWorld, "an export in Ion keeps the types of values", "[dynamodb]") {
  put("hash",
      "{'a': {'S': 'x'}, 'n': {'N': '7'}, 'b': {'B': 'AQI='}, 'not plain': {'NULL': true}, 'l': {'L': [{'N': "
      "'1.5'}, {'BOOL': false}]}, 'ss': {'SS': ['p', 'q']}, 'ns': {'NS': ['2']}}");
  const json::object shown = ended("Export", export_now(", 'ExportFormat': 'ION'"));
  CHECK(lines("AWSDynamoDB/" + id_of(shown) + "/data/") ==
        std::vector<std::string>{"$ion_1_0 {Item:{a:\"x\",b:{{AQI=}},l:[1.5,false],n:7.,'not plain':null,"
                                 "ns:$dynamodb_NS::[2.],ss:$dynamodb_SS::[\"p\",\"q\"]}}"});
}

TEST_CASE_METHOD(ExportWorld, "an export of an earlier time has the table as it was", "[dynamodb]") {
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '1'}}");
  const Instant then = clock.now();
  advance(10s);
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '2'}}");
  put("hash", "{'a': {'S': 'y'}}");
  const json::object shown =
      ended("Export", export_now(", 'ExportTime': " + std::to_string(epoch_seconds(then))));
  CHECK(lines("AWSDynamoDB/" + id_of(shown) + "/data/") ==
        std::vector<std::string>{R"({"Item":{"a":{"S":"x"},"n":{"N":"1"}}})"});
  CHECK(export_refused(", 'ExportTime': 5") == "InvalidExportTimeException: Export Time is invalid");
}

TEST_CASE_METHOD(ExportWorld, "an incremental export has what changed between two times", "[dynamodb]") {
  for (const char* key : {"kept", "changed", "removed"}) {
    put("hash", "{'a': {'S': '" + std::string(key) + "'}, 'n': {'N': '1'}}");
  }
  advance(60s);
  const Instant from = clock.now();
  advance(60s);
  put("hash", "{'a': {'S': 'changed'}, 'n': {'N': '2'}}");
  put("hash", "{'a': {'S': 'changed'}, 'n': {'N': '3'}}");
  ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'removed'}}}");
  put("hash", "{'a': {'S': 'new'}}");
  put("hash", "{'a': {'S': 'brief'}}");
  ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'brief'}}}");
  const std::string micros = std::to_string(clock.now().time_since_epoch().count());
  advance(15min);
  const Instant to = clock.now();
  advance(60s);
  put("hash", "{'a': {'S': 'changed'}, 'n': {'N': '4'}}");

  const std::string span = "'ExportFromTime': " + std::to_string(epoch_seconds(from)) +
                           ", 'ExportToTime': " + std::to_string(epoch_seconds(to));
  const json::object shown = ended("Export", export_now(", 'ExportType': 'INCREMENTAL_EXPORT', "
                                                        "'IncrementalExportSpecification': {" +
                                                        span + "}"));
  CHECK(shown.at("ItemCount") == 3);
  const std::string meta =
      R"({"Metadata":{"WriteTimestampMicros":{"N":")" + micros + R"("}},"Keys":{"a":{"S":)";
  CHECK(
      lines("AWSDynamoDB/data/") ==
      std::vector<std::string>{
          meta +
              R"("changed"}},"OldImage":{"a":{"S":"changed"},"n":{"N":"1"}},"NewImage":{"a":{"S":"changed"},"n":{"N":"3"}}})",
          meta + R"("new"}},"NewImage":{"a":{"S":"new"}}})",
          meta + R"("removed"}},"OldImage":{"a":{"S":"removed"},"n":{"N":"1"}}})"});
}

TEST_CASE_METHOD(ExportWorld, "a filter chooses what an export has of a table", "[dynamodb]") {
  for (const char* key : {"x", "y", "z"}) {
    put("hash", "{'a': {'S': '" + std::string(key) + "'}, 'n': {'N': '1'}, 'm': {'M': {'p': {'N': '2'}}}}");
  }
  put("hash", "{'a': {'S': 'none'}}");
  const Instant from = clock.now();
  const auto filter = [](const std::string& body) { return ", 'FilterSpecification': {" + body + "}"; };
  const auto exported = [&](const std::string& body) {
    const json::object shown = ended("Export", export_now(filter(body)));
    CHECK(shown.contains("FilterSpecification"));
    return lines("AWSDynamoDB/" + id_of(shown) + "/data/");
  };
  using Lines = std::vector<std::string>;
  CHECK(exported("'FilterExpression': 'n = :n AND a > :x', 'ProjectionExpression': 'a, m.#p', "
                 "'ExpressionAttributeNames': {'#p': 'p'}, "
                 "'ExpressionAttributeValues': {':n': {'N': '1'}, ':x': {'S': 'x'}}") ==
        Lines{R"({"Item":{"a":{"S":"y"},"m":{"M":{"p":{"N":"2"}}}}})",
              R"({"Item":{"a":{"S":"z"},"m":{"M":{"p":{"N":"2"}}}}})"});
  CHECK(exported("'KeyConditionExpression': 'a = :x', 'ProjectionExpression': 'n', "
                 "'ExpressionAttributeValues': {':x': {'S': 'x'}}") == Lines{R"({"Item":{"n":{"N":"1"}}})"});

  advance(1min);
  ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}");
  put("hash", "{'a': {'S': 'y'}, 'n': {'N': '5'}}");
  put("hash", "{'a': {'S': 'z'}, 'n': {'N': '1'}}");
  advance(20min);
  // The latest image is looked at, the old one where there is none.
  const json::object shown =
      ended("Export", export_now(", 'ExportType': 'INCREMENTAL_EXPORT', 'IncrementalExportSpecification': "
                                 "{'ExportFromTime': " +
                                 std::to_string(epoch_seconds(from)) + "}" +
                                 filter("'FilterExpression': 'n = :n', 'ProjectionExpression': 'n', "
                                        "'ExpressionAttributeValues': {':n': {'N': '1'}}")));
  CHECK(shown.at("ItemCount") == 2);
  const Lines changes = lines("AWSDynamoDB/data/");
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].ends_with(R"("Keys":{"a":{"S":"x"}},"OldImage":{"n":{"N":"1"}}})"));
  CHECK(changes[1].ends_with(
      R"("Keys":{"a":{"S":"z"}},"OldImage":{"n":{"N":"1"}},"NewImage":{"n":{"N":"1"}}})"));

  const std::string value = "'ExpressionAttributeValues': {':x': {'S': 'x'}}";
  CHECK(export_refused(filter("'FilterExpression': 'n = '")).find("Invalid FilterExpression: ") !=
        std::string::npos);
  CHECK(
      export_refused(filter("'KeyConditionExpression': 'a = :x', 'FilterExpression': 'a = :x', " + value)) ==
      "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key "
      "attribute: a");
  CHECK(export_refused(filter("'KeyConditionExpression': 'n = :x', " + value)) ==
        "ValidationException: Query condition missed key schema element: a");
  CHECK(export_refused(filter("'ProjectionExpression': 'n', " + value))
            .starts_with("ValidationException: ExpressionAttributeValues can only be specified when using"));
}

TEST_CASE_METHOD(ExportWorld, "what S3 refuses fails an export", "[dynamodb]") {
  const json::object begun =
      ask("ExportTableToPointInTime", request("", "nowhere")).at("ExportDescription").as_object();
  const json::object shown = ended("Export", begun);
  CHECK(text(shown.at("ExportStatus")) == "FAILED");
  CHECK(text(shown.at("FailureCode")) == "S3NoSuchBucket");
  CHECK(text(shown.at("FailureMessage"))
            .starts_with("The specified bucket does not exist (Service: Amazon S3; "
                         "Status Code: 404; Error Code: NoSuchBucket; Request ID: "));
}

TEST_CASE_METHOD(ExportWorld, "a client token stands for one export", "[dynamodb]") {
  const std::string token = ", 'ClientToken': 'once'";
  const json::object first = ended("Export", export_now(token));
  CHECK(export_now(token).at("ExportArn") == first.at("ExportArn"));
  CHECK(export_refused(token + ", 'S3Prefix': 'p'") ==
        "ExportConflictException: Export conflict: Duplicate request detected with conflicting parameters");
  CHECK(export_now().at("ExportArn") != first.at("ExportArn"));
}

TEST_CASE_METHOD(ExportWorld, "exports are listed in pages, the newest of a table first", "[dynamodb]") {
  std::vector<std::string> arns;
  for (int i = 0; i < 3; ++i) {
    arns.push_back(text(export_now().at("ExportArn")));
    advance(1s);
  }
  const json::object page = ask("ListExports", "{'MaxResults': 2}");
  CHECK(text(page.at("ExportSummaries").at(0).at("ExportArn")) == arns[2]);
  CHECK(page.at("ExportSummaries").at(0).at("ExportType") == "FULL_EXPORT");
  const json::object rest = ask("ListExports", "{'NextToken': '" + text(page.at("NextToken")) + "'}");
  CHECK(rest.at("ExportSummaries").as_array().size() == 1);
  CHECK(text(rest.at("ExportSummaries").at(0).at("ExportArn")) == arns[0]);
  const json::object newest = ask("ListExports", "{'TableArn': '" + arn + "'}");
  CHECK(text(newest.at("ExportSummaries").at(0).at("ExportArn")) == arns[2]);
  CHECK(invalid("ListImports", "{'NextToken': '" + text(page.at("NextToken")) + "'}")
            .starts_with("Invalid Request: Provided nextToken is invalid: "));
}

TEST_CASE_METHOD(ExportWorld, "exports of a table are listed while there is the table", "[dynamodb]") {
  const std::string of_table = text(ended("Export", export_now()).at("ExportArn"));
  ask("DeleteTable", "{'TableName': 'hash'}");
  CHECK(ask("ListExports", "{}").at("ExportSummaries").as_array().empty());
  CHECK(ask("DescribeExport", "{'ExportArn': '" + of_table + "'}").contains("ExportDescription"));
}

TEST_CASE_METHOD(ExportWorld, "exports are refused in AWS's words", "[dynamodb]") {
  make_hash_table("plain");
  const std::string foreign = "arn:aws:dynamodb:us-east-1:111111111111:table/hash";
  const std::string spec = ", 'IncrementalExportSpecification': ";
  const std::string incremental = ", 'ExportType': 'INCREMENTAL_EXPORT'";
  struct Case {
    std::string operation, input, refusal;
  };
  const Case cases[] = {
      {"ExportTableToPointInTime", "{'TableArn': 'hash', 'S3Bucket': 'there'}",
       "ValidationException: One or more parameter values were invalid: tableArn is not a valid ARN"},
      {"ExportTableToPointInTime", "{'TableArn': '" + arn + "/index/i', 'S3Bucket': 'there'}",
       "ValidationException: Invalid Request: Table ARN is invalid."},
      {"ExportTableToPointInTime", "{'TableArn': '" + foreign + "', 'S3Bucket': 'there'}",
       "AccessDeniedException: Access is denied"},
      {"ExportTableToPointInTime", "{'TableArn': '" + arn + "none', 'S3Bucket': 'there'}",
       "TableNotFoundException: Table not found: " + arn + "none"},
      {"ExportTableToPointInTime",
       "{'TableArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/plain', 'S3Bucket': 'there'}",
       "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'plain'"},
      {"ExportTableToPointInTime", request("", ""),
       "ValidationException: 1 validation error detected: Value '' at 's3Bucket' failed to satisfy "
       "constraint: "
       "Member must satisfy regular expression pattern: ^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$"},
      {"ExportTableToPointInTime", request(", 'ExportFormat': 'CSV'"),
       "ValidationException: 1 validation error detected: Value 'CSV' at 'exportFormat' failed to satisfy "
       "constraint: Member must satisfy enum value set: [DYNAMODB_JSON, ION]"},
      {"ExportTableToPointInTime", request(", 'S3SseKmsKeyId': 'k'"),
       "ValidationException: Invalid Request: KMS Key Id is not supported for this encryption type"},
      {"ExportTableToPointInTime", request(spec + "{}"),
       "ValidationException: Invalid Request: Export Type expected to be Incremental Export when incremental "
       "export specification is provided"},
      {"ExportTableToPointInTime", request(", 'ExportType': 'FULL_EXPORT'" + spec + "{}"),
       "ValidationException: Invalid Request: When Export Type is Full Export , Incremental Export "
       "Specification "
       "should not be provided"},
      {"ExportTableToPointInTime", request(incremental),
       "ValidationException: Invalid Request: Incremental Export Specification expected when export type is "
       "set "
       "as Incremental Export"},
      {"ExportTableToPointInTime", request(incremental + spec + "{}"),
       "ValidationException: Invalid Request: ExportFromTime must be provided in "
       "IncrementalExportSpecification"},
      {"ExportTableToPointInTime",
       request(incremental + spec + "{'ExportFromTime': " + std::to_string(epoch_seconds(clock.now())) + "}"),
       "InvalidExportTimeException: Difference between export period from time and export period to time is "
       "less "
       "than 15 minutes"},
      {"DescribeExport", "{'ExportArn': '" + arn + "'}", "ValidationException: Invalid Export ARN"},
      {"DescribeExport", "{'ExportArn': '" + foreign + "/export/01234567890123-abcdef01'}",
       "AccessDeniedException: Access is denied"},
      {"DescribeExport", "{'ExportArn': '" + arn + "/export/01234567890123-abcdef01'}",
       "ExportNotFoundException: Export not found: Export not found: " + arn +
           "/export/01234567890123-abcdef01"},
  };
  for (const Case& one : cases) CHECK(refused(one.operation, one.input) == one.refusal);
}

}  // namespace orrery::dynamodb

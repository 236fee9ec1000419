// Imports from S3: formats, counts, what errors do, and tokens.
#include <zstd.h>

#include "tests/services/dynamodb/transfer_world.h"

namespace orrery::dynamodb {
namespace {

struct ImportWorld : TransferWorld {
  static std::string request(const std::string& prefix, const std::string& more = "",
                             const std::string& table = "made", const std::string& format = "DYNAMODB_JSON") {
    return "{'ClientToken': 't-" + table + prefix + "', 'InputFormat': '" + format +
           "', 'S3BucketSource': {'S3Bucket': 'there', 'S3KeyPrefix': '" + prefix +
           "'}, 'TableCreationParameters': {'TableName': '" + table +
           "', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, "
           "{'AttributeName': 'b', 'KeyType': 'RANGE'}], 'AttributeDefinitions': [{'AttributeName': 'a', "
           "'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'N'}]}" +
           more + "}";
  }
  json::object begin(const std::string& input) {
    return ask("ImportTable", input).at("ImportTableDescription").as_object();
  }
  json::object import_all(const std::string& input) { return ended("Import", begin(input)); }
  static std::string line(const std::string& a, int b) {
    return R"({"Item":{"a":{"S":")" + a + R"("},"b":{"N":")" + std::to_string(b) + "\"}}}\n";
  }
  static std::string counts(const json::object& shown) {
    return text(shown.at("ImportStatus")) + " " + to_text(shown.at("ProcessedItemCount")) + " " +
           to_text(shown.at("ImportedItemCount")) + " " + to_text(shown.at("ErrorCount"));
  }
  std::string refused_with(const std::string& input) { return refused("ImportTable", input); }
};

}  // namespace

TEST_CASE_METHOD(ImportWorld, "an import reads Ion's text", "[dynamodb]") {
  const std::string all =
      R"({Item:{a:"x\u00e9\x41",b:1.,bin:{{ AQ I= }},l:[1.5,false,[]],'not \'plain"':null,)"
      R"(ns:$dynamodb_NS::[2.,3d1],ss:$dynamodb_SS::["p","q"],bs:$dynamodb_BS::[{{AQ==}}],m:{"k":mine::-7,},t:true}})";
  s3.objects = {
      {"in/1", "$ion_1_0 " + all + "\n$ion_1_0\n{\n  Item: {a: \"}\", b: 2e0}\n} {Item:{a:\"\",b:3}}"},
      {"in/2", "{Item:{a:\"y\",b:1}}\n{Item:{a:\"z\",b:symbol}}"},
      {"in/3", "{Item:[]}"},
      {"in/4", "{Item:{a:\"open\""},
      {"in/5", "\xe0\x01\x00\xea"}};
  const json::object shown = import_all(request("in/", "", "made", "ION"));
  CHECK(to_text(shown.at("ImportedItemCount")) == "3");
  CHECK(get("made", "{'a': {'S': 'x\u00e9A'}, 'b': {'N': '1'}}") ==
        "{'a':{'S':'x\u00e9A'},'b':{'N':'1'},'bin':{'B':'AQI='},'bs':{'BS':['AQ==']},'l':{'L':[{'N':'1.5'},{"
        "'BOOL':false},{'L':[]}]},'m':{'M':{'k':{'N':'-7'}}},'not "
        "'plain\\'':{'NULL':true},'ns':{'NS':['2','30']},"
        "'ss':{'SS':['p','q']},'t':{'BOOL':true}}");
  CHECK(get("made", "{'a': {'S': '}'}, 'b': {'N': '2'}}") == "{'a':{'S':'}'},'b':{'N':'2'}}");
  CHECK(get("made", "{'a': {'S': 'y'}, 'b': {'N': '1'}}") == "{'a':{'S':'y'},'b':{'N':'1'}}");
}

TEST_CASE_METHOD(ImportWorld, "an import makes a table of all objects under its prefix", "[dynamodb]") {
  s3.page = 2;
  s3.objects = {{"in/1", line("x", 1) + "\n  \n" + line("x", 2)},
                {"in/2", ""},
                {"in/3", line("y", 1) + line("y", 1)},
                {"in/4", R"({"Item":{"a":{"S":"z"},"b":{"N":"9"},"m":{"M":{"l":{"L":[{"NULL":true}]}}}}})"},
                {"out/1", line("q", 1)}};
  const json::object begun = begin(request("in/"));
  CHECK(counts(begun) == "IN_PROGRESS 0 0 0");
  CHECK_FALSE(begun.contains("ProcessedSizeBytes"));
  CHECK_FALSE(begun.contains("EndTime"));
  CHECK(text(begun.at("InputCompressionType")) == "NONE");
  CHECK(text(begun.at("S3BucketSource").at("S3BucketOwner")) == context.account);
  CHECK(text(begun.at("CloudWatchLogGroupArn")) ==
        "arn:aws:logs:us-east-1:000000000000:log-group:/aws-dynamodb/imports:*");
  const json::object shown = ended("Import", begun);
  CHECK(counts(shown) == "COMPLETED 5 5 0");
  CHECK(shown.at("ProcessedSizeBytes") ==
        s3.objects.at("in/1").size() + s3.objects.at("in/3").size() + s3.objects.at("in/4").size());
  const json::object table = ask("DescribeTable", "{'TableName': 'made'}").at("Table").as_object();
  CHECK(table.at("TableStatus") == "ACTIVE");
  CHECK(table.at("TableId") == begun.at("TableId"));
  CHECK(table.at("ItemCount") == 4);
  CHECK(get("made", "{'a': {'S': 'z'}, 'b': {'N': '9'}}") ==
        "{'a':{'S':'z'},'b':{'N':'9'},'m':{'M':{'l':{'L':[{'NULL':true}]}}}}");
  CHECK(logs.lines.empty());
}

TEST_CASE_METHOD(ImportWorld, "an import of many items reads them in pieces, between other turns",
                 "[dynamodb]") {
  std::string body;
  constexpr int count = 30000;
  for (int i = 0; i < count; ++i) body += line("key" + std::to_string(i), i);
  s3.objects["plain"] = body;
  s3.objects["packed"] =
      protocol::gzip(body.substr(0, body.size() / 2)) + protocol::gzip(body.substr(body.size() / 2));
  const json::object plain = import_all(request("plain"));
  CHECK(counts(plain) == "COMPLETED 30000 30000 0");
  CHECK(s3.calls > 2);
  const json::object packed = import_all(request("packed", ", 'InputCompressionType': 'GZIP'", "other"));
  CHECK(counts(packed) == "COMPLETED 30000 30000 0");
  CHECK(packed.at("ProcessedSizeBytes") == plain.at("ProcessedSizeBytes"));
}

TEST_CASE_METHOD(ImportWorld, "JSON objects follow one another, whatever is between them", "[dynamodb]") {
  const auto item = [](const std::string& a) {
    return R"({"Item" : {"a": {"S": ")" + a + "\"},\n \"b\": {\"N\": \"1\"}}\n}";
  };
  s3.objects["in"] =
      "\n " + item("x") + item("y") + " \r\n\n" + item(R"(brace } quote \" end)") + "\t" + item("z");
  CHECK(counts(import_all(request("in"))) == "COMPLETED 4 4 0");
  CHECK(get("made", R"({'a': {'S': 'brace } quote \' end'}, 'b': {'N': '1'}})") ==
        R"({'a':{'S':'brace } quote \' end'},'b':{'N':'1'}})");
}

TEST_CASE_METHOD(ImportWorld, "objects may be packed with zstd, in several frames", "[dynamodb]") {
  const auto zstd = [](const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
  };
  std::string body;
  for (int i = 0; i < 30000; ++i) body += line("key" + std::to_string(i), i);
  s3.objects["in"] = zstd(body) + zstd(line("last", 1));
  const json::object shown = import_all(request("in", ", 'InputCompressionType': 'ZSTD'"));
  CHECK(counts(shown) == "COMPLETED 30001 30001 0");
  CHECK(shown.at("ProcessedSizeBytes") == body.size() + line("last", 1).size());
  s3.objects["cut"] = s3.objects["in"].substr(0, s3.objects["in"].size() - 5);
  CHECK(counts(import_all(request("cut", ", 'InputCompressionType': 'ZSTD'", "cut"))) ==
        "FAILED 30001 30000 1");
  CHECK(counts(import_all(request("in", ", 'InputCompressionType': 'GZIP'", "wrong"))) == "FAILED 1 0 1");
}

TEST_CASE_METHOD(ImportWorld, "CSV has headers, quotes and the types of keys", "[dynamodb]") {
  s3.objects["plain"] = "a,b,note\r\nx,1,\"one, \"\"two\"\"\nthree\"\ny,2,\n";
  CHECK(counts(import_all(request("plain", "", "made", "CSV"))) == "COMPLETED 2 2 0");
  CHECK(get("made", "{'a': {'S': 'x'}, 'b': {'N': '1'}}") ==
        "{'a':{'S':'x'},'b':{'N':'1'},'note':{'S':'one, \\'two\\'\\nthree'}}");
  CHECK(get("made", "{'a': {'S': 'y'}, 'b': {'N': '2'}}") == "{'a':{'S':'y'},'b':{'N':'2'},'note':{'S':''}}");
  s3.objects["own"] = "x;5\n";
  const std::string options = ", 'InputFormatOptions': {'Csv': {'Delimiter': ';', 'HeaderList': ['a', 'b']}}";
  CHECK(counts(import_all(request("own", options, "own", "CSV"))) == "COMPLETED 1 1 0");
  CHECK(get("own", "{'a': {'S': 'x'}, 'b': {'N': '5'}}") == "{'a':{'S':'x'},'b':{'N':'5'}}");
}

TEST_CASE_METHOD(ImportWorld, "an item that does not fit the table is an error; the others are imported",
                 "[dynamodb]") {
  s3.objects["in"] = line("x", 1) + "{\"Item\":{\"a\":{\"S\":\"no b\"}}}\n" + line("x", 2);
  const json::object shown = import_all(request("in"));
  CHECK(counts(shown) == "FAILED 3 2 1");
  CHECK(text(shown.at("FailureCode")) == "ItemValidationError");
  const std::string arn = text(shown.at("ImportArn"));
  CHECK(logs.stream == arn.substr(arn.rfind('/') + 1) + "/error");
  CHECK(
      logs.lines ==
      std::vector<std::string>{
          R"({"itemS3Pointer":{"bucket":"there","key":"in","itemIndex":1},"importArn":")" + arn +
          R"(","errorMessages":["One or more parameter values were invalid: Missing the key b in the item"]})"});
  CHECK(ask("Scan", "{'TableName': 'made'}").at("Count") == 2);
}

TEST_CASE_METHOD(ImportWorld, "a line that is no item ends its object", "[dynamodb]") {
  const std::string lines[] = {"{\"Item\": \n", "{\"Other\": {}}\n", "[]\n", "{\"Item\":{\"a\":{\"S\":5}}}\n",
                               "{\"Item\":{\"a\":{\"S\":\"x\"},\"b\":{\"N\":\"1\"},\"\":{\"S\":\"v\"}}}\n"};
  for (const std::string& bad : lines) {
    s3.objects["bad/" + std::to_string(s3.objects.size())] = line("x", 1) + bad + line("x", 2);
  }
  s3.objects["bad/packed"] = "\x1f\x8b not gzip";
  CHECK(counts(import_all(request("bad"))) == "FAILED 11 5 6");
  CHECK(counts(import_all(request("bad", ", 'InputCompressionType': 'GZIP'", "packed"))) == "FAILED 6 0 6");
}

TEST_CASE_METHOD(ImportWorld, "a prefix without objects makes an empty table, a missing bucket none",
                 "[dynamodb]") {
  CHECK(counts(import_all(request("none"))) == "COMPLETED 0 0 0");
  CHECK(ask("DescribeTable", "{'TableName': 'made'}").at("Table").at("TableStatus") == "ACTIVE");
  std::string nowhere = request("in", "", "lost");
  nowhere.replace(nowhere.find("there"), 5, "nowhere");
  const json::object shown = import_all(nowhere);
  CHECK(counts(shown) == "FAILED 0 0 0");
  CHECK(text(shown.at("FailureCode")) == "S3NoSuchBucket");
  CHECK(refused("DescribeTable", "{'TableName': 'lost'}").starts_with("ResourceNotFoundException"));
  CHECK(ask("ListImports", "{'PageSize': 1}").contains("NextToken"));
}

TEST_CASE_METHOD(ImportWorld, "a client token stands for one table", "[dynamodb]") {
  dynamodb.options.table_delay = 5s;
  s3.objects["in"] = line("x", 1);
  const json::object first = begin(request("in"));
  std::string again = request("in");
  again.replace(again.find("'S3KeyPrefix': 'in'"), 19, "'S3KeyPrefix': 'other'");
  CHECK(begin(again) == first);
  std::string other = request("in");
  other.replace(other.find("'made'"), 6, "'othr'");
  CHECK(refused_with(other) ==
        "ImportConflictException: Import conflict: Duplicate request detected with conflicting parameters");
  CHECK(refused("DescribeTable", "{'TableName': 'made'}").starts_with("ResourceNotFoundException"));
  advance(6s);
  CHECK(counts(ended("Import", first)) == "COMPLETED 1 1 0");
  CHECK(refused_with(request("in")) == "ResourceInUseException: Table already exists: made");
}

TEST_CASE_METHOD(ImportWorld, "imports are refused in AWS's words", "[dynamodb]") {
  const std::string one = "ValidationException: 1 validation error detected: Value ";
  CHECK(refused_with(request("in", ", 'InputFormatOptions': {'Csv': {'Delimiter': ','}}")) ==
        "ValidationException: Invalid Request: Unsupported InputFormatOptions for the given input format: "
        "DYNAMODB_JSON.");
  CHECK(refused_with(request("in", ", 'InputCompressionType': 'BZIP2'")) ==
        one +
            "'BZIP2' at 'inputCompressionType' failed to satisfy constraint: Member must satisfy enum value "
            "set: [ZSTD, NONE, GZIP]");
  CHECK(refused_with(request("in", "", "no name")).find("'tableCreationParameters.tableName'") !=
        std::string::npos);
  std::string token = request("in");
  token.replace(token.find("t-made"), 2, "$-");
  CHECK(refused_with(token).starts_with(one + "'$-madein' at 'clientToken' failed to satisfy constraint"));
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/";
  CHECK(refused("DescribeImport", "{'ImportArn': '" + arn + "x/import/01658528578619-c4d4e311'}") ==
        "ValidationException: Invalid Import ARN");
  CHECK(refused("DescribeImport", "{'ImportArn': '" + arn + "made/import/01658528578619-c4d4e311'}") ==
        "ImportNotFoundException: Import not found: Import not found: " + arn +
            "made/import/01658528578619-c4d4e311");
  CHECK(invalid("ListImports", "{'NextToken': '" + std::string(112, '0') + "'}")
            .starts_with("Invalid Request: "));
}

TEST_CASE_METHOD(ImportWorld, "an import that was cut off begins again with the next start", "[dynamodb]") {
  dynamodb.options.table_delay = 1h;
  s3.objects["in"] = line("x", 1);
  const json::object begun = begin(request("in"));
  Dynamodb again(core);
  loop.turn([&] { again.resume(); });
  settle();
  CHECK(counts(ended("Import", begun)) == "COMPLETED 1 1 0");
  CHECK(again.tables.get(context, "made").counts.items == 1);
}

}  // namespace orrery::dynamodb

// Where the items of a distributed Map come from.
#include "tests/services/states/map_world.h"

using namespace orrery;

TEST_CASE_METHOD(MapWorld, "items come from JSON, JSONL, CSV and listings in S3", "[states][map]") {
  s3.objects["k"] = R"({"a":[{"x":1},{"x":2}]})";
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'JSON','ItemsPointer':'/a'}},")) ==
        R"([{"x":1},{"x":2}])");
  s3.objects["k"] = "{\"x\":1}\n\n{\"x\":2}\n";
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'JSONL'}},")) == R"([{"x":1},{"x":2}])");
  s3.objects["k"] = "id,name\r\n1,\"a, \"\"b\"\"\"\n2,c\n";
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'}},")) ==
        R"([{"name":"a, \"b\"","id":"1"},{"name":"c","id":"2"}])");
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'GIVEN','CSVHeaders':["
                               "'p','q'],'MaxItems':1}},")) == R"([{"p":"id","q":"name"}])");
  s3.objects = {{"in/1", "a"}, {"in/2", "bb"}, {"out/3", ""}};
  CHECK(output(map("'ItemReader':{'Resource':'arn:aws:states:::s3:listObjectsV2','Parameters':{'Bucket':'b','"
                   "Prefix':'in/'}},")) == R"([{"Key":"in/1","Size":1},{"Key":"in/2","Size":2}])");
  CHECK(output(map(read_from + "},")).starts_with("FAILED States.ItemReaderFailed"));
}

// AWS documents these rules, and the first row.
TEST_CASE_METHOD(MapWorld, "a CSV file keeps quotes and delimiters by doubling or by a backslash",
                 "[states][map]") {
  const std::string headless =
      map(read_from +
          ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'GIVEN','CSVHeaders':['a','b',"
          "'c']}},");
  s3.objects["k"] = R"(abc,"a comma, a quote ("") and
a line",{""k"":""v""})";
  CHECK(output(headless) == R"([{"a":"abc","b":"a comma, a quote (\") and\na line","c":"{\"k\":\"v\"}"}])");
  s3.objects["k"] = "C:\\\\Files\\\\a.exe,b\\,c,d\\e\n\"\",\"x\\\\\"\ny,z\\\"\n";
  CHECK(output(headless) == R"([{"a":"C:\\Files\\a.exe","b":"b,c","c":"de"},{"a":"","b":"x\\","c":""},)"
                            R"({"a":"y","b":"z\"","c":""}])");
}

// Recorded on AWS for 0, True and {}; its guide shows it for userId, movieId, rating and timestamp.
TEST_CASE_METHOD(MapWorld, "the columns of a CSV file are told in the order of their names' hashes",
                 "[states][map]") {
  const std::string headed =
      map(read_from + ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'}},");
  s3.objects["k"] = "0,True,{}\n1,2,3\n";
  CHECK(output(headed) == R"([{"0":"1","{}":"3","True":"2"}])");
  s3.objects["k"] = "userId,movieId,rating,timestamp\n1,307,3.5,1256677221\n";
  CHECK(output(headed) == R"([{"rating":"3.5","movieId":"307","userId":"1","timestamp":"1256677221"}])");
  // Thirteen columns take a table of 32 places; U+1F600 is two units of UTF-16.
  s3.objects["k"] = "\xF0\x9F\x98\x80,P,k,j,i,h,g,f,e,d,c,b,a\n1,2\n";
  CHECK(output(headed) ==
        "[{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\",\"g\":\"\",\"h\":\"\","
        "\"i\":\"\",\"j\":\"\",\"k\":\"\",\"P\":\"2\",\"\xF0\x9F\x98\x80\":\"1\"}]");
}

TEST_CASE_METHOD(MapWorld, "items come from what a query of Athena unloaded", "[states][map]") {
  s3.objects["k"] = "s3://b/q/1\n\"s3://b/q/2.gz\"\n\n";
  s3.objects["q/1"] = "{\"n\":1}\n";
  s3.objects["q/2.gz"] = *from_base64("H4sIAAAAAAACA6tWylOyMqrlqgbRxrVcAHPKuCYQAAAA");
  const std::string unloaded =
      read_from + ",'ReaderConfig':{'InputType':'JSONL','ManifestType':'ATHENA_DATA'";
  CHECK(output(map(unloaded + "}},")) == R"([{"n":1},{"n":2},{"n":3}])");
  CHECK(output(map(unloaded + ",'MaxItems':2}},")) == R"([{"n":1},{"n":2}])");
  CHECK(output(map(unloaded + "}},'ItemSelector':{'s.$':'$$.Map.Item.Source'},", "'Type':'Pass'")) ==
        R"([{"s":"S3://b/q/1"},{"s":"S3://b/q/2.gz"},{"s":"S3://b/q/2.gz"}])");
}

TEST_CASE_METHOD(MapWorld, "items come from the files of an inventory", "[states][map]") {
  s3.objects["k"] = R"({"sourceBucket":"b","fileFormat":"CSV","fileSchema":"Bucket, Key, Size",
    "files":["nothing",{"key":"data/1.csv","size":24},{"key":"data/2.csv.gz","size":40}]})";
  s3.objects["data/1.csv"] = "\"b\",\"one\",\"5\"\n\"b\",\"more\",\"6\"\n";
  s3.objects["data/2.csv.gz"] = *from_base64("H4sIAAAAAAACA1NKUtJRKinPVzUyKM8vSikG8syVuABEhhRcFgAAAA==");
  const std::string all = R"([{"Bucket":"b","Size":"5","Key":"one"},{"Bucket":"b","Size":"6","Key":"more"},)"
                          R"({"Bucket":"b","Size":"7","Key":"two%20words"}])";
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'MANIFEST'}},")) == all);
  CHECK(output(map(read_from + ",'ReaderConfig':{'InputType':'MANIFEST','MaxItems':1}},")) ==
        R"([{"Bucket":"b","Size":"5","Key":"one"}])");
}

TEST_CASE_METHOD(MapWorld, "an item tells where it comes from", "[states][map]") {
  s3.objects = {{"p/1.jsonl", "{\"n\":1}\n{\"n\":2}\n"}, {"p/2.jsonl", "{\"n\":3}"}, {"p/", ""}};
  const std::string selector = "'ItemSelector':{'s.$':'$$.Map.Item.Source'},";
  const auto sources = [&](const std::string& fields) {
    return output(map(fields + selector, "'Type':'Pass'"), "[1]");
  };
  CHECK(sources("") == R"([{"s":"STATE_DATA"}])");
  const std::string one =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b','Key':'p/"
      "2.jsonl'},"
      "'ReaderConfig':{'InputType':'JSONL'}},";
  CHECK(sources(one) == R"([{"s":"S3://b/p/2.jsonl"}])");
  const std::string all =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:listObjectsV2','Parameters':{'Bucket':"
      "'b','Prefix':'p/'},'ReaderConfig':{";
  CHECK(sources(all + "'MaxItems':1}},") == R"([{"s":"S3://b"}])");
  CHECK(sources(all + "'InputType':'JSONL','Transformation':'LOAD_AND_FLATTEN'}},") ==
        R"([{"s":"S3://b/p/1.jsonl"},{"s":"S3://b/p/1.jsonl"},{"s":"S3://b/p/2.jsonl"}])");
  CHECK(sources(all + "'InputType':'JSONL','Transformation':'LOAD_AND_FLATTEN','MaxItems':2}},") ==
        R"([{"s":"S3://b/p/1.jsonl"},{"s":"S3://b/p/1.jsonl"}])");
}

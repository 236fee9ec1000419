#include "tests/services/s3/s3_world.h"

using namespace orrery;
using Names = std::vector<std::string>;

TEST_CASE_METHOD(S3World, "keys are listed in order, common prefixes rolled up", "[s3]") {
  put("/bucket");
  for (const char* key : {"a", "b/1", "b/2", "b/c/3", "d", "b0"}) put(std::string("/bucket/") + key);
  CHECK(get("/bucket?list-type=2").elements("Key") == Names{"a", "b/1", "b/2", "b/c/3", "b0", "d"});
  const auto top = get("/bucket?list-type=2&delimiter=/");
  CHECK(top.elements("Key") == Names{"a", "b0", "d"});
  CHECK(top.elements("Prefix") == Names{"", "b/"});
  CHECK(top.element("KeyCount") == "4");
  const auto inner = get("/bucket?list-type=2&delimiter=/&prefix=b/");
  CHECK(inner.elements("Key") == Names{"b/1", "b/2"});
  CHECK(inner.elements("Prefix") == Names{"b/", "b/c/"});
  CHECK(get("/bucket?list-type=2&start-after=b/2").elements("Key") == Names{"b/c/3", "b0", "d"});
}

TEST_CASE_METHOD(S3World, "pages follow each other without loss or repetition", "[s3]") {
  put("/bucket");
  for (const char* key : {"a", "b/1", "b/2", "c", "d/1", "e"}) put(std::string("/bucket/") + key);
  for (const std::string delimiter : {"", "&delimiter=/"}) {
    Names seen;
    std::string token;
    for (int page = 0; page < 10; ++page) {
      const auto answer = get("/bucket?list-type=2&max-keys=1" + delimiter +
                              (token.empty() ? "" : "&continuation-token=" + percent_encode(token)));
      CHECK(answer.element("KeyCount") == "1");
      for (const auto& key : answer.elements("Key")) seen.push_back(key);
      const auto prefixes = answer.elements("Prefix");
      for (std::size_t index = 1; index < prefixes.size(); ++index) seen.push_back(prefixes[index]);
      token = answer.element("NextContinuationToken");
      if (token.empty()) break;
    }
    CHECK(seen ==
          (delimiter.empty() ? Names{"a", "b/1", "b/2", "c", "d/1", "e"} : Names{"a", "b/", "c", "d/", "e"}));
  }
  CHECK(get("/bucket?list-type=2&continuation-token=!").element("Code") == "InvalidArgument");
  CHECK(get("/bucket?list-type=2&max-keys=0").element("IsTruncated") == "false");
  CHECK(get("/bucket?list-type=2&max-keys=blah").element("Code") == "InvalidArgument");
}

TEST_CASE_METHOD(S3World, "the first version of the list pages by marker", "[s3]") {
  put("/bucket");
  for (const char* key : {"a", "b/1", "b/2", "c"}) put(std::string("/bucket/") + key);
  const auto first = get("/bucket?max-keys=2&delimiter=/");
  CHECK(first.element("NextMarker") == "b/");
  CHECK(get("/bucket?delimiter=/&marker=b/").elements("Key") == Names{"c"});
  CHECK(get("/bucket?max-keys=2").element("NextMarker") == "");
  CHECK(get("/bucket?marker=b/1").elements("Key") == Names{"b/2", "c"});
}

TEST_CASE_METHOD(S3World, "keys are encoded where that is asked for", "[s3]") {
  put("/bucket");
  put("/bucket/foo%2B1/b%20r");
  put("/bucket/%01%0D");
  CHECK(get("/bucket?encoding-type=url&list-type=2").elements("Key") == Names{"%01%0D", "foo%2B1/b+r"});
  CHECK(get("/bucket?list-type=2").elements("Key") == Names{"&#x1;&#13;", "foo+1/b r"});
  CHECK(get("/bucket?encoding-type=URL").element("EncodingType") == "URL");
  CHECK(get("/bucket?encoding-type=other").element("Code") == "InvalidArgument");
}

TEST_CASE_METHOD(S3World, "a list refuses in AWS's order what it cannot use", "[s3]") {
  put("/bucket");
  struct Case {
    const char *query, *name, *message;
  };
  const char* no_integer = "Provided max-keys not an integer or within integer range";
  const char* negative = "Argument maxKeys must be an integer between 0 and 2147483647";
  for (const auto& [query, name, message] :
       {Case{"max-keys=2147483648", "max-keys", no_integer}, Case{"max-keys=-01", "maxKeys", negative},
        Case{"list-type=2&max-keys=-1", "maxKeys", negative},
        Case{"versions&max-keys=-1", "maxKeys", "max-keys cannot be negative"},
        Case{"versions&key-marker=a&version-id-marker=b&encoding-type=c", "version-id-marker",
             "Invalid version id specified"},
        Case{"list-type=2&continuation-token=%00&max-keys=-1", "continuation-token",
             "The continuation token provided is incorrect"},
        Case{"list-type=2&marker=", "marker", "Marker unsupported with REST.GET.BUCKET in list-type=2"},
        Case{"start-after=a", "start-after", "startAfter only supported in REST.GET.BUCKET with list-type=2"},
        Case{"start-after=a&continuation-token=b", "continuation-token",
             "continuation-token only supported in REST.GET.BUCKET with list-type=2"}}) {
    INFO(query);
    const auto answer = get(std::string("/bucket?") + query);
    CHECK(answer.element("ArgumentName") == name);
    CHECK(answer.element("Message") == message);
  }
  CHECK(get("/none?max-keys=x").status == 400);
  CHECK(get("/none?start-after=x").status == 400);
  CHECK(get("/none?max-keys=-1").status == 404);
  CHECK(get("/bucket?max-keys=1001").element("MaxKeys") == "1001");
}

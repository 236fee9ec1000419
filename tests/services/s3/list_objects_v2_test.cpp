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
  CHECK(get("/bucket?encoding-type=url&list-type=2").elements("Key") == Names{"%01%0D", "foo%2B1/b%20r"});
  CHECK(get("/bucket?list-type=2").elements("Key") == Names{"&#1;&#13;", "foo+1/b r"});
  CHECK(get("/bucket?encoding-type=other").element("Code") == "InvalidArgument");
}

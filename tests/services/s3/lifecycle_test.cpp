#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

std::string rule(const std::string& actions, const std::string& filter = "<Prefix>old/</Prefix>") {
  return "<LifecycleConfiguration><Rule><ID>r</ID><Filter>" + filter + "</Filter><Status>Enabled</Status>" +
         actions + "</Rule></LifecycleConfiguration>";
}

}  // namespace

TEST_CASE_METHOD(S3World, "objects expire at the midnight after their days", "[s3]") {
  put("/bucket");
  advance(1h);
  put("/bucket/old/1", "x");
  put("/bucket/new", "x");
  REQUIRE(put("/bucket?lifecycle", rule("<Expiration><Days>2</Days></Expiration>")).status == 200);
  CHECK(http("HEAD", "/bucket/old/1").header("x-amz-expiration") ==
        "expiry-date=\"Sun, 04 Jan 2026 00:00:00 GMT\", rule-id=\"r\"");
  CHECK(http("HEAD", "/bucket/new").header("x-amz-expiration") == "");
  REQUIRE(
      put("/bucket?lifecycle", rule("<Expiration><Days>9223372036854775807</Days></Expiration>")).status ==
      200);
  CHECK(http("HEAD", "/bucket/old/1").header("x-amz-expiration").find(" 4763 ") != std::string::npos);
  REQUIRE(put("/bucket?lifecycle", rule("<Expiration><Days>2</Days></Expiration>")).status == 200);
  advance(48h);
  CHECK(get("/bucket/old/1").status == 200);
  advance(23h);
  CHECK(get("/bucket/old/1").status == 404);
  CHECK(get("/bucket/new").status == 200);
}

TEST_CASE_METHOD(S3World, "older versions and lonely markers go by their own rules", "[s3]") {
  put("/bucket");
  put("/bucket?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  for (int count = 0; count < 3; ++count) put("/bucket/old/1", std::to_string(count));
  http("DELETE", "/bucket/old/1");
  put("/bucket?lifecycle",
      rule("<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"
           "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"));
  advance(24h + 1s);
  CHECK(get("/bucket?versions").elements("VersionId").size() == 1);
  advance(24h);
  CHECK(get("/bucket?versions").elements("VersionId").empty());
}

TEST_CASE_METHOD(S3World, "objects move to another storage class and forgotten uploads are aborted", "[s3]") {
  put("/bucket");
  put("/bucket/old/1", "x", {{"x-amz-tagging", "cold=yes"}});
  put("/bucket/old/2", "x");
  begin_upload("/bucket/old/3");
  put("/bucket?lifecycle",
      "<LifecycleConfiguration><Rule><Filter><Tag><Key>cold</Key><Value>yes</Value></Tag></Filter>"
      "<Status>Enabled</Status><Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></"
      "Transition></Rule>"
      "<Rule><Filter/><Status>Enabled</Status><AbortIncompleteMultipartUpload>"
      "<DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></"
      "LifecycleConfiguration>");
  advance(31 * 24h);
  CHECK(http("HEAD", "/bucket/old/1").header("x-amz-storage-class") == "STANDARD_IA");
  CHECK(http("HEAD", "/bucket/old/2").header("x-amz-storage-class") == "");
  CHECK(get("/bucket?uploads").elements("UploadId").empty());
}

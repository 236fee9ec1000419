#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

struct ReplicatedWorld : S3World {
  ReplicatedWorld() {
    for (const char* bucket : {"/from", "/dest"}) {
      put(bucket);
      version(bucket);
    }
  }
  void version(const std::string& bucket) {
    put(bucket + "?versioning",
        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  }
  HttpAnswer replicate(const std::string& more = "<Filter><Prefix>in/</Prefix></Filter>",
                       const std::string& to = "dest") {
    return put("/from?replication",
               "<ReplicationConfiguration><Role>r</Role><Rule><ID>i</ID><Status>Enabled</Status><Priority>1"
               "</Priority>" +
                   more + "<Destination><Bucket>arn:aws:s3:::" + to +
                   "</Bucket><StorageClass>STANDARD_IA</StorageClass></Destination></Rule>"
                   "</ReplicationConfiguration>");
  }
};

}  // namespace

TEST_CASE_METHOD(ReplicatedWorld, "what is written appears in the other bucket under its id", "[s3]") {
  REQUIRE(replicate().status == 200);
  const auto written = put("/from/in/a", "text", {{"x-amz-meta-m", "1"}, {"x-amz-tagging", "t=1"}});
  put("/from/out/a", "text");
  const auto replica = get("/dest/in/a");
  CHECK(replica.body == "text");
  CHECK(replica.header("x-amz-version-id") == written.header("x-amz-version-id"));
  CHECK(replica.header("x-amz-replication-status") == "REPLICA");
  CHECK(replica.header("x-amz-storage-class") == "STANDARD_IA");
  CHECK(replica.header("x-amz-meta-m") == "1");
  CHECK(replica.header("x-amz-tagging-count") == "1");
  CHECK(get("/from/in/a").header("x-amz-replication-status") == "COMPLETED");
  CHECK(get("/dest/out/a").status == 404);
}

TEST_CASE_METHOD(ReplicatedWorld, "large bodies, joined and copied ones are replicated", "[s3]") {
  replicate();
  const std::string large(300'000, 'x');
  put("/from/in/large", large);
  CHECK(get("/dest/in/large").body == large);
  upload("/from/in/parts", {std::string(5 << 20, 'y'), "end"});
  CHECK(get("/dest/in/parts").body.size() == (5 << 20) + 3);
  put("/from/in/copy", "", {{"x-amz-copy-source", "from/in/large"}});
  CHECK(get("/dest/in/copy").body == large);
  http("DELETE", "/from/in/large?versionId=" + get("/from/in/large").header("x-amz-version-id"));
  CHECK(get("/dest/in/large").body == large);
}

TEST_CASE_METHOD(ReplicatedWorld, "delete markers follow where the rule says so", "[s3]") {
  replicate();
  put("/from/in/a", "1");
  http("DELETE", "/from/in/a");
  CHECK(get("/dest/in/a").body == "1");
  replicate(
      "<Filter><Prefix>in/</Prefix></Filter><DeleteMarkerReplication><Status>Enabled</Status>"
      "</DeleteMarkerReplication>");
  put("/from/in/b", "1");
  http("DELETE", "/from/in/b");
  CHECK(get("/dest/in/b").status == 404);
  CHECK(get("/dest?versions&prefix=in/b").elements("VersionId") ==
        get("/from?versions&prefix=in/b").elements("VersionId"));
}

TEST_CASE_METHOD(ReplicatedWorld, "tags that change, change in the replica", "[s3]") {
  replicate();
  put("/from/in/a", "1");
  put("/from/in/a?tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>");
  CHECK(get("/dest/in/a?tagging").element("Value") == "v");
  CHECK(get("/dest?versions").elements("VersionId").size() == 1);
}

TEST_CASE_METHOD(ReplicatedWorld, "what replication does not do is refused", "[s3]") {
  CHECK(replicate("<Filter/>", "nowhere").element("Code") == "InvalidRequest");
  CHECK(replicate("<Filter/><ExistingObjectReplication><Status>Enabled</Status></ExistingObjectReplication>")
            .status == 501);
  put("/plain");
  CHECK(put("/plain?replication", "").status == 400);
}

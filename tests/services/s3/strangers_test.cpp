#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

struct StrangerWorld : S3World {
  StrangerWorld() {
    put("/bucket", "", {{"x-amz-object-ownership", "ObjectWriter"}});
    put("/bucket/key", "text");
  }
  std::string code(const std::string& method, const std::string& target, const std::string& body = {}) {
    const auto answer = http(method, target, {{"Anonymous", ""}}, body);
    return answer.status < 300 ? "" : answer.element("Code");
  }
};

}  // namespace

TEST_CASE_METHOD(StrangerWorld, "who signs nothing gets nothing", "[s3]") {
  for (const char* target :
       {"/", "/bucket", "/bucket/key", "/bucket/none", "/bucket/key?acl", "/bucket?cors"}) {
    INFO(target);
    CHECK(code("GET", target) == "AccessDenied");
  }
  CHECK(code("GET", "/nowhere") == "NoSuchBucket");
  CHECK(code("PUT", "/bucket/new", "x") == "AccessDenied");
  CHECK(code("DELETE", "/bucket/key") == "AccessDenied");
  CHECK(get("/bucket/key").body == "text");
}

TEST_CASE_METHOD(StrangerWorld, "lists let everybody in", "[s3]") {
  put("/bucket/key?acl", "", {{"x-amz-acl", "public-read"}});
  CHECK(code("GET", "/bucket/key") == "");
  CHECK(code("GET", "/bucket") == "AccessDenied");
  put("/bucket?acl", "", {{"x-amz-acl", "public-read"}});
  CHECK(code("GET", "/bucket") == "");
  CHECK(code("GET", "/bucket/none") == "NoSuchKey");
  CHECK(code("GET", "/bucket/key?response-content-type=text/html") == "InvalidRequest");
  CHECK(code("PUT", "/bucket/new", "x") == "AccessDenied");
  put("/bucket?acl", "", {{"x-amz-acl", "public-read-write"}});
  CHECK(code("PUT", "/bucket/new", "x") == "");
  put("/bucket?publicAccessBlock",
      "<PublicAccessBlockConfiguration><IgnorePublicAcls>true</IgnorePublicAcls></"
      "PublicAccessBlockConfiguration>");
  CHECK(code("GET", "/bucket/key") == "AccessDenied");
}

TEST_CASE_METHOD(StrangerWorld, "a policy lets everybody in, and keeps them out", "[s3]") {
  const std::string allow =
      R"({"Effect":"Allow","Principal":"*","Action":["s3:Get*"],"Resource":["arn:aws:s3:::bucket/k*"]})";
  const std::string deny =
      R"({"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/key"})";
  CHECK(put("/bucket?policy", R"({"Statement":[)" + allow + "]}").status == 204);
  CHECK(code("GET", "/bucket/key") == "");
  CHECK(code("GET", "/bucket/other") == "AccessDenied");
  CHECK(put("/bucket?policy", R"({"Statement":[)" + allow + "," + deny + "]}").status == 204);
  CHECK(code("GET", "/bucket/key") == "AccessDenied");
}

TEST_CASE_METHOD(StrangerWorld, "what is no policy is said to be none", "[s3]") {
  const std::string read =
      R"("Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*",)";
  struct Case {
    std::string statement;
    const char* message;
  };
  for (
      const auto& [statement, message] :
      {Case{R"("Effect":"Maybe","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*")",
            "Invalid effect: Maybe"},
       Case{R"("Effect":"Allow","Principal":"me","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*")",
            "Invalid principal in policy"},
       Case{R"("Effect":"Allow","Principal":"*","Action":"s3:Nothing","Resource":"arn:aws:s3:::bucket/*")",
            "Policy has invalid action"},
       Case{R"("Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*")",
            "Policy has invalid resource"},
       Case{R"("Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket")",
            "Action does not apply to any resource(s) in statement"},
       Case{R"("Effect":"Allow","Principal":"*","Action":"s3:GetObject")", "Missing required field Resource"},
       Case{
           R"("Effect":"Allow","NotPrincipal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*")",
           "Allow with NotPrincipal is not allowed."},
       Case{read + R"("Resources":"*")", "Unknown field Resources"},
       Case{read + R"("Condition":{"StringIs":{"aws:Referer":"a"}})", "Invalid Condition type : StringIs"},
       Case{read + R"("Condition":{"NullIfExists":{"aws:Referer":"true"}})",
            "Invalid Condition type : NullIfExists"},
       Case{read + R"("Condition":{"StringEquals":{"aws:Reference":"a"}})",
            "Policy has an invalid condition key"},
       Case{read + R"("Condition":{"StringEquals":{"s3:prefix":"a"}})",
            "Conditions do not apply to combination of actions and resources in statement"}}) {
    INFO(statement);
    const auto answer = put("/bucket?policy", R"({"Statement":[{)" + statement + "}]}");
    CHECK(answer.element("Code") == "MalformedPolicy");
    CHECK(answer.element("Message") == message);
  }
  CHECK(put("/bucket?policy", "[]").element("Message") ==
        "Policies must be valid JSON and the first byte must be '{'");
  CHECK(put("/bucket?policy", R"({"Version":"2012","Statement":[]})").element("Message") ==
        "The policy must contain a valid version string");
  CHECK(
      put("/bucket?policy", R"({"Statement":[{)" + read + R"("Sid":"a","Condition":{"ForAnyValue:StringLike":
        {"aws:PrincipalTag/a":"b"},"DateLessThanIfExists":{"s3:ExistingObjectTag/a":"b"},"Null":
        {"cognito-identity.amazonaws.com:sub":"true"}}}]})")
          .status == 204);
}

TEST_CASE_METHOD(StrangerWorld, "the name of a bucket is given once in the world", "[s3]") {
  context.account = "222222222222";
  const auto again = put("/bucket");
  CHECK(again.status == 409);
  CHECK(again.element("Code") == "BucketAlreadyExists");
  CHECK(get("/").elements("Name").empty());
  for (const char* target : {"/bucket", "/bucket/key", "/bucket?policy", "/bucket/none"}) {
    INFO(target);
    CHECK(get(target).element("Code") == "AccessDenied");
  }
  CHECK(http("DELETE", "/bucket").element("Code") == "AccessDenied");
  put("/mine");
  CHECK(put("/mine/copy", "", {{"x-amz-copy-source", "bucket/key"}}).element("Code") == "AccessDenied");
  CHECK_THROWS_AS(call("s3", "GetObject", {{"Bucket", "bucket"}, {"Key", "key"}}), AwsError);
  context.account = "000000000000";
  http("DELETE", "/bucket/key");
  CHECK(http("DELETE", "/bucket").status == 204);
  context.account = "222222222222";
  CHECK(put("/bucket").status == 200);
}

TEST_CASE_METHOD(StrangerWorld, "a policy lets another account in", "[s3]") {
  const auto allow = [&](const std::string& principal, const std::string& more = {}) {
    context.account = "000000000000";
    const auto answer =
        put("/bucket?policy", R"({"Statement":{"Effect":"Allow","Principal":{"AWS":")" + principal +
                                  R"("},"Action":"s3:*","Resource":["arn:aws:s3:::bucket",
                            "arn:aws:s3:::bucket/*"])" +
                                  more + "}}");
    REQUIRE(answer.status == 204);
    context.account = "222222222222";
  };
  allow("333333333333");
  CHECK(get("/bucket/key").status == 403);
  allow("arn:aws:iam::222222222222:root");
  CHECK(get("/bucket/key").body == "text");
  CHECK(get("/bucket?list-type=2").element("Key") == "key");
  put("/mine");
  CHECK(put("/mine/copy", "", {{"x-amz-copy-source", "bucket/key"}}).status == 200);
  allow("*", R"(,"Condition":{"StringEquals":{"s3:ExistingObjectTag/open":"yes"}})");
  CHECK(get("/bucket/key").status == 403);
  context.account = "000000000000";
  put("/bucket/key", "text", {{"x-amz-tagging", "open=yes"}});
  context.account = "222222222222";
  CHECK(get("/bucket/key").body == "text");
  allow("*");
  CHECK(get("/bucket/key").body == "text");
  context.account = "000000000000";
  put("/bucket?publicAccessBlock",
      "<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></"
      "PublicAccessBlockConfiguration>");
  CHECK(get("/bucket/key").body == "text");
  CHECK(code("GET", "/bucket/key") == "AccessDenied");
  context.account = "222222222222";
  CHECK(get("/bucket/key").status == 403);
}

TEST_CASE_METHOD(StrangerWorld, "who writes into the bucket of another owns what he wrote", "[s3]") {
  const std::string owner = get("/bucket?acl").element("ID");
  CHECK(put("/bucket?acl",
            "<AccessControlPolicy><AccessControlList/><Owner><ID></ID></Owner></AccessControlPolicy>")
            .element("Code") == "MalformedACLError");
  put("/bucket?acl", "", {{"x-amz-acl", "public-read-write"}});
  context.account = "222222222222";
  const std::string writer = get("/").element("ID");
  put("/bucket/plain", "x");
  put("/bucket/shared", "x", {{"x-amz-acl", "bucket-owner-full-control"}});
  CHECK(get("/bucket/plain?acl").elements("ID") == std::vector<std::string>{writer, writer});
  CHECK(get("/bucket/shared?acl").elements("ID") == std::vector<std::string>{writer, writer, owner});
  context.account = "000000000000";
  put("/bucket?ownershipControls",
      "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule></"
      "OwnershipControls>");
  context.account = "222222222222";
  put("/bucket/shared", "x", {{"x-amz-acl", "bucket-owner-full-control"}});
  context.account = "000000000000";
  CHECK(get("/bucket/shared?acl").elements("ID") == std::vector<std::string>{owner, owner});
}

TEST_CASE_METHOD(StrangerWorld, "lists tell whose the objects and the uploads of another account are",
                 "[s3]") {
  const std::string owner = get("/bucket?acl").element("ID");
  put("/bucket?acl", "", {{"x-amz-acl", "public-read-write"}});
  context.account = "222222222222";
  const std::string writer = get("/").element("ID");
  put("/bucket/other", "x");
  const std::string id = http("POST", "/bucket/large?uploads").element("UploadId");
  context.account = "000000000000";
  const auto check = [&](const std::string& writers_owner) {
    for (const char* list : {"/bucket", "/bucket?versions", "/bucket?list-type=2&fetch-owner=true"}) {
      INFO(list);
      CHECK(get(list).elements("ID") == std::vector<std::string>{owner, writers_owner});
    }
    for (const std::string& list : {std::string("/bucket?uploads"), "/bucket/large?uploadId=" + id}) {
      INFO(list);
      CHECK(get(list).elements("ID") == std::vector<std::string>{writer, writers_owner});
    }
  };
  check(writer);
  put("/bucket?acl", "", {{"x-amz-acl", "private"}});
  put("/bucket?ownershipControls",
      "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></"
      "OwnershipControls>");
  check(owner);
}

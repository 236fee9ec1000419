#include "services/sts/sts.h"

#include "tests/world.h"

namespace orrery {
namespace {

struct StsWorld : World {
  StsWorld() { directory.add(sts); }
  Sts sts{core};
};

const char role[] = "arn:aws:iam::123456789012:role/service/worker";

}  // namespace

TEST_CASE_METHOD(StsWorld, "every caller is the root of its account", "[sts]") {
  context.account = "111122223333";
  const auto who = call("sts", "GetCallerIdentity");
  CHECK(who.at("Account") == "111122223333");
  CHECK(who.at("Arn") == "arn:aws:iam::111122223333:root");
  CHECK(who.at("UserId") == "111122223333");
}

TEST_CASE_METHOD(StsWorld, "an assumed role has credentials that name the role's account", "[sts]") {
  const auto answer = call("sts", "AssumeRole", json::object{{"RoleArn", role}, {"RoleSessionName", "s1"}});
  const auto& credentials = answer.at("Credentials").as_object();
  const std::string key(view(credentials.at("AccessKeyId").as_string()));
  CHECK(key.starts_with("ASIA"));
  CHECK(key.size() == 20);
  CHECK(decode_account(key) == "123456789012");
  CHECK(credentials.at("Expiration") == "2026-01-01T01:00:00Z");
  const auto& user = answer.at("AssumedRoleUser").as_object();
  CHECK(user.at("Arn") == "arn:aws:sts::123456789012:assumed-role/worker/s1");
  CHECK(std::string(view(user.at("AssumedRoleId").as_string())).starts_with("AROA"));
  CHECK(call("sts", "GetAccessKeyInfo", json::object{{"AccessKeyId", key}}).at("Account") == "123456789012");
}

TEST_CASE_METHOD(StsWorld, "a session is who it was begun for, until it ends", "[sts]") {
  const auto assume = [this] {
    return call("sts", "AssumeRole", {{"RoleArn", role}, {"RoleSessionName", "s1"}});
  };
  const auto arn = [this] { return call("sts", "GetCallerIdentity").at("Arn"); };
  const json::object begun = assume();
  context.account = "123456789012";
  context.access_key = view(begun.at("Credentials").at("AccessKeyId").as_string());
  const json::object who = call("sts", "GetCallerIdentity");
  CHECK(who.at("Arn") == begun.at("AssumedRoleUser").at("Arn"));
  CHECK(who.at("UserId") == begun.at("AssumedRoleUser").at("AssumedRoleId"));
  CHECK(who.at("Account") == "123456789012");
  advance(3601s);
  assume();  // what has ended goes when another begins
  CHECK(arn() == "arn:aws:iam::123456789012:root");
  const json::object guest = call("sts", "GetFederationToken", {{"Name", "guest"}});
  context.access_key = text_of(guest.at("Credentials").as_object(), "AccessKeyId");
  CHECK(arn() == "arn:aws:sts::123456789012:federated-user/guest");
  const json::object session = call("sts", "GetSessionToken");
  context.access_key = text_of(session.at("Credentials").as_object(), "AccessKeyId");
  CHECK(arn() == "arn:aws:sts::123456789012:federated-user/guest");
}

TEST_CASE_METHOD(StsWorld, "the same role has the same id in every session", "[sts]") {
  const auto id = [&](const char* session) {
    const auto answer =
        call("sts", "AssumeRole", json::object{{"RoleArn", role}, {"RoleSessionName", session}});
    const std::string text(view(answer.at("AssumedRoleUser").at("AssumedRoleId").as_string()));
    return text.substr(0, text.find(':'));
  };
  CHECK(id("first") == id("second"));
}

TEST_CASE_METHOD(StsWorld, "a session lasts between a quarter of an hour and twelve hours", "[sts]") {
  CHECK(refusal("sts", "AssumeRole",
                json::object{{"RoleArn", role}, {"RoleSessionName", "s1"}, {"DurationSeconds", 899}}) ==
        "ValidationError: 1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy "
        "constraint: "
        "Member must have value greater than or equal to 900");
  CHECK(refusal("sts", "AssumeRole",
                json::object{{"RoleArn", "arn:aws:s3:::a-long-enough-name"}, {"RoleSessionName", "s1"}}) ==
        "ValidationError: arn:aws:s3:::a-long-enough-name is invalid");
}

TEST_CASE_METHOD(StsWorld, "the name of a session is one word", "[sts]") {
  CHECK(refusal("sts", "AssumeRole", json::object{{"RoleArn", role}, {"RoleSessionName", "two words"}}) ==
        "ValidationError: 1 validation error detected: Value 'two words' at 'roleSessionName' failed to "
        "satisfy "
        "constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
}

TEST_CASE_METHOD(StsWorld, "the claims of a web identity are told back", "[sts]") {
  // {"alg":"none"} . {"sub":"me","aud":"you","iss":"them"} .
  const auto answer = call(
      "sts", "AssumeRoleWithWebIdentity",
      json::object{
          {"RoleArn", role},
          {"RoleSessionName", "s1"},
          {"WebIdentityToken", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSIsImF1ZCI6InlvdSIsImlzcyI6InRoZW0ifQ.x"}});
  CHECK(answer.at("SubjectFromWebIdentityToken") == "me");
  CHECK(answer.at("Audience") == "you");
  CHECK(answer.at("Provider") == "them");
}

TEST_CASE_METHOD(StsWorld, "tags of a session have one key each, and only they are passed on", "[sts]") {
  const auto refused = [this](const char* member, const char* value) {
    json::object input{{"RoleArn", "arn:aws:iam::000000000000:role/r"},
                       {"RoleSessionName", "s1"},
                       {"Tags", parse("[{'Key': 'a', 'Value': '1'}]")}};
    input[member] = parse(value);
    return refusal("sts", "AssumeRole", input);
  };
  CHECK(refused("Tags", "[{'Key': 'a', 'Value': '1'}, {'Key': 'A', 'Value': '2'}]") ==
        "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  CHECK(refused("TransitiveTagKeys", "['b']") ==
        "InvalidParameterValue: The specified transitive tag key must be included in the requested tags.");
}

TEST_CASE_METHOD(StsWorld, "a tag that is passed on cannot be set again by who it was passed on to",
                 "[sts]") {
  const auto tagged = [](const char* key, bool pass_on) {
    json::object input{{"RoleArn", role},
                       {"RoleSessionName", "s1"},
                       {"Tags", json::array{json::object{{"Key", key}, {"Value", "v"}}}}};
    if (pass_on) input["TransitiveTagKeys"] = json::array{key};
    return input;
  };
  const std::string conflict =
      "InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts "
      "with a "
      "transitive tag key from the calling session.";
  for (const char* next : {"other", "third"}) {
    const json::object answer = call("sts", "AssumeRole", tagged(next[0] == 'o' ? "Key" : "other", true));
    context.access_key = std::string(view(answer.at("Credentials").at("AccessKeyId").as_string()));
    CHECK(refusal("sts", "AssumeRole", tagged("kEY", false)) == conflict);
    CHECK_FALSE(call("sts", "GetCallerIdentity").contains("passed_on"));
  }
  CHECK(refusal("sts", "AssumeRole", tagged("other", false)) == conflict);
}

TEST_CASE_METHOD(StsWorld, "session and federation tokens are for the caller's own account", "[sts]") {
  for (const auto& [operation, input] : {std::pair("GetSessionToken", json::object{}),
                                         std::pair("GetFederationToken", json::object{{"Name", "bob"}})}) {
    const auto answer = call("sts", operation, input);
    const std::string key(view(answer.at("Credentials").at("AccessKeyId").as_string()));
    CHECK(decode_account(key) == context.account);
    CHECK(answer.at("Credentials").at("Expiration") == "2026-01-01T12:00:00Z");
  }
}

TEST_CASE_METHOD(StsWorld, "names of federated users and policies of sessions are looked at", "[sts]") {
  CHECK(refusal("sts", "GetFederationToken", {{"Name", "not allowed!"}}) ==
        "ValidationError: 1 validation error detected: Value 'not allowed!' at 'name' failed to satisfy "
        "constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
  json::object input{{"RoleArn", "arn:aws:iam::000000000000:role/r"}, {"RoleSessionName", "me"}};
  for (const char* policy : {"nope", "[]", "{}"}) {
    INFO(policy);
    input["Policy"] = policy;
    CHECK(refusal("sts", "AssumeRole", input).starts_with("MalformedPolicyDocument"));
    CHECK(refusal("sts", "GetFederationToken", {{"Name", "me"}, {"Policy", policy}})
              .starts_with("MalformedPolicyDocument"));
  }
  input["Policy"] = R"({"Statement":[]})";
  CHECK(call("sts", "AssumeRole", input).at("PackedPolicySize") == 0);
}

TEST_CASE("any account survives its way through an access key", "[sts]") {
  for (const char* account : {"000000000000", "999999999999", "123456789012", "000000000001"}) {
    for (const std::uint64_t random : {0ull, 0xffffffffffffffffull, 0x123456789abcdefull}) {
      CHECK(decode_account("ASIA" + encode_account(account, random)) == account);
    }
  }
  CHECK_FALSE(decode_account("test"));
  CHECK_FALSE(decode_account("ASIA0000000000000000"));
}

}  // namespace orrery

#include "tests/services/secretsmanager/secretsmanager_world.h"

namespace orrery {

TEST_CASE_METHOD(SecretsWorld, "a secret is found by its name, its ARN and most of that",
                 "[secretsmanager]") {
  const json::object made =
      ask("CreateSecret", {{"Name", "app/db-a1b2c3"}, {"SecretString", "s"}, {"Description", "d"}});
  const std::string arn = text_of(made, "ARN");
  const std::string whole = "arn:aws:secretsmanager:us-east-1:000000000000:secret:app/db-a1b2c3";
  CHECK(arn.starts_with(whole + "-"));
  CHECK(arn.size() == whole.size() + 7);
  for (const std::string& id : {std::string("app/db-a1b2c3"), arn, whole}) {
    INFO(id);
    const json::object read = ask("GetSecretValue", {{"SecretId", id}});
    CHECK(read.at("ARN") == json::value(arn));
    CHECK(read.at("VersionId") == made.at("VersionId"));
    CHECK(read.at("VersionStages") == parse("['AWSCURRENT']"));
    CHECK(read.at("SecretString") == "s");
  }
  const char* missing = "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  CHECK(refused("GetSecretValue", {{"SecretId", "app/db"}}) == missing);
  CHECK(refused("GetSecretValue", {{"SecretId", whole.substr(0, whole.size() - 1)}}) == missing);
  CHECK(refused("GetSecretValue", {{"SecretId", whole + "-aaaaaa"}}) == missing);
  for (const char* bad : {"Inv Name", " x", "a*", "a?!]b"})
    CHECK(refused("DescribeSecret", {{"SecretId", bad}}) ==
          "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or "
          "any of the "
          "following: -/_+=.@!");
}

TEST_CASE_METHOD(SecretsWorld, "a request that is made twice makes one secret and one version",
                 "[secretsmanager]") {
  const std::string token(32, 'a');
  const json::object create{{"Name", "s"}, {"SecretString", "v"}, {"ClientRequestToken", token}};
  const json::object made = ask("CreateSecret", create);
  CHECK(made.at("VersionId") == json::value(token));
  CHECK(ask("CreateSecret", create) == made);
  CHECK(refused("CreateSecret", {{"Name", "s"}, {"SecretString", "other"}}) ==
        "ResourceExistsException: The operation failed because the secret s already exists.");
  json::object put{{"SecretId", "s"}, {"SecretString", "v"}, {"ClientRequestToken", token}};
  CHECK(ask("PutSecretValue", put).at("VersionId") == json::value(token));
  put["SecretString"] = "w";
  CHECK(refused("PutSecretValue", put) ==
        "ResourceExistsException: You can't use ClientRequestToken " + token +
            " because that value is already in use for a version of secret " + text_of(made, "ARN") + ".");
  CHECK(stages("s") == "AWSCURRENT");
  put["ClientRequestToken"] = "short";
  CHECK(refused("PutSecretValue", put) ==
        "InvalidParameterException: ClientRequestToken must be 32-64 characters long.");
  CHECK(refused("PutSecretValue", {{"SecretId", "s"}}) ==
        "InvalidRequestException: You must provide either SecretString or SecretBinary.");
  CHECK(refused("PutSecretValue", {{"SecretId", "s"}, {"SecretString", "x"}, {"SecretBinary", "eA=="}})
            .starts_with("InvalidParameterException: You can't specify both a binary secret value"));
}

TEST_CASE_METHOD(SecretsWorld, "labels move from version to version", "[secretsmanager]") {
  const std::string first = make("s");
  ask("PutSecretValue", {{"SecretId", "s"}, {"SecretString", "v2"}, {"VersionStages", {"one", "two"}}});
  CHECK(stages("s") == "AWSCURRENT | one,two");
  CHECK(read("s") == "v1");
  ask("PutSecretValue",
      {{"SecretId", "s"}, {"SecretString", "v3"}, {"VersionStages", {"two", "AWSPENDING"}}});
  CHECK(stages("s") == "AWSCURRENT | one | AWSPENDING,two");
  const json::object pending = ask("GetSecretValue", {{"SecretId", "s"}, {"VersionStage", "AWSPENDING"}});
  CHECK(pending.at("SecretString") == "v3");
  json::object move{
      {"SecretId", "s"}, {"VersionStage", "AWSCURRENT"}, {"MoveToVersionId", pending.at("VersionId")}};
  CHECK(refused("UpdateSecretVersionStage", move) ==
        "InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label "
        "AWSCURRENT is "
        "currently attached to version " +
            first + ", so you must explicitly reference that version in RemoveFromVersionId.");
  move["RemoveFromVersionId"] = first;
  ask("UpdateSecretVersionStage", move);
  CHECK(stages("s") == "AWSPREVIOUS | one | AWSCURRENT,AWSPENDING,two");
  ask("UpdateSecret", {{"SecretId", "s"}, {"SecretString", "v4"}});
  CHECK(stages("s") == " | one | AWSPENDING,AWSPREVIOUS,two | AWSCURRENT");
  CHECK(ask("ListSecretVersionIds", {{"SecretId", "s"}}).at("Versions").as_array().size() == 3);
  CHECK(ask("GetSecretValue", {{"SecretId", "s"}, {"VersionId", first}}).at("SecretString") == "v1");
  CHECK(refused("GetSecretValue", {{"SecretId", "s"}, {"VersionId", first}, {"VersionStage", "AWSCURRENT"}})
            .starts_with("InvalidRequestException: You provided a VersionStage"));
  move.erase("MoveToVersionId");
  CHECK(refused("UpdateSecretVersionStage", move)
            .starts_with("InvalidParameterException: You can only move staging"));
  ask("UpdateSecretVersionStage",
      {{"SecretId", "s"}, {"VersionStage", "two"}, {"RemoveFromVersionId", pending.at("VersionId")}});
  CHECK(stages("s") == " | one | AWSPENDING,AWSPREVIOUS | AWSCURRENT");
}

TEST_CASE_METHOD(SecretsWorld, "versions without labels go once there are a hundred", "[secretsmanager]") {
  make("s", "0");
  for (int i = 1; i < 120; ++i)
    ask("PutSecretValue", {{"SecretId", "s"}, {"SecretString", std::to_string(i)}});
  const auto count = [&] {
    json::object input{{"SecretId", "s"}, {"IncludeDeprecated", true}, {"MaxResults", 70}};
    json::object page = ask("ListSecretVersionIds", input);
    std::size_t all = page.at("Versions").as_array().size();
    while (const json::value* next = find(page, "NextToken")) {
      input["NextToken"] = *next;
      page = ask("ListSecretVersionIds", input);
      all += page.at("Versions").as_array().size();
    }
    return all;
  };
  CHECK(count() == 120);  // those of the last day stay
  advance(25h);
  ask("PutSecretValue", {{"SecretId", "s"}, {"SecretString", "new"}});
  CHECK(count() == 100);
  CHECK(read("s") == "new");
}

TEST_CASE_METHOD(SecretsWorld, "a secret without a value has no version", "[secretsmanager]") {
  const json::object made = ask("CreateSecret", {{"Name", "s"}});
  CHECK_FALSE(made.contains("VersionId"));
  CHECK_FALSE(ask("DescribeSecret", {{"SecretId", "s"}}).contains("VersionIdsToStages"));
  const std::string none =
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for ";
  CHECK(refused("GetSecretValue", {{"SecretId", "s"}}) == none + "staging label: AWSCURRENT");
  const std::string version(36, 'f');
  CHECK(refused("GetSecretValue", {{"SecretId", "s"}, {"VersionId", version}}) ==
        none + "VersionId: " + version);
  // The first value becomes current, whatever else it is.
  ask("PutSecretValue", {{"SecretId", "s"}, {"SecretBinary", "AAEC"}, {"VersionStages", {"mine"}}});
  const json::object read = ask("GetSecretValue", {{"SecretId", "s"}});
  CHECK(read.at("SecretBinary") == "AAEC");
  CHECK(read.at("VersionStages") == parse("['AWSCURRENT', 'mine']"));
}

TEST_CASE_METHOD(SecretsWorld, "a deleted secret can be restored until its time has come",
                 "[secretsmanager]") {
  make("s");
  CHECK(
      refused("DeleteSecret", {{"SecretId", "s"}, {"RecoveryWindowInDays", 6}}) ==
      "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  CHECK(refused("DeleteSecret",
                {{"SecretId", "s"}, {"RecoveryWindowInDays", 7}, {"ForceDeleteWithoutRecovery", true}})
            .starts_with("InvalidParameterException: You can't use ForceDeleteWithoutRecovery"));
  ask("DeleteSecret", {{"SecretId", "s"}, {"RecoveryWindowInDays", 7}});
  const char* marked =
      "InvalidRequestException: You can't perform this operation on the secret because it was marked for "
      "deletion.";
  CHECK(refused("GetSecretValue", {{"SecretId", "s"}}) == marked);
  CHECK(refused("PutSecretValue", {{"SecretId", "s"}, {"SecretString", "x"}}) == marked);
  CHECK(refused("CreateSecret", {{"Name", "s"}}) ==
        "InvalidRequestException: You can't create this secret because a secret with this name is already "
        "scheduled "
        "for deletion.");
  CHECK(ask("DescribeSecret", {{"SecretId", "s"}}).contains("DeletedDate"));
  CHECK(ask("ListSecrets", {}).at("SecretList").as_array().empty());
  CHECK(ask("ListSecrets", {{"IncludePlannedDeletion", true}}).at("SecretList").as_array().size() == 1);
  ask("RestoreSecret", {{"SecretId", "s"}});
  CHECK(read("s") == "v1");
  ask("DeleteSecret", {{"SecretId", "s"}, {"RecoveryWindowInDays", 7}});
  advance(7 * 24h);
  CHECK(refused("RestoreSecret", {{"SecretId", "s"}}).starts_with("ResourceNotFoundException"));
  ask("CreateSecret", {{"Name", "s"}});
  CHECK(refused("GetSecretValue", {{"SecretId", "s"}}).starts_with("ResourceNotFoundException"));
  ask("DeleteSecret", {{"SecretId", "s"}, {"ForceDeleteWithoutRecovery", true}});
  CHECK(refused("DescribeSecret", {{"SecretId", "s"}}).starts_with("ResourceNotFoundException"));
  CHECK(ask("DeleteSecret", {{"SecretId", "s"}, {"ForceDeleteWithoutRecovery", true}}).at("Name") == "s");
}

TEST_CASE_METHOD(SecretsWorld, "secrets are listed in order, by pages, as filters pick them",
                 "[secretsmanager]") {
  const auto add = [&](const char* name, const char* description, const char* tag) {
    ask("CreateSecret", {{"Name", name},
                         {"Description", description},
                         {"Tags", {json::object{{"Key", tag}, {"Value", "Team"}}}}});
    advance(1s);
  };
  add("b/one", "a secret", "owner");
  add("/a/two", "an secret", "own");
  add("c", "thesecret", "Owner");
  const auto names = [&](json::object input) {
    std::string all;
    for (;;) {
      const json::object page = ask("ListSecrets", input);
      for (const json::value& one : page.at("SecretList").as_array())
        all += (all.empty() ? "" : " ") + text_of(one.as_object(), "Name");
      if (!page.contains("NextToken")) return all;
      input["NextToken"] = page.at("NextToken");
    }
  };
  const auto with = [&](const char* key, const char* value) {
    return names({{"Filters", {json::object{{"Key", key}, {"Values", {value}}}}}});
  };
  CHECK(names({{"MaxResults", 1}}) == "b/one /a/two c");
  CHECK(names({{"MaxResults", 2}, {"SortOrder", "desc"}}) == "c /a/two b/one");
  CHECK(names({{"MaxResults", 1}, {"SortBy", "name"}}) == "/a/two b/one c");
  CHECK(with("name", "/") == "/a/two");
  CHECK(with("name", "!/") == "b/one c");
  CHECK(with("description", "a") == "b/one /a/two");
  CHECK(with("description", "A SECRET") == "b/one /a/two");
  CHECK(with("description", "!a") == "c");
  CHECK(with("tag-key", "own") == "b/one /a/two");
  CHECK(with("tag-value", "Te") == "b/one /a/two c");
  CHECK(with("all", "team two") == "/a/two");
  CHECK(with("owning-service", "rds") == "");
  CHECK(refused("ListSecrets", {{"Filters", {json::object{{"Key", "x"}, {"Values", {"y"}}}}}})
            .starts_with(
                "ValidationException: 1 validation error detected: Value 'x' at 'filters.1.member.key'"));
  CHECK(refused("ListSecrets", {{"Filters", {json::object{{"Key", "name"}}}}}) ==
        "InvalidParameterException: Invalid filter values for key: name");
  CHECK(refused("ListSecrets", {{"NextToken", "%"}}).starts_with("InvalidNextTokenException"));
}

TEST_CASE_METHOD(SecretsWorld, "several values are read at once, and what cannot be is told",
                 "[secretsmanager]") {
  make("a", "1");
  make("b", "2");
  const json::object some = ask("BatchGetSecretValue", {{"SecretIdList", {"a", "none", "b"}}});
  CHECK(some.at("SecretValues").as_array().size() == 2);
  CHECK(some.at("Errors") ==
        parse("[{'SecretId': 'none', 'ErrorCode': 'ResourceNotFoundException', 'Message': 'Secrets "
              "Manager can\\u0027t find the specified secret.'}]"));
  json::object filtered{{"Filters", {json::object{{"Key", "name"}, {"Values", {"!x"}}}}}, {"MaxResults", 1}};
  json::object page = ask("BatchGetSecretValue", filtered);
  CHECK(page.at("SecretValues").at(0).at("SecretString") == "1");
  filtered["NextToken"] = page.at("NextToken");
  page = ask("BatchGetSecretValue", filtered);
  CHECK(page.at("SecretValues").at(0).at("SecretString") == "2");
  CHECK_FALSE(page.contains("NextToken"));
  CHECK(refused("BatchGetSecretValue", {{"SecretIdList", json::array()}}) ==
        "ValidationException: 1 validation error detected: Value '[]' at 'secretIdList' failed to satisfy "
        "constraint: "
        "Member must have length greater than or equal to 1");
  CHECK(refused("PutSecretValue",
                {{"SecretId", "a"}, {"SecretString", "x"}, {"VersionStages", json::array(21, "s")}})
            .ends_with("' at 'versionStages' failed to satisfy constraint: Member must have length less than "
                       "or equal to 20"));
  CHECK(refused("BatchGetSecretValue", {})
            .starts_with("InvalidParameterException: Either 'SecretIdList' or 'Filters'"));
}

TEST_CASE_METHOD(SecretsWorld, "passwords have what is asked for, and not what is excluded",
                 "[secretsmanager]") {
  const auto password = [&](json::object input) {
    return text_of(ask("GetRandomPassword", std::move(input)), "RandomPassword");
  };
  CHECK(password({}).size() == 32);
  CHECK(password({}) != password({}));
  for (int i = 0; i < 50; ++i) {
    const std::string four = password({{"PasswordLength", 4}});
    INFO(four);
    CHECK(four.find_first_of("abcdefghijklmnopqrstuvwxyz") != four.npos);
    CHECK(four.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != four.npos);
    CHECK(four.find_first_of("0123456789") != four.npos);
    CHECK(four.find_first_of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") != four.npos);
  }
  CHECK(
      password({{"PasswordLength", 500}, {"ExcludeCharacters", "xyzDje@?!."}}).find_first_of("xyzDje@?!.") ==
      std::string::npos);
  CHECK(password({{"ExcludePunctuation", true}, {"ExcludeUppercase", true}, {"ExcludeLowercase", true}})
            .find_first_not_of("0123456789") == std::string::npos);
  CHECK(password({{"PasswordLength", 500}, {"IncludeSpace", true}}).find(' ') != std::string::npos);
  CHECK(refused("GetRandomPassword", {{"PasswordLength", 3}}) ==
        "InvalidParameterException: Password length 3 is too short based on the required types.");
}

TEST_CASE_METHOD(SecretsWorld, "a secret has tags and a policy", "[secretsmanager]") {
  make("s");
  CHECK_FALSE(ask("DescribeSecret", {{"SecretId", "s"}}).contains("Tags"));
  ask("TagResource",
      {{"SecretId", "s"}, {"Tags", parse("[{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': '2'}]")}});
  ask("UntagResource", {{"SecretId", "s"}, {"TagKeys", {"a"}}});
  CHECK(ask("DescribeSecret", {{"SecretId", "s"}}).at("Tags") == parse("[{'Key': 'b', 'Value': '2'}]"));
  CHECK_FALSE(ask("GetResourcePolicy", {{"SecretId", "s"}}).contains("ResourcePolicy"));
  ask("PutResourcePolicy", {{"SecretId", "s"}, {"ResourcePolicy", R"({"Statement": []})"}});
  CHECK(ask("GetResourcePolicy", {{"SecretId", "s"}}).at("ResourcePolicy") == R"({"Statement": []})");
  ask("DeleteResourcePolicy", {{"SecretId", "s"}});
  CHECK_FALSE(ask("GetResourcePolicy", {{"SecretId", "s"}}).contains("ResourcePolicy"));
  CHECK(refused("PutResourcePolicy", {{"SecretId", "s"}, {"ResourcePolicy", "{"}}) ==
        "MalformedPolicyDocumentException: This resource policy contains invalid Json.");
  CHECK(ask("ValidateResourcePolicy", {{"ResourcePolicy", R"({"Statement": []})"}})
            .at("PolicyValidationPassed") == true);
}

}  // namespace orrery

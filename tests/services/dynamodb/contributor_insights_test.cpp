#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "contributor insights are described as they were asked for", "[dynamodb]") {
  make_range_table();
  make_hash_table();
  const std::string of = "{'TableName': 'range'";
  CHECK(ask("DescribeContributorInsights", of + "}").at("ContributorInsightsStatus") == "DISABLED");
  CHECK(ask("UpdateContributorInsights", of + ", 'ContributorInsightsAction': 'ENABLE'}")
            .at("ContributorInsightsStatus") == "ENABLING");
  CHECK(ask("UpdateContributorInsights", of + ", 'ContributorInsightsAction': 'ENABLE'}")
            .at("ContributorInsightsStatus") == "ENABLED");
  const json::object shown = ask("DescribeContributorInsights", of + "}");
  CHECK(shown.at("ContributorInsightsStatus") == "ENABLED");
  CHECK(shown.at("ContributorInsightsRuleList").as_array().size() == 4);
  CHECK(view(shown.at("ContributorInsightsRuleList").at(0).as_string())
            .starts_with("DynamoDBContributorInsights-PKC-range-"));
  ask("UpdateContributorInsights",
      "{'TableName': 'hash', 'ContributorInsightsAction': 'ENABLE', 'ContributorInsightsMode': "
      "'THROTTLED_KEYS'}");
  const json::object page = ask("ListContributorInsights", "{'MaxResults': 1}");
  CHECK(quoted(page.at("ContributorInsightsSummaries")) ==
        "[{'TableName':'hash','ContributorInsightsStatus':'ENABLED','ContributorInsightsMode':'THROTTLED_"
        "KEYS'}]");
  const json::object rest =
      ask("ListContributorInsights", "{'NextToken': " + quoted(page.at("NextToken")) + "}");
  CHECK(rest.at("ContributorInsightsSummaries").at(0).at("TableName") == "range");
  CHECK_FALSE(rest.contains("NextToken"));
  ask("UpdateContributorInsights", of + ", 'ContributorInsightsAction': 'DISABLE'}");
  CHECK(ask("ListContributorInsights", of + "}").at("ContributorInsightsSummaries").as_array().empty());
  CHECK(ask("DescribeContributorInsights", of + "}").at("ContributorInsightsStatus") == "DISABLED");
  CHECK(refused("DescribeContributorInsights", of + ", 'IndexName': 'none'}")
            .starts_with("ResourceNotFoundException"));
  CHECK(refused("DescribeContributorInsights", "{'TableName': 'none'}") ==
        "ResourceNotFoundException: Requested resource not found: Table: none not found");
}

}  // namespace orrery::dynamodb

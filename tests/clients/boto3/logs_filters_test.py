"""Metric and subscription filters: patterns are tried, and there are none to describe."""
from client_case import ClientCase, client, main


class Filters(ClientCase):
    logs = client("logs")

    def test_a_pattern_is_tried_on_messages(self):
        matches = self.logs.test_metric_filter(filterPattern="ERROR", logEventMessages=["an ERROR", "fine"])["matches"]
        self.assertEqual([match["eventNumber"] for match in matches], [0])

    def test_there_are_no_filters(self):
        self.logs.create_log_group(logGroupName="/filters")
        self.assertEqual(self.logs.describe_metric_filters(logGroupName="/filters")["metricFilters"], [])
        self.assertEqual(self.logs.describe_subscription_filters(logGroupName="/filters")["subscriptionFilters"], [])


if __name__ == "__main__":
    main()

"""What DynamoDB says of the account and of a table's backups."""
from client_case import ClientCase, client, main


class Account(ClientCase):
    dynamodb = client("dynamodb")

    def test_limits_and_endpoints(self):
        limits = self.dynamodb.describe_limits()
        self.assertEqual((limits["AccountMaxReadCapacityUnits"], limits["TableMaxWriteCapacityUnits"]), (80000, 40000))
        self.assertEqual(self.dynamodb.describe_endpoints()["Endpoints"][0]["CachePeriodInMinutes"], 1440)

    def test_backups_go_on_when_they_are_asked_for(self):
        self.dynamodb.create_table(TableName="backed", BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}])
        found = self.dynamodb.describe_continuous_backups(TableName="backed")["ContinuousBackupsDescription"]
        self.assertEqual(found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "DISABLED")
        self.dynamodb.update_continuous_backups(TableName="backed",
                                                PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        found = self.dynamodb.describe_continuous_backups(TableName="backed")["ContinuousBackupsDescription"]
        self.assertEqual(found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "ENABLED")

    def test_streams_are_listed_by_table(self):
        self.dynamodb.create_table(TableName="streamed", BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
                                   StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
        rows = client("dynamodbstreams").list_streams(TableName="streamed")["Streams"]
        self.assertEqual([row["TableName"] for row in rows], ["streamed"])


if __name__ == "__main__":
    main()

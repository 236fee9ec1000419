import json
import tempfile

from client_case import CliCase, main


class DynamoDb(CliCase):
    def test_a_table_and_its_items(self):
        self.aws("dynamodb", "create-table", "--table-name", "cli-t", "--billing-mode", "PAY_PER_REQUEST", "--key-schema",
                 "AttributeName=pk,KeyType=HASH", "--attribute-definitions", "AttributeName=pk,AttributeType=S")
        self.aws("dynamodb", "wait", "table-exists", "--table-name", "cli-t")
        for number in range(3):
            self.aws("dynamodb", "put-item", "--table-name", "cli-t", "--item",
                     json.dumps({"pk": {"S": str(number)}, "n": {"N": str(number)}}))
        item = self.aws("dynamodb", "get-item", "--table-name", "cli-t", "--key", '{"pk": {"S": "2"}}')["Item"]
        self.assertEqual(item, {"pk": {"S": "2"}, "n": {"N": "2"}})
        scan = self.aws("dynamodb", "scan", "--table-name", "cli-t", "--page-size", "1", "--filter-expression", "n > :n",
                        "--expression-attribute-values", '{":n": {"N": "0"}}')
        self.assertEqual((scan["Count"], scan["ScannedCount"]), (2, 3))
        self.aws("dynamodb", "update-item", "--table-name", "cli-t", "--key", '{"pk": {"S": "2"}}', "--update-expression",
                 "SET n = n + :one", "--expression-attribute-values", '{":one": {"N": "1"}}')
        query = self.aws("dynamodb", "query", "--table-name", "cli-t", "--key-condition-expression", "pk = :p",
                         "--expression-attribute-values", '{":p": {"S": "2"}}')
        self.assertEqual(query["Items"][0]["n"], {"N": "3"})
        self.assertIn("(ConditionalCheckFailedException)", self.aws(
            "dynamodb", "put-item", "--table-name", "cli-t", "--item", '{"pk": {"S": "2"}}', "--condition-expression",
            "attribute_not_exists(pk)", status=1))
        self.aws("dynamodb", "delete-table", "--table-name", "cli-t")
        self.aws("dynamodb", "wait", "table-not-exists", "--table-name", "cli-t")
        self.assertIn("Requested resource not found: Table: cli-t not found", self.aws(
            "dynamodb", "describe-table", "--table-name", "cli-t", status=1))

    def test_a_table_is_imported_and_exported(self):
        self.aws("s3api", "create-bucket", "--bucket", "cli-rows")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write('{"Item": {"pk": {"S": "a"}, "n": {"N": "1"}}}\n')
            file.flush()
            self.aws("s3api", "put-object", "--bucket", "cli-rows", "--key", "rows.json", "--body", file.name)
        made = self.aws("dynamodb", "import-table", "--s3-bucket-source", "S3Bucket=cli-rows,S3KeyPrefix=rows", "--input-format",
                        "DYNAMODB_JSON", "--table-creation-parameters", json.dumps({
                            "TableName": "cli-rows", "BillingMode": "PAY_PER_REQUEST",
                            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}))
        self.assertEqual(made["ImportTableDescription"]["ImportStatus"], "IN_PROGRESS")
        found = self.aws("dynamodb", "describe-import", "--import-arn", made["ImportTableDescription"]["ImportArn"])
        self.assertEqual(found["ImportTableDescription"]["ImportStatus"], "COMPLETED")
        self.assertEqual(self.aws("dynamodb", "scan", "--table-name", "cli-rows")["Count"], 1)
        table = found["ImportTableDescription"]["TableArn"]
        self.assertIn("(PointInTimeRecoveryUnavailableException)", self.aws(
            "dynamodb", "export-table-to-point-in-time", "--table-arn", table, "--s3-bucket", "cli-rows", status=1))
        self.aws("dynamodb", "update-continuous-backups", "--table-name", "cli-rows",
                 "--point-in-time-recovery-specification", "PointInTimeRecoveryEnabled=true")
        self.aws("dynamodb", "export-table-to-point-in-time", "--table-arn", table, "--s3-bucket", "cli-rows")
        [export] = self.aws("dynamodb", "list-exports", "--table-arn", table)["ExportSummaries"]
        self.assertEqual(export["ExportStatus"], "COMPLETED")


if __name__ == "__main__":
    main()

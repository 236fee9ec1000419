import json

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


if __name__ == "__main__":
    main()

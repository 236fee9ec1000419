from decimal import Decimal

import boto3.dynamodb.conditions as conditions
from client_case import ENDPOINT, ClientCase, arn, client, main


class DynamoDb(ClientCase):
    dynamodb = client("dynamodb")

    def setUp(self):
        self.table = self.id().rpartition(".")[2]

    def make_table(self, name=None, sort=False, **options):
        keys = [("pk", "HASH", "S")] + ([("sk", "RANGE", "N")] if sort else [])
        extra = options.pop("attributes", [])
        self.dynamodb.create_table(
            TableName=name or self.table, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind, _ in keys],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": kind} for key, _, kind in keys] + extra, **options)
        self.dynamodb.get_waiter("table_exists").wait(TableName=name or self.table, WaiterConfig={"Delay": 1})

    def put(self, **values):
        return self.dynamodb.put_item(TableName=self.table, Item=values)

    def get(self, pk, **options):
        return self.dynamodb.get_item(TableName=self.table, Key={"pk": {"S": pk}}, **options).get("Item")

    def test_tables(self):
        self.make_table(sort=True)
        table = self.dynamodb.describe_table(TableName=self.table)["Table"]
        self.assertEqual((table["TableStatus"], table["TableArn"], table["ItemCount"]),
                         ("ACTIVE", arn("dynamodb", "table/" + self.table), 0))
        self.assertEqual(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.refused("ResourceInUseException", self.make_table, sort=True, status=400,
                     message="Table already exists: " + self.table)
        self.dynamodb.delete_table(TableName=self.table)
        self.dynamodb.get_waiter("table_not_exists").wait(TableName=self.table, WaiterConfig={"Delay": 1})
        self.refused("ResourceNotFoundException", self.dynamodb.describe_table, TableName=self.table,
                     message="Requested resource not found: Table: %s not found" % self.table)
        self.refused("ResourceNotFoundException", self.dynamodb.delete_table, TableName=self.table,
                     message="Requested resource not found: Table: %s not found" % self.table)

    def test_tables_are_listed_in_pages(self):
        for number in range(3):
            self.make_table("listed-%d" % number)
        pages = list(self.dynamodb.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2}))
        names = [name for page in pages for name in page["TableNames"]]
        self.assertEqual([name for name in names if name.startswith("listed-")], ["listed-0", "listed-1", "listed-2"])
        self.assertTrue(all(len(page["TableNames"]) <= 2 for page in pages))

    def test_a_table_that_is_asked_for_wrongly(self):
        good = {"TableName": self.table, "BillingMode": "PAY_PER_REQUEST",
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}
        cases = [
            ({"AttributeDefinitions": [{"AttributeName": "x", "AttributeType": "S"}]},
             "Some index key attributes are not defined in AttributeDefinitions"),
            ({"KeySchema": [{"AttributeName": "pk", "KeyType": "RANGE"}]}, "Invalid KeySchema"),
            ({"AttributeDefinitions": good["AttributeDefinitions"] + [{"AttributeName": "x", "AttributeType": "S"}]},
             "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"),
            ({"BillingMode": "PROVISIONED"}, "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"),
            ({"TableName": "no spaces"}, "failed to satisfy constraint: Member must satisfy regular expression pattern: "
                                         "[a-zA-Z0-9_.-]+"),
        ]
        for change, message in cases:
            with self.subTest(message):
                self.refused("ValidationException", self.dynamodb.create_table, message=message, **dict(good, **change))

    def test_update_table(self):
        self.make_table()
        self.dynamodb.update_table(TableName=self.table, BillingMode="PROVISIONED",
                                   ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 6})
        table = self.dynamodb.describe_table(TableName=self.table)["Table"]
        self.assertEqual(table["ProvisionedThroughput"]["WriteCapacityUnits"], 6)
        self.refused("ResourceNotFoundException", self.dynamodb.update_table, TableName="absent", BillingMode="PAY_PER_REQUEST")

    def test_time_to_live(self):
        self.make_table()
        self.assertEqual(self.dynamodb.describe_time_to_live(TableName=self.table)["TimeToLiveDescription"],
                         {"TimeToLiveStatus": "DISABLED"})
        self.dynamodb.update_time_to_live(TableName=self.table,
                                          TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
        described = self.dynamodb.describe_time_to_live(TableName=self.table)["TimeToLiveDescription"]
        self.assertEqual(described["AttributeName"], "ttl")
        self.assertIn(described["TimeToLiveStatus"], ("ENABLED", "ENABLING"))

    def test_every_type_comes_back(self):
        self.make_table()
        item = {"pk": {"S": "all"}, "s": {"S": "ä\u0000z"}, "empty": {"S": ""}, "n": {"N": "-1.50"}, "b": {"B": b"\x00\xff"},
                "t": {"BOOL": True}, "none": {"NULL": True}, "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2.5"]},
                "bs": {"BS": [b"x"]}, "l": {"L": [{"S": "x"}, {"L": []}]}, "m": {"M": {"k": {"M": {}}}}}
        self.put(**item)
        self.assertEqual(self.get("all"), dict(item, n={"N": "-1.5"}))
        self.assertIsNone(self.get("absent"))

    def test_items_that_are_refused(self):
        self.make_table()
        cases = [
            ({"x": {"S": "no key"}}, "One or more parameter values were invalid: Missing the key pk in the item"),
            ({"pk": {"N": "1"}}, "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N"),
            ({"pk": {"S": ""}}, "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                                "contain an empty string value. Key: pk"),
            ({"pk": {"S": "x"}, "n": {"N": "abc"}}, "The parameter cannot be converted to a numeric value: abc"),
            ({"pk": {"S": "x"}, "ss": {"SS": []}}, "One or more parameter values were invalid: An string set  may not be empty"),
            ({"pk": {"S": "x"}, "ss": {"SS": ["a", "a"]}},
             'One or more parameter values were invalid: Input collection ["a", "a"] contains duplicates.'),
            ({"pk": {"S": "x"}, "big": {"S": "x" * 409600}}, "Item size has exceeded the maximum allowed size"),
            ({"pk": {"S": "x"}, "n": {"N": "1E+126"}},
             "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        ]
        for item, message in cases:
            with self.subTest(message):
                self.refused("ValidationException", self.put, message=message, status=400, **item)
        self.refused("ResourceNotFoundException", self.dynamodb.put_item, TableName="absent", Item={"pk": {"S": "x"}},
                     message="Requested resource not found")
        self.refused("ValidationException", self.dynamodb.get_item, TableName=self.table, Key={"x": {"S": "y"}},
                     message="The provided key element does not match the schema")

    def test_conditions(self):
        self.make_table()
        self.put(pk={"S": "a"}, n={"N": "1"})
        put = dict(TableName=self.table, Item={"pk": {"S": "a"}, "n": {"N": "2"}})
        self.refused("ConditionalCheckFailedException", self.dynamodb.put_item,
                     ConditionExpression="attribute_not_exists(pk)", message="The conditional request failed", **put)
        self.dynamodb.put_item(ConditionExpression="#n BETWEEN :low AND :high AND begins_with(pk, :a)",
                               ExpressionAttributeNames={"#n": "n"},
                               ExpressionAttributeValues={":low": {"N": "0"}, ":high": {"N": "1"}, ":a": {"S": "a"}}, **put)
        error = self.refused("ConditionalCheckFailedException", self.dynamodb.delete_item, TableName=self.table,
                             Key={"pk": {"S": "a"}}, ConditionExpression="attribute_exists(gone)")
        self.assertEqual(error["message"], "The conditional request failed")
        self.assertEqual(self.get("a")["n"], {"N": "2"})
        error = self.refused("TransactionCanceledException", self.dynamodb.transact_write_items, TransactItems=[
            {"Delete": dict(TableName=self.table, Key={"pk": {"S": "a"}}, ConditionExpression="attribute_exists(gone)")}])
        self.assertEqual((error["Message"], error["CancellationReasons"][0]["Code"]),
                         (error["Error"]["Message"], "ConditionalCheckFailed"))

    def test_tags(self):
        self.make_table()
        table = dict(ResourceArn=arn("dynamodb", "table/" + self.table))
        tagged = self.dynamodb.tag_resource(Tags=[{"Key": "k", "Value": "v"}], **table)
        self.assertEqual(tagged["ResponseMetadata"]["HTTPHeaders"]["content-length"], "0")
        self.assertEqual(self.dynamodb.list_tags_of_resource(**table)["Tags"], [{"Key": "k", "Value": "v"}])
        self.dynamodb.untag_resource(TagKeys=["k"], **table)

    def test_expressions_that_are_refused(self):
        self.make_table()
        values = {":v": {"S": "x"}}
        cases = [
            (dict(ConditionExpression="size(pk) >"), 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: ">"'),
            (dict(ConditionExpression="pk = :v"), "Invalid ConditionExpression: An expression attribute value used in expression "
                                                  "is not defined; attribute value: :v"),
            (dict(ConditionExpression="name = :v", ExpressionAttributeValues=values),
             "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name"),
            (dict(ConditionExpression="#x = :v", ExpressionAttributeValues=values),
             "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
             "attribute name: #x"),
            (dict(ConditionExpression="attribute_exists(pk)", ExpressionAttributeValues=values),
             "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"),
            (dict(ExpressionAttributeValues=values),
             "ExpressionAttributeValues can only be specified when using expressions"),
        ]
        for options, message in cases:
            with self.subTest(message):
                self.refused("ValidationException", self.dynamodb.put_item, TableName=self.table, Item={"pk": {"S": "x"}},
                             message=message, **options)

    def test_update(self):
        self.make_table()
        key = {"pk": {"S": "a"}}

        def update(expression, values=None, **options):
            return self.dynamodb.update_item(TableName=self.table, Key=key, UpdateExpression=expression,
                                             **dict({"ExpressionAttributeValues": values} if values else {}, **options))
        update("SET n = :one, l = :l, m = :m",
               {":one": {"N": "1"}, ":l": {"L": [{"N": "1"}]}, ":m": {"M": {}}})
        answer = update("SET n = n + :two, l = list_append(l, :l), m.x = if_not_exists(m.x, :two) ADD s :s",
                        {":two": {"N": "2"}, ":l": {"L": [{"N": "2"}]}, ":s": {"SS": ["a", "b"]}}, ReturnValues="UPDATED_NEW")
        self.assertEqual(answer["Attributes"], {"n": {"N": "3"}, "l": {"L": [{"N": "1"}, {"N": "2"}]},
                                                "m": {"M": {"x": {"N": "2"}}}, "s": {"SS": ["a", "b"]}})
        answer = update("REMOVE l[0] DELETE s :s", {":s": {"SS": ["a"]}}, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"]["s"], {"SS": ["a", "b"]})
        self.assertEqual(self.get("a"), {"pk": {"S": "a"}, "n": {"N": "3"}, "l": {"L": [{"N": "2"}]},
                                         "m": {"M": {"x": {"N": "2"}}}, "s": {"SS": ["b"]}})
        self.refused("ValidationException", update, expression="SET pk = :x", values={":x": {"S": "b"}},
                     message="One or more parameter values were invalid: Cannot update attribute pk. "
                             "This attribute is part of the key")
        self.refused("ValidationException", update, expression="SET n = :x, n = :x", values={":x": {"N": "1"}},
                     message="Two document paths overlap with each other")
        self.refused("ValidationException", update, expression="SET y = absent + :x", values={":x": {"N": "1"}},
                     message="The provided expression refers to an attribute that does not exist in the item")

    def test_return_values(self):
        self.make_table()
        self.assertNotIn("Attributes", self.put(pk={"S": "a"}, n={"N": "1"}))
        answer = self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "a"}}, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"], {"pk": {"S": "a"}, "n": {"N": "1"}})
        answer = self.dynamodb.delete_item(TableName=self.table, Key={"pk": {"S": "a"}}, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"], {"pk": {"S": "a"}})

    def fill(self, count):
        self.make_table(sort=True)
        for number in range(count):
            self.put(pk={"S": "p"}, sk={"N": str(number)}, even={"BOOL": number % 2 == 0})

    def query(self, **options):
        return self.dynamodb.query(**dict(dict(TableName=self.table, KeyConditionExpression="pk = :p",
                                               ExpressionAttributeValues={":p": {"S": "p"}}), **options))

    def test_query(self):
        self.fill(12)
        self.assertEqual([item["sk"]["N"] for item in self.query()["Items"]], [str(n) for n in range(12)])
        answer = self.query(KeyConditionExpression="pk = :p AND sk BETWEEN :a AND :b", ScanIndexForward=False,
                            ExpressionAttributeValues={":p": {"S": "p"}, ":a": {"N": "3"}, ":b": {"N": "10"}}, Limit=3)
        self.assertEqual([item["sk"]["N"] for item in answer["Items"]], ["10", "9", "8"])
        self.assertEqual(answer["LastEvaluatedKey"], {"pk": {"S": "p"}, "sk": {"N": "8"}})
        answer = self.query(FilterExpression="even = :t", ProjectionExpression="sk", Select="SPECIFIC_ATTRIBUTES",
                            ExpressionAttributeValues={":p": {"S": "p"}, ":t": {"BOOL": True}})
        self.assertEqual((answer["Count"], answer["ScannedCount"], answer["Items"][0]), (6, 12, {"sk": {"N": "0"}}))
        self.assertNotIn("Items", self.query(Select="COUNT"))
        pages = self.dynamodb.get_paginator("query").paginate(
            TableName=self.table, KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "p"}},
            PaginationConfig={"PageSize": 5})
        self.assertEqual([len(page["Items"]) for page in pages], [5, 5, 2])
        self.refused("ValidationException", self.query, KeyConditionExpression="sk = :p",
                     message="Query condition missed key schema element: pk")

    def test_scan(self):
        self.fill(10)
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=self.table, PaginationConfig={"PageSize": 4})
        self.assertEqual([len(page["Items"]) for page in pages], [4, 4, 2])
        answer = self.dynamodb.scan(TableName=self.table, FilterExpression="sk IN (:a, :b) OR NOT sk < :c",
                                    ExpressionAttributeValues={":a": {"N": "1"}, ":b": {"N": "2"}, ":c": {"N": "9"}})
        self.assertEqual(sorted(item["sk"]["N"] for item in answer["Items"]), ["1", "2", "9"])
        parts = [self.dynamodb.scan(TableName=self.table, TotalSegments=3, Segment=segment)["Count"] for segment in range(3)]
        self.assertEqual(sum(parts), 10)
        self.refused("ResourceNotFoundException", self.dynamodb.scan, TableName="absent")

    def test_a_page_holds_a_megabyte(self):
        self.make_table(sort=True)
        for number in range(4):
            self.put(pk={"S": "p"}, sk={"N": str(number)}, big={"S": "x" * 390000})
        answer = self.query()
        self.assertEqual((answer["Count"], answer["LastEvaluatedKey"]["sk"]), (3, {"N": "2"}))

    def test_batches(self):
        self.make_table()
        requests = [{"PutRequest": {"Item": {"pk": {"S": str(n)}}}} for n in range(25)]
        self.assertEqual(self.dynamodb.batch_write_item(RequestItems={self.table: requests})["UnprocessedItems"], {})
        answer = self.dynamodb.batch_get_item(RequestItems={self.table: {
            "Keys": [{"pk": {"S": str(n)}} for n in (1, 2, 99)], "ProjectionExpression": "pk"}})
        self.assertEqual(sorted(item["pk"]["S"] for item in answer["Responses"][self.table]), ["1", "2"])
        self.refused("ValidationException", self.dynamodb.batch_write_item, RequestItems={self.table: requests[:1] * 2},
                     message="Provided list of item keys contains duplicates")
        self.refused("ValidationException", self.dynamodb.batch_write_item, RequestItems={self.table: requests + [
            {"PutRequest": {"Item": {"pk": {"S": "x"}}}}]}, message="less than or equal to 25")

    def test_consumed_capacity(self):
        self.make_table()
        answer = self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "a"}, "x": {"S": "x" * 1500}},
                                        ReturnConsumedCapacity="TOTAL")
        self.assertEqual(answer["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 2.0})
        for consistent, units in ((True, 1.0), (False, 0.5)):
            answer = self.dynamodb.get_item(TableName=self.table, Key={"pk": {"S": "a"}}, ConsistentRead=consistent,
                                            ReturnConsumedCapacity="TOTAL")
            self.assertEqual(answer["ConsumedCapacity"]["CapacityUnits"], units)

    def test_numbers_keep_their_38_digits(self):
        self.make_table()
        for given, kept in (("1" * 38, "1" * 38), ("0.00010", "0.0001"), ("1e3", "1000"), ("-0", "0")):
            self.put(pk={"S": "n"}, n={"N": given})
            self.assertEqual(self.get("n")["n"], {"N": kept})
        self.refused("ValidationException", self.put, pk={"S": "n"}, n={"N": "1" * 39},
                     message="Attempting to store more than 38 significant digits in a Number")

    def test_the_resource_interface(self):
        import boto3
        self.make_table(sort=True)
        table = boto3.resource("dynamodb", endpoint_url=ENDPOINT).Table(self.table)
        with table.batch_writer() as batch:
            for number in range(30):
                batch.put_item(Item={"pk": "p", "sk": number, "half": Decimal("0.5"), "tags": {"a", "b"}})
        answer = table.query(KeyConditionExpression=conditions.Key("pk").eq("p") & conditions.Key("sk").gt(27),
                             FilterExpression=conditions.Attr("tags").contains("a"))
        self.assertEqual([item["sk"] for item in answer["Items"]], [28, 29])
        table.wait_until_exists()


if __name__ == "__main__":
    main()

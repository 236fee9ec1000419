from client_case import ACCOUNT, ClientCase, client, main, zipped

TRUST = '{"Version":"2012-10-17","Statement":[]}'
MACHINE = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'


class Partitions(ClientCase):
    """In China and in GovCloud, names of resources begin otherwise, and are understood as they begin."""

    def walk(self, region, partition):
        def arn(service, resource, of_region=True):
            return "arn:%s:%s:%s:%s:%s" % (partition, service, region if of_region else "", ACCOUNT, resource)

        def of(service):
            return client(service, region_name=region)

        sqs, sns, functions, states = of("sqs"), of("sns"), of("lambda"), of("stepfunctions")
        url = sqs.create_queue(QueueName="dead")["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
        self.assertEqual(attributes["QueueArn"], arn("sqs", "dead"))
        sqs.create_queue(QueueName="live", Attributes={
            "RedrivePolicy": '{"deadLetterTargetArn":"%s","maxReceiveCount":2}' % attributes["QueueArn"]})

        topic = sns.create_topic(Name="news")["TopicArn"]
        self.assertEqual(topic, arn("sns", "news"))
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=attributes["QueueArn"])
        sns.publish(TopicArn=topic, Message="hello")
        self.assertTrue(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"])

        table = of("dynamodb").create_table(
            TableName="things", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}])["TableDescription"]
        self.assertEqual(table["TableArn"], arn("dynamodb", "table/things"))
        of("dynamodb").tag_resource(ResourceArn=table["TableArn"], Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(of("dynamodb").describe_table(TableName=table["TableArn"])["Table"]["TableId"], table["TableId"])

        role = of("iam").create_role(RoleName="any-" + region, AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        self.assertEqual(role, arn("iam", "role/any-" + region, of_region=False))
        assumed = of("sts").assume_role(RoleArn=role, RoleSessionName="me")["AssumedRoleUser"]["Arn"]
        self.assertEqual(assumed, arn("sts", "assumed-role/any-%s/me" % region, of_region=False))

        function = functions.create_function(FunctionName="f", Runtime="python3.12", Handler="f.handler", Role=role,
                                             Code={"ZipFile": zipped({"f.py": ""})})["FunctionArn"]
        self.assertEqual(function, arn("lambda", "function:f"))
        self.assertEqual(functions.get_function(FunctionName=function)["Configuration"]["FunctionArn"], function)
        functions.create_event_source_mapping(FunctionName=function, EventSourceArn=attributes["QueueArn"])

        machine = states.create_state_machine(name="m", definition=MACHINE, roleArn=role)["stateMachineArn"]
        self.assertEqual(machine, arn("states", "stateMachine:m"))
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        self.assertTrue(execution.startswith(arn("states", "execution:m:")))

        bucket = "bucket-%s-%s" % (ACCOUNT, region)
        of("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
        of("s3").put_bucket_policy(Bucket=bucket, Policy=(
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
            '"Resource":"arn:%s:s3:::%s/*"}]}' % (partition, bucket)))
        self.assertEqual(of("events").put_rule(Name="r", ScheduleExpression="rate(1 day)")["RuleArn"], arn("events", "rule/r"))

    def test_china(self):
        self.walk("cn-north-1", "aws-cn")

    def test_govcloud(self):
        self.walk("us-gov-west-1", "aws-us-gov")


if __name__ == "__main__":
    main()

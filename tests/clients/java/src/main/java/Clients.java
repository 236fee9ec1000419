import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** AWS's SDK for Java against the emulator: one line of output for each test, as the other clients print it. */
public final class Clients {
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";
  private static final Map<String, Callable<Void>> TESTS = new LinkedHashMap<>();

  private interface Body {
    void run() throws Exception;
  }

  public static void main(String[] arguments) {
    dynamodb();
    s3();
    sqs();
    lambda();
    int failed = 0;
    for (Map.Entry<String, Callable<Void>> test : TESTS.entrySet()) {
      try {
        test.getValue().call();
        System.out.println("ok " + test.getKey());
      } catch (Exception | AssertionError error) {
        failed++;
        System.out.println("not ok " + test.getKey() + "\n" + error);
      }
    }
    System.exit(failed > 0 ? 1 : 0);
  }

  private static void test(String name, Body body) {
    TESTS.put(name, () -> {
      body.run();
      return null;
    });
  }

  private static void equal(Object got, Object wanted) {
    if (!Objects.equals(got, wanted)) throw new AssertionError("got " + got + ", wanted " + wanted);
  }

  private static <T extends Exception> T refused(Class<T> type, Body body) throws Exception {
    try {
      body.run();
    } catch (Exception error) {
      if (type.isInstance(error)) return type.cast(error);
      throw error;
    }
    throw new AssertionError("not refused with " + type.getSimpleName());
  }

  private static void dynamodb() {
    DynamoDbClient client = DynamoDbClient.create();
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1.50"),
        "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})), "set", AttributeValue.fromSs(List.of("x", "y")));
    test("dynamodb: a table, its waiter, and an item of every kind", () -> {
      client.createTable(table -> table.tableName("things").billingMode(BillingMode.PAY_PER_REQUEST)
          .attributeDefinitions(name -> name.attributeName("id").attributeType(ScalarAttributeType.S))
          .keySchema(key -> key.attributeName("id").keyType("HASH")));
      client.waiter().waitUntilTableExists(table -> table.tableName("things"));
      client.putItem(put -> put.tableName("things").item(item));
      Map<String, AttributeValue> back = client.getItem(get -> get.tableName("things").key(Map.of("id", item.get("id"))).consistentRead(true)).item();
      equal(back.get("n").n(), "1.5");
      equal(back.get("bytes").b(), item.get("bytes").b());
      equal(back.get("set").ss().size(), 2);
    });
    test("dynamodb: pages of a scan", () -> {
      for (int number = 0; number < 30; number++) {
        String id = "item" + number;
        client.putItem(put -> put.tableName("things").item(Map.of("id", AttributeValue.fromS(id))));
      }
      equal(client.scanPaginator(scan -> scan.tableName("things").limit(8)).items().stream().count(), 31L);
    });
    test("dynamodb: a failed condition, and a cancelled transaction", () -> {
      refused(ConditionalCheckFailedException.class, () -> client.putItem(put -> put.tableName("things").item(item)
          .conditionExpression("attribute_not_exists(id)")));
      TransactionCanceledException cancelled = refused(TransactionCanceledException.class,
          () -> client.transactWriteItems(write -> write.transactItems(one -> one.put(put -> put.tableName("things").item(item)
              .conditionExpression("attribute_not_exists(id)")))));
      equal(cancelled.cancellationReasons().get(0).code(), "ConditionalCheckFailed");
    });
  }

  private static void s3() {
    S3Client client = S3Client.create();
    byte[] content = new byte[300_000];
    Arrays.fill(content, (byte) 'x');
    test("s3: every checksum, in a trailer", () -> {
      client.createBucket(bucket -> bucket.bucket("java-bucket"));
      for (ChecksumAlgorithm algorithm : List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256)) {
        String key = "a b+ä/" + algorithm;
        client.putObject(put -> put.bucket("java-bucket").key(key).checksumAlgorithm(algorithm), RequestBody.fromBytes(content));
        equal(Arrays.equals(client.getObjectAsBytes(get -> get.bucket("java-bucket").key(key).checksumMode(ChecksumMode.ENABLED)).asByteArray(), content), true);
      }
    });
    test("s3: parts, in parallel", () -> {
      byte[] large = new byte[20 << 20];
      for (int index = 0; index < large.length; index++) large[index] = (byte) (index * 31);
      try (S3AsyncClient parallel = S3AsyncClient.builder().multipartEnabled(true).build()) {
        parallel.putObject(put -> put.bucket("java-bucket").key("large"), AsyncRequestBody.fromBytes(large)).join();
        equal(client.headObject(head -> head.bucket("java-bucket").key("large")).eTag().endsWith("-3\""), true);
        byte[] back = parallel.getObject(get -> get.bucket("java-bucket").key("large"), AsyncResponseTransformer.toBytes()).join().asByteArray();
        equal(Arrays.equals(back, large), true);
      }
    });
    test("s3: pages of a listing", () ->
      equal(client.listObjectsV2Paginator(list -> list.bucket("java-bucket").maxKeys(2)).contents().stream().count(), 5L));
    test("s3: what is missing has errors of its own", () -> {
      refused(NoSuchKeyException.class, () -> client.getObject(get -> get.bucket("java-bucket").key("nothing")));
      refused(NoSuchKeyException.class, () -> client.headObject(head -> head.bucket("java-bucket").key("nothing")));
      refused(NoSuchBucketException.class, () -> client.listObjects(list -> list.bucket("no-such-bucket-here")));
    });
  }

  private static void sqs() {
    SqsClient client = SqsClient.create();
    test("sqs: a batch goes there and comes back", () -> {
      String url = client.createQueue(queue -> queue.queueName("java-queue").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5"))).queueUrl();
      List<SendMessageBatchRequestEntry> entries = List.of(SendMessageBatchRequestEntry.builder().id("1").messageBody("äöü").build(),
          SendMessageBatchRequestEntry.builder().id("2").messageBody("two").build());
      equal(client.sendMessageBatch(send -> send.queueUrl(url).entries(entries)).successful().size(), 2);
      equal(client.receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(2)).messages().size(), 2);
    });
    test("sqs: a queue that is not there", () ->
      refused(QueueDoesNotExistException.class, () -> client.getQueueUrl(get -> get.queueName("nowhere"))));
    test("sns: a topic is listed", () -> {
      SnsClient topics = SnsClient.create();
      String arn = topics.createTopic(topic -> topic.name("java-topic")).topicArn();
      equal(topics.listTopicsPaginator().topics().stream().anyMatch(topic -> topic.topicArn().equals(arn)), true);
    });
  }

  private static void lambda() {
    LambdaClient client = LambdaClient.create();
    test("lambda: a function, its waiter, and its result", () -> {
      SdkBytes code = SdkBytes.fromByteArray(packed("def handler(event, context): return event['n'] * 2"));
      client.createFunction(function -> function.functionName("java-function").role(ROLE).runtime(Runtime.PYTHON3_11)
          .handler("main.handler").code(source -> source.zipFile(code)));
      client.waiter().waitUntilFunctionActiveV2(function -> function.functionName("java-function"));
      equal(client.invoke(invoke -> invoke.functionName("java-function").payload(SdkBytes.fromUtf8String("{\"n\": 21}"))).payload().asUtf8String(), "42");
    });
    test("states: an execution over the function", () -> {
      SfnClient states = SfnClient.create();
      String definition = "{\"StartAt\": \"Call\", \"States\": {\"Call\": {\"Type\": \"Task\", \"End\": true, \"Resource\": "
          + "\"arn:aws:lambda:us-east-1:" + System.getenv("AWS_ACCESS_KEY_ID") + ":function:java-function\"}}}";
      String machine = states.createStateMachine(made -> made.name("java-machine").roleArn(ROLE).definition(definition)).stateMachineArn();
      String execution = states.startExecution(start -> start.stateMachineArn(machine).input("{\"n\": 4}")).executionArn();
      for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; Thread.sleep(50))
        if (states.describeExecution(describe -> describe.executionArn(execution)).status() != ExecutionStatus.RUNNING) break;
      equal(states.describeExecution(describe -> describe.executionArn(execution)).output(), "8");
    });
  }

  private static byte[] packed(String source) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      archive.putNextEntry(new ZipEntry("main.py"));
      archive.write(source.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

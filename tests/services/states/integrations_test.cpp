// What tasks give to the services they call, and what becomes of the answers.
#include "core/digest.h"
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

// A service that keeps what it is asked and answers with what it is told.
struct Neighbour final : Service {
  explicit Neighbour(std::string_view name)
      : about{.name = name, .resource = "", .wires = {}, .refusals = {}} {}
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override {
    if (operation == "PutEvents" &&
        find_text(input.at("Entries").at(0).as_object(), "Source") == "aws.states")
      return reply.ok({{"FailedEntryCount", 0}});
    asked = input;
    account = context.account;
    if (!refusal.empty()) throw AwsError(refusal, "No.", status);
    reply.ok(answer);
  }
  ServiceInfo about;
  json::object asked, answer;
  std::string refusal, account;
  int status = 400;
};

struct NeighbourWorld : StatesWorld {
  Neighbour events_bus{"events"}, table{"dynamodb"}, bucket{"s3"}, queue{"sqs"}, logs{"logs"};
  Neighbour stream{"kinesis"}, images{"ecr"};
  NeighbourWorld() {
    for (Neighbour* one : {&events_bus, &table, &bucket, &queue, &logs, &stream, &images})
      directory.add(*one);
  }
  static std::string calls(const std::string& resource, const std::string& parameters) {
    return only("'Type':'Task','Resource':'arn:aws:states:::" + resource + "','Parameters':" + parameters);
  }
};

}  // namespace

TEST_CASE_METHOD(NeighbourWorld, "events tell of the machine and the execution that put them",
                 "[states][integrations]") {
  const std::string put = calls(
      "events:putEvents", "{'Entries':[{'Source':'s','DetailType':'t','Detail':{'a':1},'Resources':['r']}]}");
  events_bus.answer = {{"Entries", json::array{json::object{{"EventId", "e"}}}}, {"FailedEntryCount", 0}};
  CHECK(output(put) == R"({"Entries":[{"EventId":"e"}],"FailedEntryCount":0})");
  const json::value& entry = events_bus.asked.at("Entries").at(0);
  CHECK(entry.at("Detail") == R"({"a":1})");
  CHECK(entry.at("Resources") == json::array{"r", arn_prefix + std::string("stateMachine:m1"), last});

  events_bus.answer = {{"Entries", json::array{json::object{{"ErrorCode", "InternalFailure"}}}},
                       {"FailedEntryCount", 1}};
  CHECK(
      output(put) ==
      R"(FAILED EventBridge.FailedEntry: {"Entries":[{"ErrorCode":"InternalFailure"}],"FailedEntryCount":1})");
}

TEST_CASE_METHOD(NeighbourWorld, "attributes may be written as bare values, however deep",
                 "[states][integrations]") {
  const std::pair<std::string, std::string> cases[] = {
      {"'text'", R"({"S":"text"})"},
      {"5", R"({"N":"5"})"},
      {"true", R"({"BOOL":true})"},
      {"{'N':5}", R"({"N":"5"})"},
      {"{'BOOL':'false'}", R"({"BOOL":false})"},
      {"{'BOOL':'maybe'}", R"({"BOOL":"maybe"})"},
      {"{'L':['a',{'N':1}]}", R"({"L":[{"S":"a"},{"N":"1"}]})"},
      {"{'M':{'l':{'L':[{'M':{'d':'a'}}]}}}", R"({"M":{"l":{"L":[{"M":{"d":{"S":"a"}}}]}}})"},
      {"{'NULL':true}", R"({"NULL":true})"}};
  for (const auto& [given, asked] : cases) {
    INFO(given);
    output(calls("dynamodb:putItem", "{'TableName':'t','Item':{'a':" + given + "}}"));
    CHECK(table.asked.at("Item").at("a") == *parse_json(asked));
  }
}

TEST_CASE_METHOD(NeighbourWorld, "an answer carries the headers of its service", "[states][integrations]") {
  const auto headers = [&](const std::string& definition) {
    const auto answer = parse_json(output(definition));
    const json::object& told = answer->at("SdkHttpMetadata").at("HttpHeaders").as_object();
    CHECK(answer->at("SdkHttpMetadata").at("AllHttpHeaders").as_object().size() == told.size());
    CHECK(answer->at("SdkResponseMetadata").at("RequestId") == told.at("x-amzn-RequestId"));
    return told;
  };
  table.answer = {{"Item", json::object{}}};
  json::object told = headers(calls("dynamodb:getItem", "{'TableName':'t','Key':{'k':{'S':'1'}}}"));
  CHECK(find_text(told, "Server") == "Server");
  CHECK(find_text(told, "Content-Length") == "11");
  CHECK(find_text(told, "x-amz-crc32") == std::to_string(crc32(R"({"Item":{}})")));

  invoker.functions["f"] = [](const json::value&) { return returns("done"); };
  told = headers(calls("lambda:invoke", "{'FunctionName':'f'}"));
  CHECK(find_text(told, "X-Amz-Executed-Version") == "$LATEST");
  CHECK(find_text(told, "Content-Length") == "6");
  CHECK(find_text(told, "X-Amzn-Trace-Id"));
  CHECK(!told.contains("X-Amz-Log-Result"));
  invoker.functions["f"] = [](const json::value&) {
    InvocationOutcome outcome = returns("done");
    outcome.log = "bG9n";
    return outcome;
  };
  told = headers(calls("lambda:invoke", "{'FunctionName':'f','LogType':'Tail'}"));
  CHECK(find_text(told, "X-Amz-Log-Result") == "bG9n");
}

TEST_CASE_METHOD(NeighbourWorld, "a payload that is the text of a document goes to the function as it is",
                 "[states][integrations]") {
  invoker.functions["f"] = [](const json::value& event) { return returns(event); };
  const auto given = [&](const std::string& payload) {
    run(calls("lambda:invoke", "{'FunctionName':'f'" + payload + "}"));
    return invoker.calls.back();
  };
  CHECK(given(",'Payload':{'a':1}") == R"(f {"a":1})");
  CHECK(given(",'Payload':'[1,2]'") == "f [1,2]");
  CHECK(given(",'Payload':'words'") == R"(f "words")");
  CHECK(given(",'Payload':null") == "f {}");
  CHECK(given("") == "f {}");
}

TEST_CASE_METHOD(NeighbourWorld, "bytes that are no text do not become the data of an execution",
                 "[states][integrations]") {
  const std::string lost = "\xef\xbf\xbd";
  invoker.functions["f"] = [](const json::value&) {
    InvocationOutcome outcome;
    outcome.payload = "\"\xff";
    return outcome;
  };
  CHECK(output(only("'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'")) ==
        "\"\\\"" + lost + "\"");
  invoker.functions["f"] = [](const json::value&) {
    InvocationOutcome outcome;
    outcome.error = "Unhandled";
    outcome.payload = "\xfe";
    return outcome;
  };
  CHECK(output(calls("lambda:invoke", "{'FunctionName':'f'}")).ends_with("Returned payload: " + lost));
  const auto of = [&](const std::string& function) {
    return output(only("'Type':'Pass','Parameters':{'r.$':'" + function + "'}"), "{'s':'//79','t':'é€è'}");
  };
  CHECK(of("States.Base64Decode($.s)") == "{\"r\":\"" + lost + lost + lost + "\"}");
  CHECK(of("States.StringSplit($.t, $.t)") == R"({"r":[]})");
  CHECK(output(only("'Type':'Pass','Parameters':{'r.$':'States.StringSplit($.t, $.d)'}"),
               "{'t':'é€è','d':'€'}") == R"({"r":["é","è"]})");
}

TEST_CASE_METHOD(NeighbourWorld, "objects are written and read as the SDK does", "[states][integrations]") {
  const auto written = [&](const std::string& body) {
    run(calls("aws-sdk:s3:putObject", "{'Bucket':'b','Key':'k','Body':" + body + "}"));
    return *from_base64(*find_text(bucket.asked, "Body"));
  };
  CHECK(written("'text data'") == R"("text data")");
  CHECK(written("{'a':[1,true]}") == R"({"a":[1,true]})");
  CHECK(written("null") == "null");
  CHECK(find_text(bucket.asked, "ContentType") == "text/plain; charset=UTF-8");
  CHECK(find_text(bucket.asked, "ChecksumAlgorithm") == "CRC32");

  bucket.answer = {{"LastModified", 1790201703.25}, {"Body", to_base64("x")}};
  CHECK(output(calls("aws-sdk:s3:getObject", "{'Bucket':'b','Key':'k'}")) ==
        R"({"LastModified":"2026-09-23T22:15:03Z","Body":"x","Metadata":{}})");
  bucket.answer = {{"Body", to_base64("a\xff\xe2\x82z\xc3\xa9")}};
  CHECK(output(calls("aws-sdk:s3:getObject", "{'Bucket':'b','Key':'k'}")) ==
        "{\"Body\":\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\xc3\xa9\",\"Metadata\":{}}");
  bucket.answer = {{"Contents", json::array{json::object{{"LastModified", "2026-09-23T22:15:03.000Z"}}}}};
  CHECK(output(calls("aws-sdk:s3:listObjectsV2", "{'Bucket':'b','MaxKeys':2,'Prefix':null}")) ==
        R"({"Contents":[{"LastModified":"2026-09-23T22:15:03Z"}]})");
  CHECK(print(bucket.asked) == R"({"Bucket":"b","MaxKeys":"2"})");
}

TEST_CASE_METHOD(NeighbourWorld,
                 "APIs in camelCase are asked and answer in PascalCase, but for what is the caller's",
                 "[states][integrations]") {
  logs.answer = {{"tags", {{"team", "x"}}}, {"logGroups", json::array{json::object{{"logGroupName", "g"}}}}};
  CHECK(output(calls("aws-sdk:cloudwatchlogs:createLogGroup", "{'LogGroupName':'g','Tags':{'Team':'x'}}")) ==
        R"({"Tags":{"team":"x"},"LogGroups":[{"LogGroupName":"g"}]})");
  CHECK(print(logs.asked) == R"({"logGroupName":"g","tags":{"Team":"x"}})");

  const std::string make =
      calls("aws-sdk:sfn:createStateMachine",
            "{'Name':'made','RoleArn':'arn:aws:iam::000000000000:role/r','Tags':[{'Key':'K','Value':'V'}],"
            "'Definition':{'StartAt':'s','States':{'s':{'Type':'Pass','Assign':{'v':1},'Next':'t'},"
            "'t':{'Type':'Pass','InputPath':'$v','End':true}}}}");
  CHECK(find_text(run(make), "status") == "SUCCEEDED");
  CHECK(
      output(only("'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sfn:describeStateMachine','Parameters':"
                  "{'StateMachineArn':'" +
                  std::string(arn_prefix) + "stateMachine:made'},'OutputPath':'$.VariableReferences'")) ==
      R"({"t":["v"]})");
}

// Its properties are s, ss, bool, nul and so on.
TEST_CASE_METHOD(NeighbourWorld, "attributes are named as the properties of the SDK",
                 "[states][integrations]") {
  table.answer = {{"Items", json::array{parse(R"({"a":{"BOOL":true},"b":{"L":[{"NULL":true},{"SS":["x"]}]},
                                                  "BOOL":{"M":{"NULL":{"S":"y"}}}})")}}};
  CHECK(
      output(calls("aws-sdk:dynamodb:putItem",
                   "{'TableName':'tab','Item':{'a':{'Bool':true},'b':{'M':{'Nul':{'Ns':['1']}}}}}")) ==
      R"({"Items":[{"a":{"Bool":true},"b":{"L":[{"Nul":true},{"Ss":["x"]}]},"BOOL":{"M":{"NULL":{"S":"y"}}}}]})");
  CHECK(print(table.asked) ==
        R"({"TableName":"tab","Item":{"a":{"BOOL":true},"b":{"M":{"Nul":{"NS":["1"]}}}}})");
}

TEST_CASE_METHOD(NeighbourWorld, "bytes are texts, and times are ISO 8601, in the SDK's answers",
                 "[states][integrations]") {
  stream.answer = {{"Records", json::array{json::object{{"Data", to_base64("h\xc3\xa9")},
                                                        {"ApproximateArrivalTimestamp", 1790201703.25}}}}};
  CHECK(output(calls("aws-sdk:kinesis:putRecords",
                     "{'StreamName':'s','Records':[{'Data':{'a':1},'PartitionKey':'p'},"
                     "{'Data':'text','PartitionKey':'p'}]}")) ==
        "{\"Records\":[{\"Data\":\"h\xc3\xa9\",\"ApproximateArrivalTimestamp\":\"2026-09-23T22:15:03.250Z\"}]"
        "}");
  CHECK(view(stream.asked.at("Records").at(0).at("Data").as_string()) == to_base64("{\"a\":1}"));
  CHECK(view(stream.asked.at("Records").at(1).at("Data").as_string()) == to_base64("text"));

  images.answer = {{"repository", {{"createdAt", 1790201703}}}};
  CHECK(output(calls("aws-sdk:ecr:createRepository", "{'RepositoryName':'r'}")) ==
        R"({"Repository":{"CreatedAt":"2026-09-23T22:15:03Z"}})");
  CHECK(print(images.asked) == R"({"repositoryName":"r"})");

  logs.answer = {{"events", json::array{json::object{{"timestamp", 1790201703000}}}}};
  CHECK(output(calls("aws-sdk:cloudwatchlogs:getLogEvents", "{'LogStreamName':'s'}")) ==
        R"({"Events":[{"Timestamp":1790201703000}]})");
}

TEST_CASE_METHOD(NeighbourWorld, "a task with credentials calls in the account of their role",
                 "[states][integrations]") {
  const auto account_of = [&](const std::string& credentials) {
    run(only("'Type':'Task','Resource':'arn:aws:states:::dynamodb:getItem','Parameters':{'TableName':'tab','"
             "Key':"
             "{'k':{'S':'v'}}}" +
             credentials),
        "{'role':'arn:aws:iam::222222222222:role/trusted'}");
    return table.account;
  };
  CHECK(account_of("") == "000000000000");
  CHECK(account_of(",'Credentials':{'RoleArn.$':'$.role'}") == "222222222222");
  CHECK(event(last, "TaskScheduled").at("taskScheduledEventDetails").at("taskCredentials").at("roleArn") ==
        "arn:aws:iam::222222222222:role/trusted");

  const std::string far =
      "'Resource':'arn:aws:states:::states:startExecution.sync','Parameters':{'StateMachineArn':'arn:aws:"
      "states:us-"
      "east-1:222222222222:stateMachine:far'}";
  context.account = "222222222222";
  create(only("'Type':'Pass','Result':7"), "far");
  context.account = "000000000000";
  CHECK(output(only("'Type':'Task'," + far)).starts_with("FAILED StepFunctions.StateMachineDoesNotExist"));
  CHECK(output(only("'Type':'Task'," + far +
                    ",'Credentials':{'RoleArn':'arn:aws:iam::222222222222:role/trusted'},'OutputPath':"
                    "'$.Output'")) == "\"7\"");
}

TEST_CASE_METHOD(NeighbourWorld, "a task that is tested alone is called as in its machine",
                 "[states][integrations]") {
  const auto tried = [&](const std::string& parameters) {
    return call("states", "TestState",
                {{"definition", print(parse("{'Type':'Task','Resource':'arn:aws:states:::dynamodb:getItem',"
                                            "'Credentials':{'RoleArn.$':'$.role'},'Parameters':" +
                                            parameters + ",'End':true}"))},
                 {"input", R"({"role":"arn:aws:iam::222222222222:role/trusted","n":5})"}});
  };
  CHECK(tried("{'TableName':'tab','Key':{'k':{'S':'v'}}}").at("status") == "SUCCEEDED");
  CHECK(table.account == "222222222222");
  const json::object wrong = tried("{'TableName.$':'$.n','Key':{}}");
  CHECK(find_text(wrong, "cause")
            ->ends_with("(entered at the event id #2). The Parameters '{\"TableName\":5,\"Key\":"
                        "{}}' could not be used to start the Task: [The value for the field "
                        "'TableName' must be a STRING]"));
}

TEST_CASE_METHOD(NeighbourWorld, "a task is not started with parameters of the wrong kind",
                 "[states][integrations]") {
  const auto why = [&](const std::string& resource, const std::string& parameters) {
    const std::string told = output(calls(resource, parameters), "{'n':5,'token':'AAAA'}");
    const std::string begin =
        "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at the event id "
        "#2). The "
        "Parameters '";
    CHECK(told.starts_with(begin));
    CHECK(history(last) == "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 ExecutionFailed");
    const std::string middle = "' could not be used to start the Task: ";
    const std::size_t end = told.find(middle);
    return end == std::string::npos ? told : told.substr(end + middle.size());
  };
  CHECK(why("sqs:sendMessage", "{'QueueUrl.$':'$.n','MessageBody':'x'}") ==
        "[The value for the field 'QueueUrl' must be a STRING]");
  CHECK(why("sqs:sendMessage", "{'QueueUrl':'q','MessageBody.$':'$','DelaySeconds.$':'$.token'}") ==
        "[The value for the field 'DelaySeconds' must be an INTEGER]");
}

TEST_CASE_METHOD(NeighbourWorld, "queues answer in the words of the SDK that asks",
                 "[states][integrations]") {
  queue.answer = {{"MD5OfMessageBody", "m"}, {"Messages", json::array{json::object{{"MD5OfBody", "n"}}}}};
  CHECK(output(calls("aws-sdk:sqs:receiveMessage", "{'QueueUrl':'q'}")) ==
        R"({"Md5OfMessageBody":"m","Messages":[{"Md5OfBody":"n"}]})");
  queue.refusal = "MissingRequiredParameterException";
  const std::string told = output(calls("sqs:sendMessage", "{'QueueUrl':'q','MessageBody':null}"));
  CHECK(told.starts_with("FAILED SQS.AmazonSQSException: "));
  CHECK(told.find("Error Code: MissingParameter; ") != std::string::npos);
  queue.refusal.clear();
  CHECK(output(calls("sqs:sendMessage", "{'QueueUrl':'http://no-such-queue','MessageBody':'x'}")) ==
        "FAILED SQS.SdkClientException: Unable to execute HTTP request: no-such-queue: Name or service not "
        "known");
}

// Of an error's answer to HEAD there is no body, and so no code and no message.
TEST_CASE_METHOD(NeighbourWorld, "what is missing is told by its status where objects are only looked at",
                 "[states][integrations]") {
  bucket.refusal = "NoSuchBucket";
  bucket.status = 404;
  const auto told = [&](const std::string& action) {
    const std::string failure = output(calls("aws-sdk:s3:" + action, "{'Bucket':'b','Key':'k'}"));
    return failure.substr(0, failure.find(", Request ID"));
  };
  CHECK(told("headObject") == "FAILED S3.NoSuchKeyException: null (Service: S3, Status Code: 404");
  CHECK(told("headBucket") == "FAILED S3.NoSuchBucketException: null (Service: S3, Status Code: 404");
  CHECK(told("getObject") == "FAILED S3.NoSuchBucketException: No. (Service: S3, Status Code: 404");
  bucket.status = 403;
  CHECK(told("headObject") == "FAILED S3.S3Exception: null (Service: S3, Status Code: 403");
}

TEST_CASE_METHOD(NeighbourWorld, "a nested execution tells whether it can be redriven",
                 "[states][integrations]") {
  const auto nested = [&](const std::string& definition) {
    const std::string inner = create(definition, "inner" + std::to_string(machines));
    const auto told = run(calls("states:startExecution.sync:2", "{'StateMachineArn':'" + inner + "'}"));
    return *parse_json(*find_text(told, find_text(told, "output") ? "output" : "cause"));
  };
  const json::value done = nested(only("'Type':'Pass'"));
  CHECK(done.at("RedriveStatus") == "NOT_REDRIVABLE");
  CHECK(done.at("RedriveStatusReason") == "Execution is SUCCEEDED and cannot be redriven");
  const json::value broken = nested("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}");
  CHECK(broken.at("RedriveStatus") == "REDRIVABLE");
  CHECK(broken.at("Error") == "E");
  CHECK(broken.at("Input") == "{}");  // the text, where it failed
  CHECK_FALSE(broken.as_object().contains("RedriveStatusReason"));
}

TEST_CASE_METHOD(NeighbourWorld, "an execution is aborted when the task that follows it is given up",
                 "[states][integrations]") {
  using namespace std::chrono_literals;
  const std::string inner = create(only("'Type':'Wait','Seconds':100"), "inner");
  const auto follow = [&](const std::string& more) {
    return "{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync','Parameters':"
           "{'StateMachineArn':'" +
           inner + "'}," + more + "'End':true}";
  };
  const auto alone = [&](const std::string& more) {
    return "{'StartAt':'S','States':{'S':" + follow(more) + "}}";
  };
  const std::string failing =
      "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'Next':'F'},'F':{'Type':'Fail','Error':'E'}}}";
  const auto last_inner = [&] {
    const auto rows = call("states", "ListExecutions", json::object{{"stateMachineArn", inner}});
    const auto arn = rows.at("executions").at(0).at("executionArn");
    return call("states", "DescribeExecution", json::object{{"executionArn", arn}});
  };
  const auto aborted = [&](const std::string& by) {
    const json::object told = last_inner();
    return told.at("status") == "ABORTED" && !told.contains("error") &&
           find_text(told, "cause") == "The Task state in AWS Step Functions execution [" + by +
                                           "] which was managing this resource was aborted";
  };

  const std::string late = start(create(alone("'TimeoutSeconds':1,"), "late"));
  settle();
  CHECK(last_inner().at("status") == "RUNNING");
  advance(1s);
  CHECK(aborted(late));
  const std::string cut =
      start(create("{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':[" + alone("") +
                   "," + failing + "]}}}"));
  settle();
  advance(1s);
  CHECK(aborted(cut));
  const std::string stopped = start(create(alone(""), "stopped"));
  settle();
  call("states", "StopExecution", json::object{{"executionArn", stopped}});
  settle();
  CHECK(aborted(stopped));
  CHECK(status(stopped) == "ABORTED");
}

TEST_CASE_METHOD(NeighbourWorld, "executions are logged to a group that exists", "[states][integrations]") {
  const auto made = [&] {
    return refusal("states", "CreateStateMachine",
                   *parse_json(R"({"name":"logged","roleArn":"arn:aws:iam::000000000000:role/r",
          "definition":"{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}",
          "loggingConfiguration":{"level":"ALL","destinations":[{"cloudWatchLogsLogGroup":
            {"logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/states/log:*"}}]}})"));
  };
  logs.answer = {{"logGroups", json::array{json::object{{"logGroupName", "/states/log/other"}}}}};
  CHECK(made() == "InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination not found.");
  logs.answer = {{"logGroups", json::array{json::object{{"logGroupName", "/states/log"}}}}};
  CHECK(made().empty());
}

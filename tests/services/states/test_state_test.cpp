// TestState: what is told of one state that runs alone, with its work mocked or not.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct TrialWorld : StatesWorld {
  json::object request(const std::string& definition, const std::string& more = "{}") {
    json::object input{{"definition", print(parse(definition))},
                       {"input", R"({"items":[1,2,3]})"},
                       {"inspectionLevel", "DEBUG"}};
    const json::value given = parse(more);
    for (const auto& [name, value] : given.as_object()) input[name] = value;
    return input;
  }
  json::object tried(const std::string& definition, const std::string& more = "{}") {
    return call("states", "TestState", request(definition, more));
  }
  std::string refused(const std::string& definition, const std::string& more) {
    return refusal("states", "TestState", request(definition, more));
  }
  // The members of inspectionData, in order: "input afterInputPath ..."
  static std::string members(const json::object& answer) {
    std::string told;
    for (const auto& [name, value] : answer.at("inspectionData").as_object()) told += std::string(name) + " ";
    return told;
  }
  static std::string text(const json::object& answer, const char* member) {
    return print(answer.at("inspectionData").at(member));
  }
};

const std::string task =
    "{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f'},'End':true";
const std::string map =
    "{'Type':'Map','ItemSelector':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value'},'End':true,"
    "'ItemProcessor':{'ProcessorConfig':{'Mode':'";
const std::string inside = "'},'StartAt':'C','States':{'C':{'Type':'Pass','End':true}}}";
const std::string batched =
    map + "DISTRIBUTED','ExecutionType':'STANDARD" + inside +
    ",'ItemBatcher':{'MaxItemsPerBatch':2},'MaxConcurrency':2,'ToleratedFailureCount':1";

}  // namespace

TEST_CASE_METHOD(TrialWorld, "each kind of state tells what it goes through", "[states]") {
  CHECK(members(tried("{'Type':'Pass','End':true}")) ==
        "input afterInputPath afterParameters afterResultSelector afterResultPath ");
  CHECK(members(tried("{'Type':'Pass','Result':{'a':1},'End':true}")) ==
        "input result afterResultSelector afterResultPath ");
  const auto narrowed =
      tried("{'Type':'Pass','Result':1,'ResultPath':'$.a','OutputPath':'$.a','End':true}", "{'input':'{}'}");
  CHECK(find_text(narrowed.at("inspectionData").as_object(), "afterResultPath") == R"({"a":1})");
  CHECK(find_text(narrowed, "output") == "1");
  CHECK(members(tried("{'Type':'Succeed'}")) == "input afterInputPath ");
  CHECK(members(tried(task + "}", "{'mock':{'result':'{}'}}")) ==
        "input afterInputPath afterParameters result afterResultSelector afterResultPath ");
}

TEST_CASE_METHOD(TrialWorld, "a mocked error is retried or caught", "[states]") {
  const std::string error = "'mock':{'errorOutput':{'error':'E','cause':'C'}}";
  auto answer =
      tried(task + ",'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':2,'MaxAttempts':3,'BackoffRate':2}]}",
            "{" + error + ",'stateConfiguration':{'retrierRetryCount':1}}");
  CHECK(answer.at("status") == "RETRIABLE");
  CHECK(text(answer, "errorDetails") == R"({"retryIndex":0,"retryBackoffIntervalSeconds":4})");
  answer = tried(task + ",'Catch':[{'ErrorEquals':['E'],'ResultPath':'$.e','Next':'H'}]}", "{" + error + "}");
  CHECK(answer.at("status") == "CAUGHT_ERROR");
  CHECK(answer.at("nextState") == "H");
  CHECK(find_text(answer, "output") == R"({"items":[1,2,3],"e":{"Error":"E","Cause":"C"}})");
  CHECK(members(answer) == "input afterInputPath afterParameters errorDetails afterResultPath ");
  CHECK(tried(task + "}", "{" + error + "}").at("status") == "FAILED");
}

TEST_CASE_METHOD(TrialWorld, "mocks that do not fit are refused", "[states]") {
  const std::string parallel =
      "{'Type':'Parallel','End':true,'Branches':[{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}},"
      "{'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}]}";
  const std::string inline_map = map + "INLINE" + inside + ",'ItemsPath':'$.items'}";
  const std::tuple<std::string, std::string, std::string> cases[] = {
      {task + "}", "{}", "One of the following fields is required for a test mock: [result, errorOutput]."},
      {task + "}", "{'result':'{}','errorOutput':{'error':'E'}}",
       "A test mock should have only one of the following fields: [result, errorOutput]."},
      {task + "}", "{'result':'null'}", "Mocked result must be a valid JSON object."},
      {task + "}", "{'errorOutput':{}}", "An error was not specified in the mocked error output."},
      {task + "}", "{'result':'{\\\"Payload\\\":{}}'}",
       "Mock result schema validation error: Field 'Payload' must be a string"},
      {"{'Type':'Pass','End':true}", "{'result':'{}'}",
       "State type 'Pass' is not supported when a mock is specified"},
      {inline_map, "{'result':'{}'}", "Mocked result must be an array."},
      {inline_map, "{'result':'[1]'}", "Input array does not equal the mocked result array's size"},
      {parallel, "{'result':'[1]'}",
       "Mocked result must contain the same number of items as number of Parallel branches."},
  };
  for (const auto& [definition, mock, message] : cases) {
    CHECK(refused(definition, "{'mock':" + mock + "}") == "ValidationException: " + message);
  }
  CHECK(refused(inline_map, "{}")
            .starts_with("InvalidDefinition: TestState API does not support Map or Parallel"));
}

TEST_CASE_METHOD(TrialWorld, "a Map tells what its iterations would be given", "[states]") {
  const auto inline_answer =
      tried(map + "INLINE" + inside + ",'ItemsPath':'$.items'}", "{'mock':{'result':'[10, 20, 30]'}}");
  CHECK(find_text(inline_answer, "output") == "[10, 20, 30]");
  CHECK(text(inline_answer, "afterItemsPath") == R"("[1, 2, 3]")");
  CHECK(find_text(inline_answer.at("inspectionData").as_object(), "afterItemSelector") ==
        R"([{"i":0,"v":1}, {"i":1,"v":2}, {"i":2,"v":3}])");
  CHECK(text(inline_answer, "maxConcurrency") == "0");
  const auto answer = tried(batched + ",'ItemsPath':'$.items'}", "{'mock':{'result':'[10,20]'}}");
  CHECK(find_text(answer.at("inspectionData").as_object(), "afterItemBatcher") ==
        R"([{"Items":["{\"i\":0,\"v\":1}","{\"i\":1,\"v\":2}"]}, {"Items":["{\"i\":2,\"v\":3}"]}])");
  CHECK(text(answer, "toleratedFailureCount") == "1");
}

TEST_CASE_METHOD(TrialWorld, "iterations of a Map may be said to fail", "[states]") {
  const auto failing = [](int count) {
    return "{'mock':{'result':'[10,20]'},'stateConfiguration':{'mapIterationFailureCount':" +
           std::to_string(count) + "}}";
  };
  const std::string definition = batched + ",'ItemsPath':'$.items'}";
  CHECK(tried(definition, failing(1)).at("status") == "SUCCEEDED");
  CHECK(tried(definition, failing(2)).at("error") == "States.ExceedToleratedFailureThreshold");
  CHECK(refused(definition, failing(4))
            .ends_with("must be less than or equal to the number of Map iterations"));
}

TEST_CASE_METHOD(TrialWorld, "data stands for what an ItemReader would read", "[states]") {
  const std::string reads =
      batched +
      ",'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'JSON',"
      "'ItemsPointer':'/items'},'Parameters':{'Bucket':'b','Key':'k'}}}";
  const auto answer = tried(reads,
                            "{'mock':{'result':'[10]'},'stateConfiguration':{'mapItemReaderData':"
                            "'{\\\"items\\\":[4,5]}'}}");
  CHECK(text(answer, "afterItemsPointer") == R"("[4,5]")");
  CHECK(refused(reads, "{'mock':{'result':'[10]'}}") ==
        "ValidationException: ItemReader data must be specified when testing a Map state with ItemReader "
        "specified.");
}

TEST_CASE_METHOD(TrialWorld, "a state inside another is tested by its name, with a Context object of its own",
                 "[states]") {
  const std::string machine =
      "{'StartAt':'O','States':{'O':{'Type':'Map','End':true,'ItemsPath':'$.items','ItemProcessor':{'StartAt'"
      ":'C',"
      "'States':{'C':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
      "'Parameters':{'FunctionName':'f','Payload.$':'$$'}}}}}}}";
  const auto answer = tried(machine, "{'stateName':'C','mock':{'result':'{}'}}");
  const auto given = parse_json(*find_text(answer.at("inspectionData").as_object(), "afterParameters"));
  const json::object& seen = given->at("Payload").as_object();
  CHECK(seen.at("State").at("Name") == "StateName");
  CHECK(seen.at("Execution").at("RoleArn").is_null());
  CHECK(print(seen.at("Execution").at("Input")) == R"({"items":[1,2,3]})");
  const auto own =
      tried(machine,
            "{'stateName':'C','mock':{'result':'{}'},'context':'{\\\"State\\\":{\\\"Name\\\":\\\"N\\\"}}'}");
  CHECK(find_text(own.at("inspectionData").as_object(), "afterParameters") ==
        R"({"FunctionName":"f","Payload":{"State":{"Name":"N"}}})");
}

TEST_CASE_METHOD(TrialWorld, "what passes through a state under test keeps its spelling", "[states]") {
  const auto tell = [&](const std::string& items_path) {
    const json::object state{
        {"Type", "Map"},
        {"ItemsPath", items_path},
        {"ItemProcessor", parse("{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}")},
        {"End", true}};
    return call("states", "TestState",
                json::object{{"definition", print(state)},
                             {"input", R"({"l": [1, 2]})"},
                             {"inspectionLevel", "DEBUG"},
                             {"mock", json::object{{"result", "[3, 4]"}}}});
  };
  CHECK(print(tell("$.l").at("inspectionData")) ==
        R"({"input":"{\"l\": [1, 2]}","afterInputPath":"{\"l\": [1, 2]}","maxConcurrency":0,)"
        R"("afterItemsPath":"[1, 2]","afterResultSelector":"[3, 4]","afterResultPath":"[3, 4]"})");
  CHECK(print(tell("$").at("inspectionData")) ==
        R"({"input":"{\"l\": [1, 2]}","afterInputPath":"{\"l\": [1, 2]}"})");
}

TEST_CASE_METHOD(TrialWorld, "a given Context object has the shape of one", "[states]") {
  const std::string start =
      "{'Type':'Task','Resource':'arn:aws:states:::states:startExecution','Parameters':{'StateMachineArn':'m'"
      "},"
      "'End':true}";
  const std::pair<const char*, const char*> rows[] = {
      {"{\"Map\":{}}", "'Map' field is not supported when mocking a Context object"},
      {"{\"Pokedex\":{}}", "Field 'Pokedex' is not allowed"},
      {"{\"Execution\":{\"pokemon\":1}}", "Field 'pokemon' is not allowed"},
      {"{\"Execution\":{\"Id\":1}}", "Execution.Id must be a string"},
      {"{\"Task\":{\"Token\":\"t\"}}",
       "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' "
       "service integration pattern"}};
  const json::object mock{{"result", R"({"ExecutionArn":"a","StartDate":"d"})"}};
  for (const auto& [given, why] : rows) {
    INFO(given);
    CHECK(refusal("states", "TestState",
                  json::object{{"definition", print(parse(start))}, {"context", given}, {"mock", mock}}) ==
          "ValidationException: Invalid Context object provided: " + std::string(why));
  }
}

TEST_CASE_METHOD(TrialWorld, "a mocked result is what the integration could have answered", "[states]") {
  struct Row {
    const char *resource, *mode, *result, *told;
  };
  const Row rows[] = {
      {"events:putEvents", "PRESENT", R"({"Entries":1})", "Field 'Entries' must be an array"},
      {"events:putEvents", "STRICT", R"({"Entries":[{"EventId":"e"},{"EventId":1}]})",
       "Field 'EventId' must be a string"},
      {"events:putEvents", "NONE", R"({"Entries":1})", nullptr},
      {"events:putEvents", "STRICT", R"({"random":"json"})", nullptr},
      {"states:startExecution", "STRICT", R"({"StartDate":"d"})", "Required field 'ExecutionArn' is missing"},
      {"states:startExecution", "PRESENT", R"({"startDate":1})", nullptr},
      {"states:startExecution", "PRESENT", R"({"StartDate":1})", "Field 'StartDate' must be a string"},
      {"sqs:sendMessage", "STRICT", R"({"MessageId":1})", "Field 'MessageId' must be a string"},
      {"sqs:sendMessage", "STRICT", R"({"MD5OfMessageBody":{"any":["thing"]}})", nullptr},
      {"dynamodb:getItem", "STRICT", R"({"ConsumedCapacity":{"CapacityUnits":"123.45"}})",
       "Field 'CapacityUnits' must be a number"},
      {"aws-sdk:s3:getObject", "STRICT", R"({"ContentLength":"9000"})",
       "Field 'ContentLength' must be a number"},
      {"aws-sdk:s3:getObject", "PRESENT", R"({"StorageClass":"Papyrus"})",
       "Field 'StorageClass' is not an expected value"},
      {"aws-sdk:s3:getObject", "STRICT", R"({"StorageClass":"GLACIER_IR"})", nullptr},
      {"aws-sdk:kms:encrypt", "STRICT", R"({"CiphertextBlob":123})",
       "Field 'CiphertextBlob' must be a string"},
      {"aws-sdk:kms:encrypt", "STRICT", R"({"CiphertextBlob":""})",
       "Field 'CiphertextBlob' is smaller than the minimum length"},
      {"aws-sdk:lambda:getFunction", "STRICT", R"({"Configuration":{"MemorySize":127}})",
       "Field 'MemorySize' is less than the minimum value"},
      {"aws-sdk:lambda:getFunction", "STRICT", R"({"Configuration":{"MemorySize":10241}})",
       "Field 'MemorySize' exceeds the maximum value"}};
  for (const Row& row : rows) {
    INFO(row.resource << " " << row.result);
    const json::object state{{"QueryLanguage", "JSONata"},
                             {"Type", "Task"},
                             {"Resource", "arn:aws:states:::" + std::string(row.resource)},
                             {"Arguments", "{% $states.input %}"},
                             {"End", true}};
    const std::string told = refusal(
        "states", "TestState",
        json::object{{"definition", print(state)},
                     {"mock", json::object{{"result", row.result}, {"fieldValidationMode", row.mode}}}});
    CHECK(told == (row.told
                       ? "ValidationException: Mock result schema validation error: " + std::string(row.told)
                       : ""));
  }
}

// A distributed Map over items of its input and of S3.
#include "tests/services/states/map_world.h"

using namespace orrery;

TEST_CASE_METHOD(MapWorld, "each item is an execution of its own", "[states][map]") {
  CHECK(output(map("'ItemsPath':'$.items','MaxConcurrency':2,"), "{'items':[1,2,3]}") == "[1,2,3]");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 MapRunStarted, 5<4 "
        "MapRunSucceeded, "
        "6<5 MapStateSucceeded, 7<4 MapStateExited, 8<7 ExecutionSucceeded");
  const auto described = map_run();
  CHECK(described.at("status") == "SUCCEEDED");
  CHECK(described.at("maxConcurrency") == 2);
  CHECK(described.at("executionCounts").at("succeeded") == 3);
  CHECK(described.at("itemCounts").at("resultsWritten") == 3);
  const auto children =
      call("states", "ListExecutions", json::object{{"mapRunArn", described.at("mapRunArn")}});
  REQUIRE(children.at("executions").as_array().size() == 3);
  const std::string child(view(children.at("executions").at(0).at("executionArn").as_string()));
  // Without a Label the state's name makes a UUID.
  CHECK(child.find(":execution:m1/69691c7b-dcc3-3e6d-9d8a-1361f22d04ac:") != std::string::npos);
  CHECK(history(child).find("LambdaFunctionSucceeded") != std::string::npos);
}

TEST_CASE_METHOD(MapWorld, "what a path to a limit leads to has to be a fitting number", "[states][map]") {
  s3.objects["k"] = "[1,2,3]";
  const std::string in_state =
      "FAILED States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). ";
  const std::string all = "[1,2,3]";
  const auto limited = [](const std::string& name) {
    return map("'ItemsPath':'$.items','" + name + "Path':'$.limit',");
  };
  const std::string reading =
      map(read_from + ",'ReaderConfig':{'InputType':'JSON','MaxItemsPath':'$.limit'}},");
  const struct {
    std::string machine, limit, wanted;
  } rows[] = {
      {limited("MaxConcurrency"), "{}",
       in_state +
           "The MaxConcurrencyPath field refers to value \"{}\" which is not a valid integer: $.limit"},
      {limited("ToleratedFailureCount"), "'No'",
       in_state + "The ToleratedFailureCountPath field refers to value \"No\" which is not a valid integer: "
                  "$.limit"},
      {limited("ToleratedFailureCount"), "-1", in_state + "ToleratedFailureCount cannot be negative."},
      {limited("ToleratedFailureCount"), "1", all},
      {limited("ToleratedFailurePercentage"), "{}",
       in_state + "The ToleratedFailurePercentagePath field refers to value \"{}\" which is not a valid "
                  "float: $.limit"},
      {limited("ToleratedFailurePercentage"), "-1.1",
       in_state + "ToleratedFailurePercentage must be between 0 and 100."},
      {limited("ToleratedFailurePercentage"), "100.1",
       in_state + "ToleratedFailurePercentage must be between 0 and 100."},
      {limited("ToleratedFailurePercentage"), "1.1", all},
      {reading, "1.5",
       in_state + "The MaxItemsPath field refers to value \"1.5\" which is not a valid integer: $.limit"},
      {reading, "-1", "FAILED States.ItemReaderFailed: field MaxItems must be positive"},
      {reading, "0", all},
      {reading, "2", "[1,2]"},
      {reading, "100000001", all},
  };
  for (const auto& row : rows) {
    INFO(row.machine << " " << row.limit);
    CHECK(output(row.machine, "{'items':[1,2,3],'limit':" + row.limit + "}") == row.wanted);
  }
  output(limited("ToleratedFailureCount"), "{'items':[1],'limit':-1}");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 ExecutionFailed");
  output(reading, "{'limit':-1}");
  CHECK(
      history(last) ==
      "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 MapRunStarted, 5<4 MapRunFailed, "
      "6<5 MapStateFailed, 7<6 ExecutionFailed");
}

TEST_CASE_METHOD(MapWorld, "children see their own input in the Context object", "[states][map]") {
  CHECK(output(map("'ItemSelector':{'job.$':'$$.Execution.Input.job','n.$':'$$.Map.Item.Value'},'ItemsPath':'"
                   "$.items',",
                   "'Type':'Pass','Parameters':{'from.$':'$$.Execution.Input.job','n.$':'$.n'}"),
               "{'job':'j','items':[7]}") == R"([{"from":"j","n":7}])");
}

TEST_CASE_METHOD(MapWorld, "items are handed out in batches", "[states][map]") {
  CHECK(output(
            map("'ItemBatcher':{'MaxItemsPerBatch':2,'BatchInput':{'who.$':'$.who'}},'ItemsPath':'$.items',"),
            "{'who':'me','items':[1,2,3]}") ==
        R"([{"BatchInput":{"who":"me"},"Items":[1,2]},{"BatchInput":{"who":"me"},"Items":[3]}])");
  CHECK(map_run().at("itemCounts").at("total") == 3);
  CHECK(map_run().at("executionCounts").at("total") == 2);
}

TEST_CASE_METHOD(MapWorld, "failures are tolerated up to the threshold", "[states][map]") {
  invoker.functions["f"] = [](const json::value& event) {
    return event == 3 ? raises("Odd") : returns(event);
  };
  const std::string items = "[1,2,3,4,5,6,7,8,9,10]";
  CHECK(output(map("'ToleratedFailurePercentage':10,'ResultPath':null,"), items) == "[1,2,3,4,5,6,7,8,9,10]");
  CHECK(map_run().at("itemCounts").at("failed") == 1);
  CHECK(output(map("'MaxConcurrency':1,'ToleratedFailurePercentage':5,"), items) ==
        "FAILED States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was "
        "exceeded");
  CHECK(map_run().at("status") == "FAILED");
  CHECK(output(map("'ToleratedFailureCount':1,'ResultPath':null,",
                   "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'"
                   "f','Payload.$':'$'}",
                   "EXPRESS"),
               items) == items);
}

TEST_CASE_METHOD(MapWorld, "results are written to S3 with a manifest", "[states][map]") {
  const std::string told = output(map("'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','"
                                      "Parameters':{'Bucket':'b','Prefix':'res'}},"),
                                  "[1,2]");
  const auto result = parse_json(told);
  const std::string key(view(result->at("ResultWriterDetails").at("Key").as_string()));
  CHECK(key.starts_with("res/"));
  const auto manifest = parse_json(s3.objects.at(key));
  CHECK(manifest->at("DestinationBucket") == "b");
  const std::string file(view(manifest->at("ResultFiles").at("SUCCEEDED").at(0).at("Key").as_string()));
  const auto rows = parse_json(s3.objects.at(file));
  REQUIRE(rows->as_array().size() == 2);
  CHECK(rows->at(1).at("Output") == "2");
  CHECK(rows->at(0).at("Status") == "SUCCEEDED");
}

TEST_CASE_METHOD(MapWorld, "results that are not written anywhere are formed, too", "[states][map]") {
  invoker.functions["f"] = [](const json::value& event) {
    return event == 3 ? raises("Odd") : returns(event);
  };
  const auto formed = [&](const std::string& word) {
    return *parse_json(output(
        map("'ToleratedFailureCount':1,'ResultWriter':{'WriterConfig':{" + word + "}},"), "[1,[2],3]"));
  };
  for (const auto word : {"", "'Transformation':'COMPACT'", "'Transformation':'FLATTEN'"}) {
    const json::value results = formed(word);
    CHECK(results.at(0) == 1);
    CHECK(results.at(1).is_array() == (std::string_view(word).find("FLATTEN") == std::string_view::npos));
    CHECK(results.at(2).at("Status") == "FAILED");
  }
  const json::value whole = formed("'Transformation':'NONE'");
  CHECK(whole.at(1).at("Output") == "[2]");
  CHECK(whole.at(1).at("Status") == "SUCCEEDED");
}

TEST_CASE_METHOD(MapWorld, "a distributed Map goes on after a restart", "[states][map]") {
  last = start(create(map("'MaxConcurrency':2,", "'Type':'Wait','Seconds':10")), "[1,2,3,4,5]");
  settle();
  advance(10s);
  advance(5s);
  restart();
  settle();
  CHECK(status(last) == "RUNNING");
  advance(5s);
  advance(10s);
  CHECK(result_of(describe(last)) == "[1,2,3,4,5]");
}

TEST_CASE_METHOD(MapWorld, "ten thousand items in batches of ten, a thousand at once", "[states][map]") {
  json::array items;
  for (int i = 0; i < 10000; ++i) items.push_back(json::object{{"i", i}});
  s3.objects["k"] = print(items);
  invoker.functions["f"] = [](const json::value& event) {
    const auto first = event.at("Items").at(0).at("i").as_int64();
    return first % 1000 < 30 && first % 10 == 0 && first < 1000 ? raises("Third") : returns(first);
  };
  const std::string told =
      output(map(read_from + ",'ReaderConfig':{'InputType':'JSON'}},'ItemBatcher':{'MaxItemsPerBatch':10},"
                             "'MaxConcurrency':1000,'ToleratedFailurePercentage':3,'ResultPath':null,"));
  CHECK(told == "{}");
  CHECK(map_run().at("executionCounts").at("failed") == 3);
  CHECK(map_run().at("executionCounts").at("succeeded") == 997);
  CHECK(map_run().at("itemCounts").at("total") == 10000);
}

TEST_CASE_METHOD(MapWorld,
                 "an item reader says what it cannot read, and what belongs to a distributed Map only",
                 "[states][map]") {
  s3.objects["k"] = R"({"list":[1,2],"members":{"a":{"x":1},"b":{"x":2}},"number":5})";
  const auto pointed = [&](const std::string& pointer, const std::string& more = "") {
    return output(
        map(read_from + ",'ReaderConfig':{'InputType':'JSON','ItemsPointer':'" + pointer + "'}}," + more));
  };
  const std::string failed =
      "FAILED States.ItemReaderFailed: An error occurred while executing the state 'M' (entered at the event "
      "id #2). ";
  CHECK(pointed("/list") == "[1,2]");
  CHECK(pointed("/members") == R"([{"Key":"a","Value":{"x":1}},{"Key":"b","Value":{"x":2}}])");
  CHECK(pointed("/members", "'ItemSelector':{'k.$':'$$.Map.Item.Key','v.$':'$$.Map.Item.Value.x'},") ==
        R"([{"k":"a","v":1},{"k":"b","v":2}])");
  CHECK(pointed("/nowhere") ==
        failed +
            "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure.");
  CHECK(pointed("/number") == failed + "Attempting to map over non-iterable node.");
}

TEST_CASE_METHOD(MapWorld, "a redriven Map Run goes on with what did not succeed", "[states][map]") {
  const std::string type = GENERATE("STANDARD", "EXPRESS");
  bool broken = true;
  std::map<std::string, int> calls;
  invoker.functions["f"] = [&](const json::value& event) {
    ++calls[print(event)];
    return broken && event == json::value("b") ? raises("Bad") : returns(event);
  };
  run(map("'MaxConcurrency':1,",
          "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'", type),
      "['a','b','c']");
  CHECK(find_text(describe(last), "error") == "States.ExceedToleratedFailureThreshold");
  CHECK(map_run().at("executionCounts").at("failed") == 1);
  CHECK(map_run().at("executionCounts").at("pending") == 1);
  broken = false;
  const std::string arn(*find_text(map_run(), "mapRunArn"));
  call("states", "RedriveExecution", json::object{{"executionArn", last}});
  settle();
  CHECK(result_of(describe(last)) == R"(["a","b","c"])");
  CHECK(calls == std::map<std::string, int>{{"\"a\"", 1}, {"\"b\"", 2}, {"\"c\"", 1}});
  CHECK(
      history(last) ==
      "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 MapRunStarted, 5<4 MapRunFailed, "
      "6<5 MapStateFailed, 7<6 ExecutionFailed, 8<7 ExecutionRedriven, 9<3 MapRunRedriven, 10<9 "
      "MapRunSucceeded, "
      "11<10 MapStateSucceeded, 12<9 MapStateExited, 13<12 ExecutionSucceeded");
  const auto told = map_run();
  CHECK(find_text(told, "mapRunArn") == arn);
  CHECK(told.at("redriveCount") == 1);
  CHECK(told.at("executionCounts").at("succeeded") == 3);
  CHECK(told.at("executionCounts").at("total") == 3);
  CHECK(told.at("itemCounts").at("pendingRedrive") == 0);
}

TEST_CASE_METHOD(MapWorld, "a child of a Map Run is redriven by it alone", "[states][map]") {
  invoker.functions["f"] = [](const json::value&) { return raises("Bad"); };
  run(map(""), "[1]");
  const auto children =
      call("states", "ListExecutions", json::object{{"mapRunArn", map_run().at("mapRunArn")}});
  const std::string child(*find_text(children.at("executions").at(0).as_object(), "executionArn"));
  CHECK(find_text(describe(child), "redriveStatus") == "REDRIVABLE_BY_MAP_RUN");
  CHECK(refusal("states", "RedriveExecution", json::object{{"executionArn", child}}) ==
        "ValidationException: Labeled Execution ARNs are not supported for this API");
  const auto machine =
      call("states", "DescribeStateMachineForExecution", json::object{{"executionArn", child}});
  CHECK(find_text(machine, "label") == "69691c7b-dcc3-3e6d-9d8a-1361f22d04ac");
  CHECK(view(machine.at("definition").as_string()).starts_with(R"({"StartAt":"I","States":{"I":{)"));
}

TEST_CASE_METHOD(MapWorld, "a redriven Map Run goes on after a restart", "[states][map]") {
  bool broken = true;
  invoker.functions["f"] = [&](const json::value& event) { return broken ? raises("Bad") : returns(event); };
  run(map("'MaxConcurrency':1,"), "['a','b','c']");
  CHECK(status(last) == "FAILED");
  broken = false;
  invoker.hold = true;
  call("states", "RedriveExecution", json::object{{"executionArn", last}});
  settle();
  CHECK(map_run().at("executionCounts").at("running") == 1);
  CHECK(map_run().at("executionCounts").at("pending") == 2);
  invoker.hold = false;
  restart();
  settle();
  CHECK(result_of(describe(last)) == R"(["a","b","c"])");
  CHECK(map_run().at("redriveCount") == 1);
  CHECK(map_run().at("executionCounts").at("succeeded") == 3);
}

// What CreateStateMachine and ValidateStateMachineDefinition say of definitions.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

const std::string function = "arn:aws:lambda:us-east-1:000000000000:function:f";

std::string task(const std::string& fields) {
  return only("'Type':'Task','Resource':'" + function + "'," + fields);
}

std::string choice(const std::string& rule) {
  return "{'StartAt':'S','States':{'S':{'Type':'Choice','Choices':[" + rule + "]},'E':{'Type':'Succeed'}}}";
}

std::string calls(const std::string& resource, const std::string& fields) {
  return only("'Type':'Task','Resource':'arn:aws:states:::" + resource + "'" + fields);
}

std::string inline_map(const std::string& fields) {
  return only("'Type':'Map'," + fields +
              "'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
}

struct Row {
  std::string definition, told;
};

const std::string schema = "SCHEMA_VALIDATION_FAILED: ";

const std::string operators =
    "[StringEquals, IsBoolean, StringLessThan, IsNumeric, BooleanEquals, StringLessThanEqualsPath, "
    "NumericLessThan, NumericGreaterThan, NumericLessThanPath, StringMatches, TimestampLessThanEqualsPath, "
    "NumericEquals, TimestampGreaterThan, StringGreaterThanEqualsPath, TimestampGreaterThanEqualsPath, "
    "TimestampLessThanEquals, NumericLessThanEqualsPath, TimestampEquals, BooleanEqualsPath, IsTimestamp, "
    "StringLessThanEquals, NumericLessThanEquals, StringLessThanPath, TimestampGreaterThanPath, "
    "StringGreaterThan, StringGreaterThanPath, IsString, StringEqualsPath, TimestampEqualsPath, "
    "TimestampLessThan, StringGreaterThanEquals, NumericGreaterThanPath, NumericGreaterThanEquals, "
    "NumericEqualsPath, TimestampLessThanPath, IsNull, IsPresent, TimestampGreaterThanEquals, "
    "NumericGreaterThanEqualsPath] at /States/S/Choices[0]";

Row unrecognised(const std::string& resource) {
  return {calls(resource, ",'Parameters':{}"),
          schema + "The resource provided arn:aws:states:::" + resource +
              " is not recognized. The value is not a valid resource ARN, or the resource is not available "
              "in this region. at /States/S/Resource"};
}

struct DefinitionWorld : StatesWorld {
  void refused(std::initializer_list<Row> rows, const std::string& type = "STANDARD") {
    for (const Row& row : rows) {
      INFO(row.definition);
      json::object input{
          {"name", "x"}, {"roleArn", role}, {"type", type}, {"definition", print(parse(row.definition))}};
      CHECK(refusal("states", "CreateStateMachine", std::move(input)) ==
            "InvalidDefinition: Invalid State Machine Definition: '" + row.told + "'");
    }
  }
};

}  // namespace

TEST_CASE_METHOD(DefinitionWorld, "definitions are refused with what is wrong and where",
                 "[states][definition]") {
  refused(
      {{"{'StartAt':'S'}", schema + "These fields are required: [States] at /"},
       {"{'StartAt':'S','States':{}}", schema +
                                           "Value cannot be empty at /States, "
                                           "MISSING_TRANSITION_TARGET: Missing 'Next' target: S at /StartAt, "
                                           "MISSING_END_STATE: Workflow has no terminal state at /States"},
       {"{'StartAt':'S','States':{'S':{'Type':'Nope','End':true}}}",
        schema +
            "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, "
            "Parallel, Map] at /States/S/Type"},
       {"{'StartAt':'X','States':{'S':{'Type':'Pass','End':true}}}",
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt, "
        "MISSING_TRANSITION_TARGET: State \"S\" is not reachable. at /States/S"},
       {"{'StartAt':'S','States':{'S':{'Type':'Pass','Next':'T'},'E':{'Type':'Fail'}}}",
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: T at /States/S/Next, "
        "MISSING_TRANSITION_TARGET: State \"E\" is not reachable. at /States/E"},
       {"{'StartAt':'S','States':{'S':{'Type':'Pass','Next':'S'}}}",
        "MISSING_END_STATE: Workflow has no terminal state at /States"},
       {only("'Type':'Pass','Parameters':{'a.$':'nope'}"),
        schema +
            "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at "
            "/States/S/Parameters"},
       {only("'Type':'Pass','ResultPath':'$.a[*]'"),
        schema + "Value is not a Reference Path at /States/S/ResultPath"},
       {only("'Type':'Pass','InputPath':'$.['"),
        schema + "Value must be a valid JSONPath. at /States/S/InputPath"},
       {only("'Type':'Pass','Foo':1"), schema + "Field 'Foo' is not supported at /States/S"},
       {"{'StartAt':'S','States':{'S':{'Type':'Pass','Next':'E','End':true},'E':{'Type':'Succeed'}}}",
        schema + "There should only be one of the following fields: [Next, End] at /States/S"},
       {"{'StartAt':'S','States':{'S':{'Type':'Pass'}}}",
        schema + "This object should have only one of the following fields: [Next, End] at /States/S, "
                 "MISSING_END_STATE: Workflow has no terminal state at /States"},
       {"{'StartAt':'S','States':{'S':{'End':true}}}",
        schema + "The field 'Type' is required at /States/S, "
                 "MISSING_END_STATE: Workflow has no terminal state at /States"},
       {"{'StartAt':'S','States':{'S':{'Type':'Succeed','Next':'E'},'E':{'Type':'Pass','End':true}}}",
        schema + "Field 'Next' is not supported at /States/S"},
       {only("'Type':'Pass','Output':1"),
        schema +
            "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' "
            "QueryLanguage at /States/S"},
       {only("'Type':'Pass','Assign':{'states':1}"),
        "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/S/Assign"}});
}

TEST_CASE_METHOD(DefinitionWorld, "states are refused with what their kind asks for",
                 "[states][definition]") {
  refused(
      {{only("'Type':'Wait'"),
        schema +
            "This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, "
            "Timestamp] at /States/S"},
       {only("'Type':'Wait','Seconds':-1"), schema + "Minimum value is 0 at /States/S/Seconds"},
       {only("'Type':'Task','Resource':'x'"),
        schema + "Value is not a valid resource ARN at /States/S/Resource"},
       {task("'TimeoutSeconds':5,'HeartbeatSeconds':5"),
        schema + "The HeartbeatSeconds value must be smaller than the TimeoutSeconds value at "
                 "/States/S/HeartbeatSeconds"},
       {task("'Retry':[{'ErrorEquals':[]}]"),
        schema + "Value cannot be empty at /States/S/Retry[0]/ErrorEquals"},
       {task("'Catch':[{'ErrorEquals':['States.ALL','A'],'Next':'S'}]"),
        schema + "States.ALL must appear alone and at end of list at /States/S/Catch[0]/ErrorEquals"},
       {task("'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':0}]"),
        schema + "Minimum value is 1 at /States/S/Retry[0]/IntervalSeconds"},
       {task("'Credentials':{'RoleArn':{'a':1}}"),
        schema + "Expected value of type String at /States/S/Credentials/RoleArn"},
       {task("'Retry':[{'ErrorEquals':['A'],'JitterStrategy':'SOME'}]"),
        schema + "Value should be one of the following: [NONE, FULL] at /States/S/Retry[0]/JitterStrategy"},
       {calls("lambda:invoke", ""),
        schema +
            "Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke at /States/S"},
       {calls("lambda:invoke", ",'Parameters':{'Payload':1}"),
        schema + "The field 'FunctionName' is required but was missing at /States/S/Parameters"},
       unrecognised("sqs:sendMessage.sync"),
       unrecognised("sqs:sendMessageBatch"),
       unrecognised("dynamodb:query"),
       unrecognised("lambda:listFunctions"),
       unrecognised("states:startExecution.sync:3"),
       unrecognised("http:invoke.waitForTaskToken"),
       {choice("{'Variable':'$.a','Next':'E'}"),
        schema + "This object should have only one of the following fields: " + operators},
       {choice("{'Variable':'$.a','IsNull':true,'IsString':true,'Next':'E'}"),
        schema + "There should only be one of the following fields: " + operators},
       {choice("{'Variable':'a','IsNull':true,'Next':'E'}"),
        schema + "Value is not a Reference Path: Reference path didn't start with '$' at "
                 "/States/S/Choices[0]/Variable"},
       {choice("{'Variable':'$.a','NumericEquals':'1','Next':'E'}"),
        schema + "Expected value of type Number at /States/S/Choices[0]/NumericEquals"},
       {choice("{'Next':'E'}"),
        schema +
            "The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at "
            "/States/S/Choices[0]"},
       {inline_map("'ItemsPath':null,"), schema + "Expected value of type String at /States/S/ItemsPath"},
       {only("'Type':'Map','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','Next':'P'}}}"),
        "MISSING_END_STATE: Workflow has no terminal state at /States/S/ItemProcessor/States"},
       {inline_map("'Label':'l',"),
        schema + "The field 'Label' is only supported in the 'DISTRIBUTED' mode at /States/S/Label"},
       {"{'StartAt':'S','States':{'S':{'Type':'Parallel','Branches':[{'StartAt':'S','States':{'S':{'Type':'"
        "Pass',"
        "'End':true}}}],'End':true}}}",
        "DUPLICATE_STATE_NAME: Duplicate State name: S at /States/S/Branches[0]/States/S"}});
}

TEST_CASE_METHOD(DefinitionWorld, "an Express machine waits for nobody", "[states][definition]") {
  const std::string at = " at /States/S/Resource";
  refused({{calls("sqs:sendMessage.waitForTaskToken", ",'Parameters':{'QueueUrl':'q','MessageBody':'b'}"),
            schema + "Express state machine does not support '.waitForTaskToken' service integration " + at},
           {calls("states:startExecution.sync", ",'Parameters':{'StateMachineArn':'m'}"),
            schema + "Express state machine does not support '.sync' service integration" + at},
           {only("'Type':'Task','Resource':'arn:aws:states:us-east-1:000000000000:activity:a'"),
            schema + "Express state machine does not support Activity ARN" + at}},
          "EXPRESS");
}

TEST_CASE_METHOD(StatesWorld, "constants that read as paths are warned of", "[states][definition]") {
  const auto told = [&](const std::string& state) {
    const json::object answer =
        call("states", "ValidateStateMachineDefinition",
             json::object{{"definition", print(parse(only(state)))}, {"severity", "WARNING"}});
    CHECK(find_text(answer, "result") == "OK");
    const json::object& first = answer.at("diagnostics").at(0).as_object();
    CHECK(find_text(first, "severity") == "WARNING");
    return std::string(*find_text(first, "code")) + " " + std::string(*find_text(first, "location"));
  };
  CHECK(told("'Type':'Pass','Parameters':{'a':{'b':'$.c'}}") == "NO_DOLLAR /States/S/Parameters/a");
  CHECK(told("'Type':'Pass','Result':'$.c'") == "PASS_RESULT_IS_STATIC /States/S/Result");
}

TEST_CASE_METHOD(StatesWorld, "what is not JSON is told of as the service's parser does",
                 "[states][definition]") {
  const std::string values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  struct Text {
    const char* text;
    std::string why;
    int column;
  };
  const Text rows[] = {
      {"not a definition", "Unrecognized token 'not': was expecting " + values, 4},
      {"{",
       "Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"{\"; "
       "line: 1, column: 1])",
       2},
      {"{a:1}", "Unexpected character ('a' (code 97)): was expecting double-quote to start field name", 3},
      {"{\"a\" 1}",
       "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 7},
      {"{\"a\":\"b\"c}",
       "Unexpected character ('c' (code 99)): was expecting comma to separate Object entries", 10},
      {"{\"a\":1,", "Unexpected end-of-input within/between Object entries", 8},
      {"{\"a\":}", "Unexpected character ('}' (code 125)): expected a valid value " + values, 7},
      {"[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 5},
      {"[1}",
       "Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"[1}\"; line: 1, "
       "column: 1])",
       4},
      {"\"a", "Unexpected end-of-input: was expecting closing quote for a string value", 3},
      {"-", "Unexpected end-of-input in numeric value", 2},
      {"01", "Invalid numeric value: Leading zeroes not allowed", 3}};
  const std::string machine = create(only("'Type':'Pass'"));
  for (const Text& row : rows) {
    INFO(row.text);
    CHECK(refusal("states", "StartExecution",
                  json::object{{"stateMachineArn", machine}, {"input", row.text}}) ==
          "InvalidExecutionInput: Invalid State Machine Execution Input: '" + row.why + "'");
    CHECK(refusal("states", "CreateStateMachine",
                  json::object{{"name", "x"}, {"roleArn", role}, {"definition", row.text}}) ==
          "InvalidDefinition: Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: " + row.why +
              "\n at [Source: (String)\"" + row.text + "\"; line: 1, column: " + std::to_string(row.column) +
              "]'");
  }
}

TEST_CASE_METHOD(DefinitionWorld, "what a task asks of another service is checked as the SDK would",
                 "[states][definition]") {
  const std::string at = " at /States/S/Parameters";
  const auto put = [](const std::string& parameters) {
    return calls("aws-sdk:s3:putObject", ",'Parameters':{" + parameters + "}");
  };
  const auto send = [](const std::string& parameters) {
    return calls("aws-sdk:sqs:sendMessage",
                 ",'Parameters':{'QueueUrl':'q','MessageBody':'b'" + parameters + "}");
  };
  refused(
      {{put("'bucket':'b','Key':'k'"), schema + "The field 'Bucket' is required but was missing" + at + ", " +
                                           schema + "The field 'Body' is required but was missing" + at},
       {put("'Bucket':'b','Key':'k','Body':'x','contentType':'t'"),
        schema + "The field \"contentType\" is not supported by Step Functions. Did you mean 'ContentType'?" +
            at},
       {put("'Bucket':'b','Key':'k','Body':'x','Bogus':true"),
        schema + "The field \"Bogus\" is not supported by Step Functions. Did you mean 'Bucket'?" + at},
       {put("'Bucket':1,'Key':'k','Body':'x'"),
        schema + "The value for the field 'Bucket' must be a STRING" + at},
       {send(",'DelaySeconds':'2'"),
        schema + "The value for the field 'DelaySeconds' must be an INTEGER" + at},
       {send(",'DelaySeconds':2.0"),
        schema + "The value for the field 'DelaySeconds' must be an INTEGER" + at},
       unrecognised("aws-sdk:s3:PutObject"),
       unrecognised("aws-sdk:s3:putObjet"),
       unrecognised("aws-sdk:sqs:"),
       unrecognised("aws-sdk:sfn:startExecution.sync")});
  for (const std::string& fine : {put("'Bucket.$':'$.b','Key':'k','Body.$':'$.c','Metadata':{'key':'value'}"),
                                  send(",'DelaySeconds':2"), send(",'MessageGroupId':null"),
                                  calls("aws-sdk:s3:selectObjectContent", ",'Parameters':{}"),
                                  calls("aws-sdk:ec2:describeHosts", ",'Parameters':{'Anything':1}")}) {
    INFO(fine);
    std::vector<states::Diagnostic> diagnostics;
    CHECK(states::read_definition(print(parse(fine)), states::MachineType::standard, diagnostics));
  }
}

TEST_CASE_METHOD(DefinitionWorld, "a distributed Map tolerates no fewer than none, and reads what it knows",
                 "[states][definition]") {
  const auto map = [](const std::string& fields) {
    return only("'Type':'Map'," + fields +
                "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
  };
  for (const std::string& wrong :
       {map("'ToleratedFailureCount':-1,"),
        map("'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'XML'}},"),
        map("'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'MaxItems':-1}},")}) {
    INFO(wrong);
    std::vector<states::Diagnostic> diagnostics;
    CHECK(!states::read_definition(print(parse(wrong)), states::MachineType::standard, diagnostics));
  }
  std::vector<states::Diagnostic> diagnostics;
  CHECK(states::read_definition(print(parse(map("'QueryLanguage':'JSONata','Items':{'a':1},"))),
                                states::MachineType::standard, diagnostics));
}

TEST_CASE_METHOD(DefinitionWorld, "a label is short and plain", "[states][definition]") {
  const auto labelled = [](const std::string& label) {
    return only("'Type':'Map','Label':'" + label +
                "','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
  };
  const std::string long_one(41, 'l');
  refused({{labelled(long_one),
            "INVALID_LABEL_NAME: Label name '" + long_one +
                "' exceeds the 40-character limit allowed by the service at /States/S/Label"}});
  for (const std::string wrong : {"a b", "a*", "a?", "a<", "a>", "a{", "a}", "a[", "a]", "a:",      "a;",
                                  "a,",  "a|", "a^", "a~", "a$", "a#", "a%", "a&", "a`", "\xC2\x85"}) {
    refused({{labelled(wrong), "INVALID_LABEL_NAME: Label name '" + wrong +
                                   "' contains invalid characters at /States/S/Label"}});
  }
  std::string forty;
  for (int i = 0; i < 40; ++i) forty += "\xC3\xA9";
  create(labelled(forty), "accented");
  create(labelled("ok-Label_1.x"), "plain");
}

TEST_CASE_METHOD(DefinitionWorld, "a reader's format has the fields of that format", "[states][definition]") {
  const auto reads = [](const std::string& config) {
    return only(
        "'Type':'Map','ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b',"
        "'Key':'k'},'ReaderConfig':{" +
        config +
        "}},'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
        "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
  };
  const std::string at = "/States/S/ItemReader/ReaderConfig";
  const auto unsupported = [&](const std::string& field) {
    return schema + "Field '" + field + "' is not supported at " + at + "/" + field;
  };
  refused(
      {{reads("'Transformation':'LOAD_AND_FLATTEN'"), schema + "The field 'InputType' is required at " + at},
       {reads("'InputType':'JSON','ItemsPointer':'data/items'"),
        schema + "Invalid input: JSON Pointer expression must start with '/': \"data/items\" at " + at +
            "/ItemsPointer"},
       {reads("'InputType':'JSON','ManifestType':'ATHENA_DATA'"), unsupported("ManifestType")},
       {reads("'InputType':'JSONL','CSVHeaderLocation':'GIVEN','CSVHeaders':['id']"),
        unsupported("CSVHeaderLocation") + ", " + unsupported("CSVHeaders")}});
}

TEST_CASE_METHOD(DefinitionWorld, "a batch has room for an item and no more than an input may hold",
                 "[states][definition]") {
  const auto batch = [](const std::string& most) {
    return only("'Type':'Map','ItemBatcher':{" + most +
                "},'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
  };
  const std::string at = " at /States/S/ItemBatcher/";
  refused({{batch("'MaxItemsPerBatch':0"), schema + "Minimum value is 1" + at + "MaxItemsPerBatch"},
           {batch("'MaxInputBytesPerBatch':262145"),
            schema + "Maximum value is 262144" + at + "MaxInputBytesPerBatch"}});
}

TEST_CASE_METHOD(DefinitionWorld, "a path to a number or a time is not null", "[states][definition]") {
  const auto told = [](const std::string& field) {
    return schema + "Expected value of type String at /States/S/" + field;
  };
  refused({{only("'Type':'Wait','SecondsPath':null"), told("SecondsPath")},
           {only("'Type':'Wait','TimestampPath':null"), told("TimestampPath")},
           {task("'TimeoutSecondsPath':null"), told("TimeoutSecondsPath")}});
}

TEST_CASE("a machine in the store runs though today's checks would refuse it", "[states][definition]") {
  const std::string asking =
      print(parse(calls("sqs:sendMessage", ",'Parameters':{'QueueUrl':'q','MessageBody':'b','New':1}")));
  const std::string hasty = print(parse(task("'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':0}]")));
  for (const std::string& stored : {asking, hasty}) {
    std::vector<states::Diagnostic> diagnostics;
    CHECK(!states::read_definition(stored, states::MachineType::standard, diagnostics));
    CHECK(states::read_definition(stored, states::MachineType::standard, diagnostics,
                                  states::Admission::given));
  }
  std::vector<states::Diagnostic> diagnostics;
  CHECK(!states::read_definition("{}", states::MachineType::standard, diagnostics, states::Admission::given));
}

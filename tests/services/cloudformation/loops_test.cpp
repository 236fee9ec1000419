// Fn::ForEach of AWS::LanguageExtensions, as tables of template text and what it is written out to.
#include "services/cloudformation/template/loops.h"

#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery::cloudformation {
namespace {

json::object written(const std::string& text) {
  Parameters parameters;
  parameters["Names"] = {.value = "a,b-c", .resolved = {}, .list = true, .secret = false};
  parameters["One"] = {.value = "a", .resolved = {}, .list = false, .secret = false};
  const Template document = Template::parse("Transform: AWS::LanguageExtensions\n" + text);
  CHECK(has_loops(document));
  return without_loops(document, parameters, "eu-west-1");
}

std::string section(const std::string& text, const char* name = "Resources") {
  const json::object document = written(text);
  return to_text(document.at(name));
}

std::string refused(const std::string& text) {
  try {
    written(text);
  } catch (const AwsError& error) {
    return error.message;
  }
  return "taken";
}

const std::string other = "Resources: {R: {Type: T}}\n";
const std::string failed = "Transform AWS::LanguageExtensions failed with: ";

}  // namespace

TEST_CASE("a loop is written out where it stands", "[cloudformation]") {
  struct Case {
    const char *text, *resources;
  };
  const Case cases[] = {
      // The keys of the fragment, a Ref to the identifier and the text of a Sub; nothing else.
      {R"({"Fn::ForEach::L": ["N", ["x", "y"], {"Q${N}": {"Type": "T", "P": {"Ref": "N"},
          "S": {"Fn::Sub": "${N}-${AWS::Region}"}, "W": "${N}", "D": {"Fn::Sub": "Q${N}"}}}]})",
       R"({"Qx":{"Type":"T","P":"x","S":{"Fn::Sub":"x-${AWS::Region}"},"W":"${N}","D":"Qx"},)"
       R"("Qy":{"Type":"T","P":"y","S":{"Fn::Sub":"y-${AWS::Region}"},"W":"${N}","D":"Qy"}})"},
      // Letters and digits alone where a key asks for them; a parameter's list.
      {R"({"Fn::ForEach::L": ["N", {"Ref": "Names"}, {"Q&{N}": {"Type": {"Ref": "N"}}}]})",
       R"({"Qa":{"Type":"a"},"Qbc":{"Type":"b-c"}})"},
      // Loops in loops, the names of what they made, and a text with its own variables.
      {R"({"Fn::ForEach::L": ["N", [1, 2], {"Fn::ForEach::M": ["O", ["x"], {"Q${N}${O}": {"Type": "T",
          "A": {"Fn::GetAtt": [{"Fn::Sub": "Q${N}${O}"}, {"Ref": "O"}]},
          "V": {"Fn::Sub": ["${N}${own}", {"own": {"Ref": "N"}}]}}}]}]})",
       R"({"Q1x":{"Type":"T","A":{"Fn::GetAtt":["Q1x","x"]},"V":{"Fn::Sub":["1${own}",{"own":"1"}]}},)"
       R"("Q2x":{"Type":"T","A":{"Fn::GetAtt":["Q2x","x"]},"V":{"Fn::Sub":["2${own}",{"own":"2"}]}}})"},
      // Among the properties of a resource, beside others; a collection that is computed.
      {R"({"R": {"Type": "T", "Properties": {"A": 1, "Fn::ForEach::P": ["N", {"Fn::Split": ["/", "x/y"]},
          {"B${N}": {"Fn::Sub": "${!N}${N}"}}]}}})",
       R"({"R":{"Type":"T","Properties":{"A":1,"Bx":{"Fn::Sub":"${!N}x"},"By":{"Fn::Sub":"${!N}y"}}}})"},
      {R"({"R": {"Type": "T"}, "Fn::ForEach::L": ["N", [], {"Q${N}": {"Type": "T"}}]})",
       R"({"R":{"Type":"T"}})"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(section(std::string("Resources: ") + one.text) == one.resources);
  }
  CHECK(section(other + R"(Mappings: {M: {eu-west-1: {l: [x]}}}
Outputs: {"Fn::ForEach::L": [N, {"Fn::FindInMap": [M, {Ref: "AWS::Region"}, l]}, {"O${N}": {Value: {Ref: R}}}]})",
                "Outputs") == R"({"Ox":{"Value":{"Ref":"R"}}})");
  CHECK(section(
            other + R"(Conditions: {"Fn::ForEach::L": [N, [x], {"Is${N}": {"Fn::Equals": [{Ref: N}, x]}}]})",
            "Conditions") == R"({"Isx":{"Fn::Equals":["x","x"]}})");
}

TEST_CASE("loops that cannot be written out are refused", "[cloudformation]") {
  const auto loop = [](const std::string& text) { return "Resources: {'Fn::ForEach::L': " + text + "}"; };
  const std::string layout = failed + "Fn::ForEach layout is incorrect",
                    none = failed + "Could not find a collection or could not be resolved for Fn::ForEach";
  CHECK(refused(loop("[N, x, {'Q${N}': {Type: T}}]")) == layout);
  CHECK(refused(loop("[N, [x]]")) == layout);
  CHECK(refused(loop("{N: [x]}")) == layout);
  CHECK(refused(loop("[[N], [x], {'Q${N}': {Type: T}}]")) == layout);
  CHECK(refused(loop("[N, [x], [1]]")) == layout);
  CHECK(refused(loop("[N, {Ref: One}, {'Q${N}': {Type: T}}]")) == none);
  CHECK(refused(loop("[N, {Ref: Nobody}, {'Q${N}': {Type: T}}]")) == none);
  CHECK(refused(loop("[N, {'Fn::GetAtt': [R, List]}, {'Q${N}': {Type: T}}]")) == none);
  CHECK(refused(loop("[N, [x, y], {Q: {Type: T}}]")) ==
        failed + "Duplicate key 'Q' when merging keys to parent object in Fn::ForEach");
  CHECK(refused(other + "Outputs: {'Fn::ForEach::L': [N, [a-b], {'O${N}': {Value: 1}}]}") ==
        failed + "OutputKey 'Oa-b' should be alphanumeric");

  // Loops multiply; what they come to has an end.
  std::string items = "[a";
  for (int i = 0; i < 200; ++i) items += ", a" + std::to_string(i);
  std::string fragment = "{'Q${A}${B}${C}': {Type: T}}";
  for (const char* name : {"C", "B", "A"})
    fragment = std::string("{'Fn::ForEach::") + name + "': [" + name + ", " + items + "], " + fragment + "]}";
  CHECK(refused("Resources: " + fragment).starts_with(failed));
  const std::string large(300'000, 'x');
  CHECK(refused(loop("[N, " + items + "], {'Q${N}': {Type: '" + large + "'}}]")).starts_with(failed));
  std::string uses;
  for (int i = 0; i < 100'000; ++i) uses += "${N}";
  CHECK(refused(loop("[N, [" + large + "], {'Q': {'Fn::Sub': '" + uses + "'}}]")).starts_with(failed));
}

TEST_CASE_METHOD(CloudformationWorld, "a stack is made of what its loops come to", "[cloudformation]") {
  const std::string body = R"(
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters: {Names: {Type: CommaDelimitedList, Default: 'One,Two'}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue${Name}:
        Type: AWS::SQS::Queue
        Properties: {QueueName: !Sub 'q-${Name}'}
Outputs:
  Fn::ForEach::Addresses:
    - Name
    - !Ref Names
    - Address${Name}: {Value: !GetAtt [!Sub 'Queue${Name}', QueueName]}
)";
  const json::object stack = create(body);
  CHECK(text_of(stack, "StackStatus") == "CREATE_COMPLETE");
  REQUIRE(sqs.inputs["CreateQueue"].size() == 2);
  CHECK(text_of(sqs.inputs["CreateQueue"][1], "QueueName") == "q-Two");
  REQUIRE(find_array(stack, "Outputs"));
  CHECK(find_array(stack, "Outputs")->size() == 2);

  const json::object summary =
      call("cloudformation", "GetTemplateSummary", json::object{{"TemplateBody", body}});
  CHECK(summary.at("ResourceTypes") == json::array{});
  const std::string plain = body.substr(body.find("Parameters"));
  CHECK(refusal("cloudformation", "ValidateTemplate", json::object{{"TemplateBody", plain}}) ==
        "ValidationError: Template format error: [/Resources/Fn::ForEach::Queues] resource definition is "
        "malformed");
}

TEST_CASE_METHOD(CloudformationWorld, "what becomes of a resource may be computed", "[cloudformation]") {
  const std::string body = R"(
Parameters: {Stage: {Type: String, Default: prod}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Q: {Type: AWS::SQS::Queue, DeletionPolicy: !If [IsProd, Retain, Delete]}
)";
  CHECK(refusal("cloudformation", "CreateStack", json::object{{"StackName", "s"}, {"TemplateBody", body}}) ==
        "ValidationError: Template format error: Every DeletionPolicy member must be a string.");
  CHECK(text_of(create("Transform: AWS::LanguageExtensions" + body), "StackStatus") == "CREATE_COMPLETE");
  call("cloudformation", "DeleteStack", json::object{{"StackName", "s"}});
  settle();
  CHECK(sqs.inputs["DeleteQueue"].empty());

  const char vague[] = R"(
Transform: AWS::LanguageExtensions
Mappings: {M: {a: {k: Retain}}}
Resources:
  Q: {Type: AWS::SQS::Queue, UpdateReplacePolicy: !FindInMap [M, b, k]}
)";
  CHECK(text_of(create(vague), "StackStatus") == "ROLLBACK_COMPLETE");
}

}  // namespace orrery::cloudformation

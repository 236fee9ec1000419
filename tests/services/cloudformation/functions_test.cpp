// The intrinsic functions, as tables of template text and value.
#include "services/cloudformation/template/functions.h"

#include "core/yaml.h"
#include "services/cloudformation/template/evaluate.h"
#include "tests/world.h"

namespace orrery::cloudformation {
namespace {

struct Known final : Names {
  json::value ref(std::string_view name) const override {
    if (name == "Stage") return "dev";
    if (name == "List") return json::array{"x", "y"};
    return json::string("ref-" + std::string(name));
  }
  json::value attribute(std::string_view id, std::string_view name) const override {
    return json::string(std::string(id) + "/" + std::string(name));
  }
  bool condition(std::string_view name) const override { return name == "Yes"; }
  std::string exported(std::string_view name) const override { return "export-" + std::string(name); }
  std::string secret(std::string_view reference) const override { return "<" + std::string(reference) + ">"; }
  std::string region() const override { return "eu-west-1"; }
  const json::object& mappings() const override { return maps; }
  json::object maps = parse("{'M': {'a': {'k': 'v', 'l': [1]}}}").as_object();
};

}  // namespace

TEST_CASE("functions give what AWS gives", "[cloudformation]") {
  const Known names;
  const std::pair<const char*, const char*> cases[] = {
      {"!Ref Stage", "'dev'"},
      {"!GetAtt A.B.C", "'A/B.C'"},
      {"!GetAtt [A, B]", "'A/B'"},
      {"!Join ['-', [a, !Ref Stage, 5]]", "'a-dev-5'"},
      {"!Join [',', !Ref List]", "'x,y'"},
      {"!Sub 'a-${Stage}-${A.Arn}-${!Literal}'", "'a-dev-A/Arn-${Literal}'"},
      {"!Sub ['${x}${Stage}', {x: !GetAtt Q.Name}]", "'Q/Namedev'"},
      {"!Select [1, [a, b]]", "'b'"},
      {"!Select ['0', !Split ['.', 'p.q']]", "'p'"},
      {"!Split [',', 'a,,b']", "['a', '', 'b']"},
      {"!If [Yes, 1, 2]", "1"},
      {"{a: !If [No, 1, !Ref 'AWS::NoValue'], b: 2}", "{'b': 2}"},
      {"[!Ref 'AWS::NoValue', 1]", "[1]"},
      {"!FindInMap [M, a, k]", "'v'"},
      {"!FindInMap [M, b, k, {DefaultValue: d}]", "'d'"},
      {"!Base64 abc", "'YWJj'"},
      {"!ImportValue e", "'export-e'"},
      {"!GetAZs ''", "['eu-west-1a', 'eu-west-1b', 'eu-west-1c']"},
      {"!Cidr ['10.0.0.0/16', 2, 8]", "['10.0.0.0/24', '10.0.1.0/24']"},
      {"!Equals [dev, !Ref Stage]", "true"},
      {"'{{resolve:ssm:/a:1}}!'", "'<ssm:/a:1>!'"},
      {"{'Fn::ToJsonString': {a: !Ref Stage}}", "'{\\\"a\\\":\\\"dev\\\"}'"},
      {"{'Fn::Length': !Ref List}", "2"},
      {"{Ref: a, Other: b}", "{'Ref': 'a', 'Other': 'b'}"},
  };
  for (const auto& [text, wanted] : cases) {
    INFO(text);
    CHECK(evaluate(parse_yaml(text), names).value() == parse(wanted));
  }
}

TEST_CASE("functions that are given the wrong things are refused", "[cloudformation]") {
  const Known names;
  const std::pair<const char*, const char*> cases[] = {
      {"!Select [2, [a, b]]", "Template error: Fn::Select cannot select nonexistent value at index 2"},
      {"!FindInMap [M, x, y]", "Template error: Unable to get mapping for M::x::y"},
      {"!Join [a]",
       "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list "
       "of strings to be joined."},
      {"!Bogus x", "Template error: Fn::Bogus is not an intrinsic function"},
      {"!Ref [a]", "Template error: every Ref object must have a single String value."},
  };
  for (const auto& [text, wanted] : cases) {
    INFO(text);
    try {
      evaluate(parse_yaml(text), names);
      FAIL("not refused");
    } catch (const AwsError& error) {
      CHECK(error.message == wanted);
    }
  }
}

TEST_CASE("conditions combine", "[cloudformation]") {
  const Known names;
  CHECK(evaluate_condition(parse_yaml("!Not [!Equals [!Ref Stage, prod]]"), names));
  CHECK(evaluate_condition(parse_yaml("!And [!Condition Yes, !Equals [a, a]]"), names));
  CHECK_FALSE(evaluate_condition(parse_yaml("!Or [!Condition No, !Equals [a, b]]"), names));
}

TEST_CASE("aliases that would fill the memory are refused", "[yaml]") {
  std::string text = "a0: &a0 " + std::string(1000, 'x') + "\n";
  for (int level = 1; level < 6; ++level) {
    const std::string below = "*a" + std::to_string(level - 1), name = "a" + std::to_string(level);
    text += name + ": &" + name + " [" + below;
    for (int more = 0; more < 9; ++more) text += ", " + below;
    text += "]\n";
  }
  CHECK_THROWS_AS(parse_yaml(text), YamlError);
}

TEST_CASE("YAML scalars are what templates mean by them", "[yaml]") {
  CHECK(parse_yaml(
            "{a: 1, b: 1.5, c: true, d: null, e: '1', f: 000012, g: 2012-10-17, h: !Ref X, i: 0, j: on}") ==
        parse("{'a': 1, 'b': 1.5, 'c': true, 'd': null, 'e': '1', 'f': '000012', 'g': '2012-10-17', 'h': "
              "{'Ref': 'X'},"
              "'i': 0, 'j': 'on'}"));
  CHECK(parse_yaml("a: &x {k: 1}\nb: *x\nc: {<<: *x, m: 2}") ==
        parse("{'a': {'k': 1}, 'b': {'k': 1}, 'c': {'k': 1, 'm': 2}}"));
  CHECK_THROWS_AS(parse_yaml("a: ["), YamlError);
}

}  // namespace orrery::cloudformation

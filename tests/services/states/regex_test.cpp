// Regular expressions: what they find, and that none of them runs away.
#include "services/states/regex/regex.h"

#include <catch2/catch.hpp>

#include "services/states/jsonata/expression.h"
#include "tests/services/states/states_world.h"

using namespace orrery;
using states::Regex;

namespace {

// "whole|group|group", "-" for a group that took part in nothing; "none" where nothing is found.
std::string found(const std::string& pattern, const std::string& text, const std::string& flags = "") {
  Regex::Flags how;
  how.ignore_case = flags.find('i') != std::string::npos;
  how.multiline = flags.find('m') != std::string::npos;
  try {
    const auto match = Regex(pattern, how).search(text);
    if (!match) return "none";
    std::string all = text.substr(match->whole.begin, match->whole.end - match->whole.begin);
    for (const auto& group : match->groups)
      all += "|" + (group ? text.substr(group->begin, group->end - group->begin) : "-");
    return all;
  } catch (const states::RegexError&) {
    return "error";
  }
}

}  // namespace

TEST_CASE("a regular expression finds what ECMAScript's does", "[states][regex]") {
  struct Row {
    const char *pattern, *text, *flags, *wanted;
  };
  const Row rows[] = {
      {"b+", "abbbc", "", "bbb"},
      {"b+?", "abbbc", "", "b"},
      {"a|ab", "abc", "", "a"},
      {"((a)|(ab))((c)|(bc))", "abc", "", "abc|a|a|-|bc|-|bc"},
      {"(z)((a+)?(b+)?(c))*", "zaacbbbcac", "", "zaacbbbcac|z|ac|a|-|c"},
      {"(a*)*", "b", "", "|-"},
      {"(a*)b\\1+", "baaaac", "", "b|"},
      {"(?=(a+))a*b\\1", "baaabac", "", "aba|a"},
      {"(.*?)a(?!(a+)b\\2c)\\2(.*)", "baaabaac", "", "baaabaac|ba|-|abaac"},
      {"(?<=\\$)\\d+(\\.\\d*)?", "cost $10.50", "", "10.50|.50"},
      {"(?<!-)\\b\\d+", "-5 7", "", "7"},
      {"(?<=(\\d+)(\\d+))$", "1053", "", "|1|053"},
      {"(?<year>\\d{4})-(?<month>\\d\\d) \\k<year>", "2024-05 2024", "", "2024-05 2024|2024|05"},
      {"^b", "a\nb", "", "none"},
      {"^b$", "a\nb\nc", "m", "b"},
      {"a.c", "a\nc", "", "none"},
      {"[^]", "\n", "", "\n"},
      {"[]", "a", "", "none"},
      {"[\\w-]+@\\w+\\.\\w{2,3}", "to fred-1@site.com!", "", "fred-1@site.com"},
      {"[a-c\\d\\]]+", "xa1]", "", "a1]"},
      {"HELLO", "hello", "i", "hello"},
      {"[a-z]+", "ABC", "i", "ABC"},
      {"[^x]", "X", "i", "none"},
      {"\\u00e9", "\xC3\xA9", "", "\xC3\xA9"},
      {"\xC3\x89", "\xC3\xA9", "i", "\xC3\xA9"},
      {"^.$", "\xF0\x9F\x98\x80", "", "\xF0\x9F\x98\x80"},
      {"\\bfoo\\b", "a foo b", "", "foo"},
      {"\\Boo", "foo", "", "oo"},
      {"x{2,3}", "xxxx", "", "xxx"},
      {"x{2}", "xxxx", "", "xx"},
      {"x{,3}", "x{,3}", "", "x{,3}"},
      {"a{", "a{", "", "a{"},
      {"\\x41\\cJ", "A\n", "", "A\n"},
      {"\\101", "A", "", "A"},
      {"(?:ab)+", "ababa", "", "abab"},
      {"\\s+", "a\xC2\xA0\tb", "", "\xC2\xA0\t"},
      {"(a", "a", "", "error"},
      {"a)", "a", "", "error"},
      {"*a", "a", "", "error"},
      {"a{2,1}", "a", "", "error"},
      {"[b-a]", "a", "", "error"},
      {"a**", "a", "", "error"},
      {"\\", "a", "", "error"},
  };
  for (const Row& row : rows) {
    INFO(row.pattern << " in " << row.text);
    CHECK(found(row.pattern, row.text, row.flags) == row.wanted);
  }
}

TEST_CASE("no pattern and no text makes a search run away", "[states][regex]") {
  CHECK(found("(a+)+$", std::string(100, 'a') + "b") == "error");
  CHECK(found("(a|a)*b", std::string(100, 'a')) == "error");
  CHECK(found("((a{1,300}){1,300}){1,300}", "a") == "error");
  CHECK(found("{111111111111111111111111116059}", "a") == "error");
  CHECK(found("(a|b)*$", std::string(200'000, 'a')).size() == 200'002);
  CHECK(found(std::string(5000, '(') + std::string(5000, ')'), "a") == "error");
}

TEST_CASE("a value of an expression can neither grow nor nest without end", "[states][jsonata]") {
  const auto answer = [](const std::string& text) -> std::string {
    Entropy entropy(1);
    states::jsonata::Environment environment;
    environment.entropy = &entropy;
    try {
      const auto value = states::jsonata::Expression(text).evaluate(nullptr, environment);
      return value ? "a value" : "nothing";
    } catch (const states::jsonata::Error& error) {
      return error.code.empty() ? error.message.substr(0, 21) : error.code;
    }
  };
  CHECK(answer("$reduce([1..100000], function($a, $b){ {'a': $a} })") == "Stack overflow error:");
  CHECK(answer("$reduce([1..100000], function($a, $b){ $a ~> $b }, $uppercase)") != "a value");
  CHECK(answer("$reduce([1..100000], function($a, $b){ $substring(?, $a) }, 1)") == "Stack overflow error:");
  CHECK(answer("$reduce([1..64], function($a, $b){ {'a': $a, 'b': $a} })") == "Expression evaluation");
  CHECK(answer("$reduce([1..64], function($a, $b){ $a & $a }, 'text')") == "Expression evaluation");
  CHECK(answer("(" + std::string(3000, '-') + "1)") == "S0500");
  std::string sum = "1";
  for (int i = 0; i < 3000; ++i) sum += "+1";
  CHECK(answer(sum) == "S0500");
  CHECK(answer("0/\\x00{/\\x00{1111111111111111111111111111111111116059}/") != "a value");
}

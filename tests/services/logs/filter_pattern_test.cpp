#include <catch2/catch.hpp>

#include "core/error.h"
#include "services/logs/filter/pattern.h"

namespace orrery::logs {

TEST_CASE("a filter pattern picks the messages AWS says it does", "[logs]") {
  struct Row {
    const char* pattern;
    const char* message;
    bool picked;
  };
  const Row rows[] = {
      {"", "anything", true},
      {"ERROR", "an ERROR here", true},
      {"ERROR", "an error here", false},
      {"ERROR ARGUMENTS", "ERROR in ARGUMENTS", true},
      {"ERROR ARGUMENTS", "ERROR elsewhere", false},
      {"?ERROR ?WARN", "a WARN", true},
      {"?ERROR ?WARN", "an INFO", false},
      {"ERROR -ARGUMENTS", "ERROR alone", true},
      {"ERROR -ARGUMENTS", "ERROR ARGUMENTS", false},
      {"\"INTERNAL SERVER\"", "INTERNAL SERVER ERROR", true},
      {"\"INTERNAL SERVER\"", "SERVER INTERNAL", false},
      {"\"a \\\"b\\\"\"", "say a \"b\" now", true},
      {"%ER+OR [0-9]{3}%", "ERRROR 500", true},
      {"%ER+OR [0-9]{3}%", "ERROR 5", false},
      {"Task timed out", "Task timed out after 3.00 seconds", true},

      {"{ $.level = \"error\" }", R"({"level": "error"})", true},
      {"{ $.level = \"err*\" }", R"({"level": "error"})", true},
      {"{ $.level = error }", R"({"level": "info"})", false},
      {"{ $.level = error }", "not JSON", false},
      {"{ $.a.b[1] = 2 }", R"({"a": {"b": [1, 2]}})", true},
      {"{ $.a[*].b > 4.5 }", R"({"a": [{"b": 1}, {"b": 5}]})", true},
      {"{ $.code >= 500 && $.code != 503 }", R"({"code": 500})", true},
      {"{ $.code >= 500 && $.code != 503 }", R"({"code": 503})", false},
      {"{ ($.a = 1 || $.b = 1) && $.c = x }", R"({"b": 1, "c": "x"})", true},
      {"{ $.a = 1 || $.b = 1 && $.c = x }", R"({"a": 1})", true},
      {"{ $.a IS NULL }", R"({"a": null})", true},
      {"{ $.a IS NULL }", R"({"b": 1})", false},
      {"{ $.a NOT EXISTS }", R"({"b": 1})", true},
      {"{ $.a IS TRUE }", R"({"a": true})", true},
      {"{ $.a IS FALSE }", R"({"a": true})", false},
      {"{ $.m = %time.?out% }", R"({"m": "a time-out"})", true},
      {"{ $['odd name'] = 1 }", R"({"odd name": 1})", true},

      {"[]", "anything", true},
      {"[ip, user, status = 4*, bytes]", "127.0.0.1 bob 404 12", true},
      {"[ip, user, status = 4*, bytes]", "127.0.0.1 bob 200 12", false},
      {"[ip, user, status = 4*, bytes]", "127.0.0.1 bob 404", false},
      {"[..., status = 4* || status = 5*, bytes > 1000]", "a b c 500 1001", true},
      {"[..., status = 4* || status = 5*, bytes > 1000]", "a b c 500 999", false},
      {"[ip, time, request = \"GET*\", ...]", "1.2.3.4 [10/Oct/2000 13:25] \"GET /x HTTP/1.0\" 200 5", true},
  };
  for (const Row& row : rows) {
    INFO(row.pattern << "  on  " << row.message);
    CHECK(parse_pattern(row.pattern)->matches(row.message) == row.picked);
  }
}

TEST_CASE("a filter pattern that cannot be understood is refused", "[logs]") {
  for (const char* pattern : {"{ $.a = }", "{ $.a", "{ a = 1 }", "[a, b", "[a, ..., b, ...]", "\"open", "a,b",
                              "{ ($.a = 1 }", "%(%", "{ $.a IS ODD }", "{ $.a = 1 } x"}) {
    INFO(pattern);
    CHECK_THROWS_AS(parse_pattern(pattern), AwsError);
  }
}

}  // namespace orrery::logs

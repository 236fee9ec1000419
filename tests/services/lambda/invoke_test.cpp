#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

TEST_CASE_METHOD(LambdaWorld, "a function answers with what its runtime responds", "[lambda]") {
  create("f");
  const json::object result = invoke("f", R"({"a":[1,2]})");
  CHECK(text(result, "Payload") == R"({"a": [1, 2]})");
  CHECK(find_number(result, "StatusCode") == 200);
  CHECK(text(result, "ExecutedVersion") == "$LATEST");
  CHECK_FALSE(result.contains("FunctionError"));
}

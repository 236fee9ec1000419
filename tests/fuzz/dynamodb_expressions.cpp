// Any text as an expression: it is parsed and applied to an item, or refused.
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/expression/compile.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/key_condition.h"
#include "services/dynamodb/value.h"

using namespace orrery;
using namespace orrery::dynamodb;

namespace {

const json::object& request() {
  static const json::object request = json::parse(R"({"ExpressionAttributeNames": {"#a": "a", "#l": "l"},
                      "ExpressionAttributeValues": {":n": {"N": "1"}, ":s": {"S": "x"}, ":l": {"L": []},
                                                    ":t": {"SS": ["x"]}}})")
                                          .as_object();
  return request;
}

const std::string& item() {
  static const std::string item = encode_item(
      json::parse(R"({"a": {"S": "x"}, "l": {"L": [{"N": "1"}, {"M": {"b": {"S": "y"}}}]}, "n": {"N": "5"},
                      "t": {"SS": ["x", "y"]}, "m": {"M": {"n": {"N": "2"}}}})")
          .as_object());
  return item;
}

template <class Work>
void attempt(Work&& work) {
  try {
    work();
  } catch (const AwsError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  attempt([&] {
    Bindings bindings(request());
    holds(compile_condition(text, "ConditionExpression", bindings), item());
  });
  attempt([&] {
    Bindings bindings(request());
    read_key_expression(compile_condition(text, "KeyConditionExpression", bindings));
  });
  attempt([&] {
    Bindings bindings(request());
    item_to_json(apply_update(compile_update(text, bindings), item()));
  });
  attempt([&] {
    Bindings bindings(request());
    item_to_json(project(item(), compile_projection(text, bindings)));
  });
  return 0;
}

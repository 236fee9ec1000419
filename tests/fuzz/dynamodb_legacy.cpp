// Any JSON as the parameters from before expressions: read and applied to an item, or refused.
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/key_condition.h"
#include "services/dynamodb/legacy.h"
#include "services/dynamodb/shapes.h"
#include "services/dynamodb/value.h"

using namespace orrery;
using namespace orrery::dynamodb;

namespace {

constexpr Member members[] = {{"Expected", shapes::expected},
                              {"QueryFilter", shapes::conditions},
                              {"KeyConditions", shapes::conditions},
                              {"AttributeUpdates", shapes::attribute_updates},
                              {"ConditionalOperator", shapes::conditional_operator}};

const std::string& item() {
  static const std::string item = encode_item(
      json::parse(R"({"a": {"S": "x"}, "l": {"L": [{"N": "1"}]}, "n": {"N": "5"}, "t": {"SS": ["x", "y"]}})")
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
  const auto parsed = parse_json({reinterpret_cast<const char*>(data), size});
  if (!parsed || !parsed->is_object()) return 0;
  const json::object& request = parsed->as_object();
  attempt([&] {
    check_shape(members, request);
    const std::string_view joined_by = find_text(request, "ConditionalOperator").value_or("AND");
    if (const json::object* expected = find_object(request, "Expected")) {
      attempt([&] { holds(read_expected(*expected, joined_by), item()); });
    }
    if (const json::object* filter = find_object(request, "QueryFilter")) {
      for (const Reading reading : {Reading::current, Reading::older}) {
        attempt([&] { holds(read_filter(*filter, joined_by, reading), item()); });
      }
    }
    if (const json::object* keys = find_object(request, "KeyConditions")) {
      const KeySchema schema{{"a", Type::string}, KeyAttribute{"n", Type::number}, {}, {}};
      attempt([&] { fit_schema(schema, read_key_conditions(*keys, schema.size())); });
    }
    if (const json::object* updates = find_object(request, "AttributeUpdates")) {
      attempt([&] {
        check_attribute_updates(*updates);
        item_to_json(apply_update(read_attribute_updates(*updates), item()));
      });
    }
  });
  return 0;
}

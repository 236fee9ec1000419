// Any JSON as an item: its types are refused, its values are refused, or it comes back the same.
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/legacy.h"
#include "services/dynamodb/shapes.h"
#include "services/dynamodb/value.h"

using namespace orrery;
using namespace orrery::dynamodb;

namespace {
constexpr Member members[] = {{"Item", shapes::attributes},
                              {"Expected", shapes::expected},
                              {"ScanFilter", shapes::conditions},
                              {"AttributeUpdates", shapes::attribute_updates}};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto parsed = parse_json({reinterpret_cast<const char*>(data), size}, 100);
  if (!parsed || !parsed->is_object()) return 0;
  const json::object& request = parsed->as_object();
  try {
    check_shape(members, request);
    if (const json::object* expected = find_object(request, "Expected")) read_expected(*expected, "AND");
    if (const json::object* filter = find_object(request, "ScanFilter")) read_filter(*filter, "OR");
    if (const json::object* updates = find_object(request, "AttributeUpdates")) {
      check_attribute_updates(*updates);
      read_attribute_updates(*updates);
    }
    if (const json::object* item = find_object(request, "Item")) {
      const std::string encoded = encode_item(*item);
      item_size(encoded);
      if (encode_item(item_to_json(encoded)) != encoded) std::abort();
    }
  } catch (const AwsError&) {
  }
  return 0;
}

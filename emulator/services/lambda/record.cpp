#include "services/lambda/record.h"

#include "core/store.h"

namespace orrery::lambda {

json::object read_record(std::string_view bytes) {
  auto value = parse_json(bytes);
  if (!value || !value->is_object()) throw StoreError("a record of lambda is not JSON");
  return std::move(value->get_object());
}

}  // namespace orrery::lambda

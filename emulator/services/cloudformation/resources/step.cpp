#include "services/cloudformation/resources/step.h"

#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

AwsError wrong_kind(const std::string& logical, std::string_view property, const char* expected,
                    const json::value& found) {
  const char* kind = found.is_object()   ? "JSONObject"
                     : found.is_array()  ? "JSONArray"
                     : found.is_string() ? "String"
                     : found.is_bool()   ? "Boolean"
                                         : "Number";
  return {"InvalidRequest", "Properties validation failed for resource " + logical + " with message: #/" +
                                std::string(property) + ": expected type: " + expected + ", found: " + kind};
}

}  // namespace

Call Step::call(std::string_view service, std::string_view operation, json::object input) {
  Call asked(caller, service, operation, context, std::move(input));
  if (flying) asked.count_in(*flying);
  return asked;
}

Call Step::make(std::string_view service, std::string_view operation, json::object input,
                std::string_view exists) {
  Call made = call(service, operation, std::move(input));
  if (again) made.tolerate(exists);
  return made;
}

Call Step::remove(std::string_view service, std::string_view operation, json::object input) {
  Call removed = call(service, operation, std::move(input));
  removed.tolerate_absence();
  return removed;
}

std::string Step::text(std::string_view property) const {
  const json::value* value = find(properties, property);
  if (!value) return {};
  return scalar_text(*value);
}

const json::object* Step::object(std::string_view property) const {
  const json::value* value = find(properties, property);
  if (value && !value->is_object()) throw wrong_kind(logical, property, "JSONObject", *value);
  return value ? &value->get_object() : nullptr;
}

const json::array* Step::list(std::string_view property) const {
  const json::value* value = find(properties, property);
  if (value && !value->is_array()) throw wrong_kind(logical, property, "JSONArray", *value);
  return value ? &value->get_array() : nullptr;
}

bool Step::changed(std::string_view property) const {
  const json::value* now = find(properties, property);
  const json::value* before = find(old_properties, property);
  if (!now || !before) return now != before;
  return *now != *before;
}

std::string Step::name(std::string_view property, std::size_t most) const {
  if (const std::string given = text(property); !given.empty()) return given;
  std::string start = stack_name + "-" + logical;
  if (start.size() + 1 + suffix.size() > most) {
    // Both parts are kept recognisable.
    const std::size_t room = most - suffix.size() - 2;
    const std::size_t half = room / 2;
    const std::size_t of_logical =
        std::min(logical.size(), std::max(half, room - std::min(room, stack_name.size())));
    start = stack_name.substr(0, room - of_logical) + "-" + logical.substr(0, of_logical);
  }
  return start + "-" + suffix;
}

}  // namespace orrery::cloudformation

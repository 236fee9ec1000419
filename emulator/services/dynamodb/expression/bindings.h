#pragma once
// ExpressionAttributeNames and ExpressionAttributeValues of a request, and which of them its expressions use.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::dynamodb {

class Bindings {
 public:
  Bindings() = default;
  // How a bad value is refused: as itself, or behind "ExpressionAttributeValues contains invalid value: ",
  // which operations differ in.
  enum class Words { plain, wrapped };
  // Reads both members of `request`. Throws ValidationException for keys and values that are not allowed.
  explicit Bindings(const json::object& request, Words words = Words::plain);

  // Both mark what they find as used; nullptr where it is not defined.
  const std::string* name(std::string_view alias);
  const std::string* value(std::string_view name);

  // "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"
  void check_all_used() const;

 private:
  struct Entry {
    std::string text;
    bool used = false;
  };
  std::map<std::string, Entry, std::less<>> names_, values_;
};

}  // namespace orrery::dynamodb

#pragma once
// The members of one request, read with types and bounds; complains in AWS's words.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/json.h"

namespace orrery {

// The codes a service refuses with. The words are the common ones of the AWS front ends.
struct Refusals {
  std::string_view invalid = "ValidationException";  // a value out of bounds
  std::string_view missing = "ValidationException";  // a required member is absent
  std::string_view type = "SerializationException";  // a wrong JSON type
};

class Input {
 public:
  Input(const Context& context_, const json::object& members_, const Refusals& refusals)
      : context(context_), members(members_), refusals_(refusals) {}

  const Context& context;
  const json::object& members;

  bool has(std::string_view name) const;  // present and not null

  std::string_view text(std::string_view name) const;
  std::optional<std::string_view> maybe_text(std::string_view name) const;
  // Lengths in bytes; refused outside [min, max].
  std::string_view text(std::string_view name, std::size_t min, std::size_t max) const;

  std::int64_t number(std::string_view name, std::int64_t min = lowest, std::int64_t max = highest) const;
  std::optional<std::int64_t> maybe_number(std::string_view name, std::int64_t min = lowest,
                                           std::int64_t max = highest) const;
  bool flag(std::string_view name, bool otherwise = false) const;
  std::optional<bool> maybe_flag(std::string_view name) const;

  const json::object& object(std::string_view name) const;
  const json::object* maybe_object(std::string_view name) const;
  const json::array& list(std::string_view name) const;
  const json::array* maybe_list(std::string_view name) const;  // nullptr where absent
  std::string blob(std::string_view name) const;               // base64 decoded
  std::optional<std::string> maybe_blob(std::string_view name) const;

  // One of the words in `allowed`, or absent. `allowed` in AWS's order, as it is printed in the refusal.
  std::optional<std::string_view> maybe_choice(std::string_view name,
                                               std::initializer_list<std::string_view> allowed) const;
  std::string_view choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                          std::string_view otherwise) const;

  // Refuses with 501 if any of these members is present: what we do not act on is not silently accepted.
  void refuse_unsupported(std::initializer_list<std::string_view> names) const;

  static constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  static constexpr auto highest = std::numeric_limits<std::int64_t>::max();

 private:
  const json::value* find(std::string_view name) const;
  [[noreturn]] void refuse_missing(std::string_view name) const;
  [[noreturn]] void refuse_type(const json::value& value, std::string_view wanted) const;

  const Refusals& refusals_;
};

}  // namespace orrery

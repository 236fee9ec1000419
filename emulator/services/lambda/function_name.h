#pragma once
// The ways to name a function: "f", "f:live", "123456789012:function:f", "function:f" and full ARNs, each
// with or without a qualifier.
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"

namespace orrery::lambda {

struct FunctionName {
  std::string account, region, name;
  std::string qualifier;  // version number, alias, "$LATEST"; empty: none given
  bool full = false;      // was an ARN: account and region were given

  // arn:aws:lambda:REGION:ACCOUNT:function:NAME, and :QUALIFIER where there is one.
  std::string arn() const;
  std::string unqualified_arn() const;
};

// As AWS prints it.
inline constexpr std::string_view function_name_pattern =
    "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
    "(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

// std::nullopt where it is none of the ways.
std::optional<FunctionName> read_function_name(std::string_view text, const Context& context);

// Reads `text`, with `qualifier` (may be empty) from beside it. Throws ValidationException where it is no
// function's name, InvalidParameterValueException where it has a qualifier that is not `qualifier`.
FunctionName parse_function_name(std::string_view text, std::string_view qualifier, const Context& context);

// Only letters, digits, '-' and '_'.
bool is_plain_name(std::string_view text);
bool is_version_number(std::string_view qualifier);

}  // namespace orrery::lambda

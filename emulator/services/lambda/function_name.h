#pragma once
// The ways to name a function: "f", "f:live", "123456789012:function:f", "function:f" and full ARNs, each
// with or without a qualifier.
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

// Reads `text`, with `qualifier` (may be empty) from beside it. Throws ValidationException where it is no
// function's name, InvalidParameterValueException where it has a qualifier that is not `qualifier`.
FunctionName parse_function_name(std::string_view text, std::string_view qualifier, const Context& context);

// Only letters, digits, '-' and '_'.
// Throws ValidationException: this is none of the ways.
[[noreturn]] void refuse_function_name(std::string_view text);

bool is_plain_name(std::string_view text);
bool is_version_number(std::string_view qualifier);

}  // namespace orrery::lambda

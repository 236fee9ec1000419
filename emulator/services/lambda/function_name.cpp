#include "services/lambda/function_name.h"

#include <algorithm>
#include <vector>

#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_';
}

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

void refuse_function_name(std::string_view text) {
  throw validation(
      "1 validation error detected: Value '" + std::string(text) +
      "' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?"
      "(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
}

std::string FunctionName::unqualified_arn() const {
  std::string text;
  text.reserve(48 + name.size());
  text.append("arn:aws:lambda:").append(region).append(":").append(account).append(":function:").append(name);
  return text;
}

std::string FunctionName::arn() const {
  std::string text = unqualified_arn();
  if (!qualifier.empty()) text.append(":").append(qualifier);
  return text;
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_version_number(std::string_view qualifier) {
  return !qualifier.empty() && std::all_of(qualifier.begin(), qualifier.end(), is_digit);
}

FunctionName parse_function_name(std::string_view text, std::string_view qualifier, const Context& context) {
  if (!std::all_of(qualifier.begin(), qualifier.end(),
                   [](char c) { return is_name_character(c) || c == '$'; }))
    refuse_wrong({"Value '" + std::string(qualifier) +
                  "' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression "
                  "pattern: (|[a-zA-Z0-9$_-]+)"});
  FunctionName result{context.account, context.region, {}, {}, false};
  const std::string_view whole = text;
  if (is_plain_name(text)) {  // nearly every call
    if (text.size() > 140) refuse_function_name(whole);
    result.name = text;
    result.qualifier = qualifier;
    return result;
  }
  std::vector<std::string_view> parts = split(text);
  auto part = parts.begin();
  const auto left = [&] { return parts.end() - part; };
  if (parts.size() > 1 && *part == "arn") {
    if (parts.size() < 7 || !parts[1].starts_with("aws") || parts[2] != "lambda" || parts[5] != "function")
      refuse_function_name(whole);
    result.region = parts[3];
    result.account = parts[4];
    result.full = true;
    if (!is_account(parts[4])) refuse_function_name(whole);
    part += 6;
  } else {
    if (left() > 1 && is_account(*part)) {
      result.account = *part++;
      result.full = true;
    }
    if (left() > 1 && *part == "function") ++part;
  }
  if (left() < 1 || left() > 2 || !is_plain_name(*part) || part->size() > 64) refuse_function_name(whole);
  result.name = *part++;
  if (left() == 1) {
    if (*part != "$LATEST" && !is_plain_name(*part)) refuse_function_name(whole);
    result.qualifier = *part;
  }
  if (!qualifier.empty()) {
    if (!result.qualifier.empty() && result.qualifier != qualifier)
      throw invalid_parameter(
          "The derived qualifier from the function name does not match the specified qualifier.");
    result.qualifier = qualifier;
  }
  return result;
}

}  // namespace orrery::lambda

#pragma once
// What is wrong with a request or a template, in CloudFormation's words.
#include <string>

#include "core/error.h"

namespace orrery::cloudformation {

inline AwsError invalid(std::string message) { return {"ValidationError", std::move(message)}; }

// "[First, Second]", as refusals list names.
template <class Names>
std::string in_brackets(const Names& names) {
  std::string text = "[";
  for (const std::string& name : names) text += (text.size() > 1 ? ", " : "") + name;
  return text + "]";
}

}  // namespace orrery::cloudformation

#pragma once
// The URLs of functions: what an operation of theirs works with.
//
//   lambda ACCOUNT REGION url NAME QUALIFIER   as GetFunctionUrlConfig answers it
//   lambda url ID                              {"account", "region", "name", "qualifier"}
#include "services/lambda/lambda.h"

namespace orrery::lambda {

struct UrlOf {
  FunctionName name;
  std::shared_ptr<const FunctionRecord> function;  // nullptr: there is none
  std::string qualifier;                           // an alias, or "$LATEST"
};

// What the input names. Refuses versions: a URL belongs to a function or an alias.
UrlOf url_of(Lambda& lambda, const Input& input);

// Throws ResourceNotFoundException.
json::object existing_url(Lambda& lambda, const UrlOf& of);

// As it is read: who only creates or changes it is told the mode he set.
json::object shown_url(json::object config);

// Takes what the input sets.
void apply_url(json::object& config, const Input& input);

void save_url(Lambda& lambda, const UrlOf& of, const json::object& config);
void erase_url(Lambda& lambda, const FunctionRecord& function, std::string_view qualifier);
void erase_urls(Lambda& lambda, const FunctionRecord& function);  // all of them

// What stands behind the id in a URL.
struct UrlTarget {
  Context context;  // of the function's owner
  std::string name, qualifier;
  json::object config;
};
std::optional<UrlTarget> find_url_target(Lambda& lambda, std::string_view id);

}  // namespace orrery::lambda

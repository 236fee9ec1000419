#pragma once
// Code signing configurations: kept, and acted on as far as can be, for no package here is signed.
//
//   lambda ACCOUNT REGION code-signing ID   as GetCodeSigningConfig answers it
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/input.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery {
class Lambda;
}

namespace orrery::lambda {

class CodeSignings {
 public:
  explicit CodeSignings(Store& store) : store_(store) {}

  std::optional<json::object> find(std::string_view arn) const;
  std::vector<json::object> list(const Context& context) const;
  void save(const json::object& config);
  void erase(std::string_view arn);

 private:
  Store& store_;
};

// The configuration that the member CodeSigningConfigArn names. Functions and configurations are refused in
// different words where there is none.
enum class SigningAsked { of_itself, for_function };
json::object existing_code_signing(Lambda& lambda, const Input& input, SigningAsked asked);

// The ARNs of the functions of the caller's account and region that have it.
json::array functions_signed_by(Lambda& lambda, const Context& context, std::string_view arn);

// Takes what the input sets.
void apply_code_signing(json::object& config, const Input& input);

// Refuses with CodeVerificationFailedException where the configuration lets no unsigned package in.
void refuse_unsigned(const json::object& config);

}  // namespace orrery::lambda

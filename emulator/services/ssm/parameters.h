#pragma once
// Parameters, the newest version of each and those before it.
//
//   "ssm" "parameter" account region /name        -> JSON: the members the API shows, and small ones that are
//                                                    ours: "description", "tier", "pattern", "key", "tags" {}
//                                                    and "labels" {label: version}
//   "ssm" "version" account region /name version  -> the same, of versions before the newest
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/error.h"
#include "core/input.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::ssm {

class Parameters {
 public:
  explicit Parameters(Store& store) : store_(store) {}

  std::optional<json::object> find(const Context& context, std::string_view name) const;
  void save(const Context& context, std::string_view name, const json::object& parameter);
  // And the versions before it.
  void erase(const Context& context, std::string_view name);
  // Keeps a version that is no longer the newest; of too many, the oldest goes.
  void keep(const Context& context, std::string_view name, const json::object& version);
  std::optional<json::object> version(const Context& context, std::string_view name,
                                      std::int64_t number) const;
  // Those whose name begins with `prefix` and comes after `after`; `visit` says whether to go on.
  void each(const Context& context, std::string_view prefix, std::string_view after,
            const std::function<bool(std::string_view name, json::object parameter)>& visit) const;

 private:
  Store& store_;
};

json::object shown(json::object parameter);      // as GetParameter answers
json::object described(json::object parameter);  // as DescribeParameters does
// Hides the value of a SecureString from who does not ask for WithDecryption.
void seal(const Input& input, json::object& parameter);

// The newest version of a parameter; refuses with ParameterNotFound.
json::object existing(const Parameters& parameters, const Context& context, std::string_view name);
std::optional<std::int64_t> version_in(std::string_view text);  // a text of digits
AwsError version_not_found(std::string_view name, std::string_view version);

// A parameter as a reader asks for it: by name, arn, or with ":VERSION" or ":LABEL" behind it.
std::optional<json::object> select(const Parameters& parameters, const Context& context,
                                   std::string_view selector);
AwsError not_found(std::string_view name);

// The members of Names, each once. Refuses more than ten of them, and none.
std::vector<std::string_view> names_of(const Input& input);

// What AWS says of names that are no names.
inline constexpr const char* path_rule =
    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist "
    "of "
    "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the "
    "following 3 symbols .-_";

}  // namespace orrery::ssm

#pragma once
// Parameters, the newest version of each.
//
//   "ssm" "parameter" account region name -> JSON: the members the API shows, and "description"
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/error.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::ssm {

class Parameters {
 public:
  explicit Parameters(Store& store) : store_(store) {}

  std::optional<json::object> find(const Context& context, std::string_view name) const;
  void save(const Context& context, std::string_view name, const json::object& parameter);
  void erase(const Context& context, std::string_view name);
  // Those whose name begins with `prefix` and comes after `after`; `visit` says whether to go on.
  void each(const Context& context, std::string_view prefix, std::string_view after,
            const std::function<bool(std::string_view name, json::object parameter)>& visit) const;

 private:
  Store& store_;
};

// A parameter as a reader asks for it: by name, arn, or with ":VERSION" behind it.
std::optional<json::object> select(const Parameters& parameters, const Context& context,
                                   std::string_view selector);
AwsError not_found(std::string_view name);

}  // namespace orrery::ssm

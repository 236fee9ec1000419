#pragma once
// Secrets and the values of their versions.
//
//   "secretsmanager" "secret" account region name          -> JSON: the members DescribeSecret shows, and
//   ours:
//                                                             "versions" [{VersionId, CreatedDate,
//                                                             VersionStages, LastAccessedDate, KmsKeyIds}],
//                                                             oldest first; "tags" {}; "policy"
//   "secretsmanager" "value" account region name version   -> JSON: {"SecretString"} or {"SecretBinary"}
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/context.h"
#include "core/error.h"
#include "core/input.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::secretsmanager {

inline constexpr double day = 86400;  // in seconds, as times are kept

class Secrets {
 public:
  Secrets(Store& store, Clock& clock) : store_(store), clock_(clock) {}

  // By its name, its ARN, or that without the hyphen and six letters at its end. One whose time to be deleted
  // has come is not found. Refuses what is no name with ValidationException.
  std::optional<json::object> find(const Context& context, std::string_view id) const;
  // As find; refuses with ResourceNotFoundException.
  json::object existing(const Context& context, std::string_view id) const;
  // As existing; refuses those that wait to be deleted with InvalidRequestException.
  json::object usable(const Context& context, std::string_view id) const;

  void save(const Context& context, const json::object& secret);
  // As save, of what has been changed now.
  void save_changed(const Context& context, json::object& secret);
  // And its values.
  void erase(const Context& context, std::string_view name);
  void each(const Context& context, const std::function<void(json::object secret)>& visit) const;
  // Those of every account and region.
  void each_of_all(const std::function<void(const Context& owner, json::object secret)>& visit) const;

  std::optional<json::object> value(const Context& context, std::string_view name,
                                    std::string_view version) const;
  void put_value(const Context& context, std::string_view name, std::string_view version,
                 const json::object& value);
  void erase_value(const Context& context, std::string_view name, std::string_view version);

  double now() const { return epoch_double(clock_.now()); }

 private:
  bool is_gone(const json::object& secret) const;

  Store& store_;
  Clock& clock_;
};

void check_name(std::string_view name);
bool is_marked(const json::object& secret);  // it waits to be deleted
// ARN and Name, as most operations answer.
json::object identity(const json::object& secret);
// As DescribeSecret answers; `stages` is what that or ListSecrets calls the versions' labels.
json::object described(const json::object& secret, std::string_view stages);

AwsError invalid_parameter(std::string_view why);
AwsError invalid_request(std::string_view why);

}  // namespace orrery::secretsmanager

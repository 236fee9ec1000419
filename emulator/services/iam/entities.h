#pragma once
// Roles, users, groups, policies and instance profiles, each a JSON document under its name.
//
//   "iam" kind account name -> JSON: the members the API shows, and in lower case what it shows elsewhere
//
// Of roles, users and groups: "inline" {name: document}, "attached" {arn: name}. Of users: "login". Of
// groups: "members", names of users. Of policies: "versions" [{...}], "next". Of instance profiles: "role", a
// name. The account itself is an entity without a name: "alias". A deletion of a service-linked role is one
// without members, its task the name. IAM is global: the region plays no part.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::iam {

enum class Kind { role, user, group, policy, profile, account, deletion };

class Entities {
 public:
  explicit Entities(Store& store) : store_(store) {}

  std::optional<json::object> find(const Context& context, Kind kind, std::string_view name) const;
  // Whether there is such a name, in whatever case: "Names are not distinguished by case" (CreateUser).
  bool taken(const Context& context, Kind kind, std::string_view name) const;
  void save(const Context& context, Kind kind, std::string_view name, const json::object& entity);
  void erase(const Context& context, Kind kind, std::string_view name);
  // In the order of their names, those after `after`; `visit` says whether to go on.
  void each(const Context& context, Kind kind, std::string_view after,
            const std::function<bool(std::string_view name, json::object entity)>& visit) const;

 private:
  Store& store_;
};

}  // namespace orrery::iam

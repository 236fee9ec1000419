#include "services/iam/entities.h"

#include "core/http.h"
#include "core/key.h"
#include "core/record.h"

namespace orrery::iam {
namespace {

std::string base(const Context& context, Kind kind) {
  constexpr std::string_view names[] = {"role", "user", "group", "policy", "profile", "account", "deletion"};
  return Key("iam").text(names[static_cast<int>(kind)]).text(context.account).bytes();
}

}  // namespace

std::optional<json::object> Entities::find(const Context& context, Kind kind, std::string_view name) const {
  const auto bytes = store_.get(base(context, kind) + std::string(name));
  if (!bytes) return std::nullopt;
  return stored_object(*bytes);
}

bool Entities::taken(const Context& context, Kind kind, std::string_view name) const {
  const std::string own = base(context, kind);
  for (Cursor at = store_.range(own, prefix_end(own)); at.valid(); at.next())
    if (same_name(at.key().substr(own.size()), name)) return true;
  return false;
}

void Entities::save(const Context& context, Kind kind, std::string_view name, const json::object& entity) {
  store_.put(base(context, kind) + std::string(name), to_text(entity));
}

void Entities::erase(const Context& context, Kind kind, std::string_view name) {
  store_.erase(base(context, kind) + std::string(name));
}

void Entities::each(const Context& context, Kind kind, std::string_view after,
                    const std::function<bool(std::string_view, json::object)>& visit) const {
  const std::string own = base(context, kind);
  for (Cursor at = store_.range(own + std::string(after), prefix_end(own)); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(own.size());
    if (name > after && !visit(name, stored_object(at.value()))) return;
  }
}

}  // namespace orrery::iam

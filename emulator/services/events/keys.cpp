#include "services/events/keys.h"

namespace orrery::events {

Key owned_key(const Context& owner, std::string_view kind) {
  return Key("events").text(owner.account).text(owner.region).text(kind);
}

void each_owner(const Store& store, const std::function<void(const Context&)>& take) {
  const std::string end = prefix_end(Key("events"));
  for (std::string from = Key("events").bytes();;) {
    const Cursor at = store.range(from, end);
    if (!at.valid()) return;
    KeyReader key(at.key());
    key.text();
    Context owner;
    owner.account = key.text();
    owner.region = key.text();
    from = prefix_end(Key("events").text(owner.account).text(owner.region));
    take(owner);
  }
}

}  // namespace orrery::events

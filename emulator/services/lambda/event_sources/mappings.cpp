#include "services/lambda/event_sources/mappings.h"

#include "core/key.h"
#include "core/record.h"
#include "services/lambda/event_sources/checkpoints.h"
#include "services/lambda/lambda.h"

namespace orrery::lambda {
namespace {

Key prefix(const Context& context) {
  return Key("lambda").text(context.account).text(context.region).text("mapping");
}

}  // namespace

Mappings::~Mappings() {
  for (auto& [uuid, source] : sources_) source->stop();
}

std::optional<json::object> Mappings::find(const Context& context, std::string_view uuid) const {
  const auto value = lambda_.core.store.get(prefix(context).text(uuid));
  if (!value) return std::nullopt;
  return stored_object(*value);
}

void Mappings::for_each(const Context& context, std::string_view from,
                        const std::function<bool(json::object)>& visit) const {
  const Key all = prefix(context);
  const Key first = from.empty() ? all : Key(all).text(from);
  for (Cursor cursor = lambda_.core.store.range(first, prefix_end(all)); cursor.valid(); cursor.next()) {
    if (!visit(stored_object(cursor.value()))) return;
  }
}

void Mappings::save(const Context& context, const json::object& shown) {
  const std::string uuid(find_text(shown, "UUID").value_or(""));
  lambda_.core.store.put(prefix(context).text(uuid), to_text(shown));
  stop(uuid);
  start(context, shown, false);
}

void Mappings::note_result(const Mapping& mapping, std::string_view result) {
  auto shown = find(mapping.context, mapping.uuid);
  if (!shown || find_text(*shown, "LastProcessingResult") == result) return;
  (*shown)["LastProcessingResult"] = result;
  lambda_.core.store.put(prefix(mapping.context).text(mapping.uuid), to_text(*shown));
}

void Mappings::erase(const Context& context, std::string_view uuid) {
  lambda_.core.store.erase(prefix(context).text(uuid));
  erase_checkpoints(lambda_.core.store, uuid);
  stop(uuid);
}

void Mappings::start(const Context& context, json::object shown, bool resumed) {
  Context owner;
  owner.account = context.account;
  owner.region = context.region;
  Mapping mapping = read_mapping(owner, std::move(shown));
  mapping.resumed = resumed;
  if (!mapping.enabled) return;
  const std::string uuid = mapping.uuid;
  sources_[uuid] = mapping.kind == SourceKind::sqs ? start_queue_source(lambda_, std::move(mapping))
                                                   : start_stream_source(lambda_, std::move(mapping));
}

void Mappings::stop(std::string_view uuid) {
  const auto found = sources_.find(std::string(uuid));
  if (found == sources_.end()) return;
  found->second->stop();
  sources_.erase(found);
}

void Mappings::resume() {
  std::vector<std::pair<Context, json::object>> all;
  for (Cursor cursor = lambda_.core.store.scan(Key("lambda")); cursor.valid(); cursor.next()) {
    KeyReader key(cursor.key());
    key.text();
    Context context;
    context.account = key.text();
    if (context.account.size() != 12) continue;
    context.region = key.text();
    if (key.text() != "mapping") continue;
    all.emplace_back(std::move(context), stored_object(cursor.value()));
  }
  // The neighbours are called once the whole house is up.
  lambda_.core.loop.post([this, all = std::move(all)] {
    for (const auto& [context, shown] : all) start(context, shown, true);
  });
}

}  // namespace orrery::lambda

#include "services/lambda/functions.h"

#include "core/number.h"
#include "core/record.h"
#include "services/lambda/code_records.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

Key function_key(std::string_view account, std::string_view region, std::string_view name) {
  return Key("lambda").text(account).text(region).text("function").text(name);
}

Key version_prefix(const FunctionRecord& function) {
  return Key("lambda").text(function.account).text(function.region).text("version").text(function.name);
}

Key alias_key(const FunctionRecord& function, std::string_view alias) {
  return Functions::part_key(function, "alias", alias);
}

json::object taken_object(json::object& record, std::string_view name) {
  json::value* value = find(record, name);
  return value && value->is_object() ? std::move(value->get_object()) : json::object{};
}

std::uint64_t to_number(std::string_view digits) { return read_number<std::uint64_t>(digits).value_or(0); }

}  // namespace

std::string Functions::cache_key(std::string_view account, std::string_view region, std::string_view name) {
  std::string key;
  key.reserve(account.size() + region.size() + name.size() + 2);
  key.append(account).append("/").append(region).append("/").append(name);
  return key;
}

FunctionRecord Functions::read(std::string_view key_bytes, std::string_view value) {
  KeyReader key(key_bytes);
  key.text();
  FunctionRecord function;
  function.account = key.text();
  function.region = key.text();
  key.text();
  function.name = key.text();
  json::object record = stored_object(value);
  function.configuration = taken_object(record, "configuration");
  if (const json::object* code = find_object(record, "code")) function.code = read_code(*code);
  function.tags = taken_object(record, "tags");
  function.policies = taken_object(record, "policies");
  function.reserved = find_number(record, "reserved");
  function.last_version = static_cast<std::uint64_t>(find_number(record, "last_version").value_or(0));
  if (const auto text = find_text(record, "published_description")) function.published_description = *text;
  function.code_signing_arn = text_of(record, "code_signing", "");
  function.recursive_loop = text_of(record, "recursive_loop", "Terminate");
  return function;
}

std::shared_ptr<const FunctionRecord> Functions::find(const FunctionName& name) const {
  std::string cached = cache_key(name.account, name.region, name.name);
  if (const auto found = cache_.find(cached); found != cache_.end() && found->second.record)
    return found->second.record;
  const Key key = function_key(name.account, name.region, name.name);
  const auto value = store_.get(key);
  if (!value) return nullptr;
  auto record = std::make_shared<const FunctionRecord>(read(key, *value));
  cache_[std::move(cached)].record = record;
  return record;
}

std::shared_ptr<const FunctionRecord> Functions::find_for(FunctionName& name, const Context& context) const {
  const bool abroad = name.region != context.region;
  auto found = find(name);
  // Neighbours may have been told of a function of another region.
  if (found && (!abroad || !context.caller.empty())) return found;
  if (!found && name.full) {
    FunctionName own = name;
    own.account = context.account;
    own.region = context.region;
    if ((found = find(own))) {
      name = std::move(own);
      return found;
    }
  }
  if (abroad)
    throw not_found("Functions from '" + name.region + "' are not reachable in this region ('" +
                    context.region + "')");
  return nullptr;
}

std::shared_ptr<const FunctionRecord> Functions::get(FunctionName& name, const Context& context) const {
  if (auto found = find_for(name, context)) return found;
  throw function_not_found(name.arn());
}

void Functions::forget(const FunctionRecord& function) {
  cache_.erase(cache_key(function.account, function.region, function.name));
}

void Functions::save(const FunctionRecord& function) {
  json::object record{{"configuration", function.configuration},
                      {"code", code_record(function.code)},
                      {"tags", function.tags},
                      {"policies", function.policies},
                      {"last_version", function.last_version}};
  if (function.published_description) record["published_description"] = *function.published_description;
  if (function.reserved) record["reserved"] = *function.reserved;
  if (!function.code_signing_arn.empty()) record["code_signing"] = function.code_signing_arn;
  if (function.recursive_loop != "Terminate") record["recursive_loop"] = function.recursive_loop;
  store_.put(function_key(function.account, function.region, function.name), to_text(record));
  forget(function);
}

void Functions::erase(const FunctionRecord& function) {
  std::vector<std::string> doomed;
  const auto collect = [&](std::string_view prefix) {
    for (Cursor cursor = store_.scan(prefix); cursor.valid(); cursor.next())
      doomed.emplace_back(cursor.key());
  };
  collect(version_prefix(function));
  for (const char* kind : {"alias", "invoke-config", "url", "provisioned", "runtime-management"})
    collect(part_prefix(function, kind));
  for (const std::string& key : doomed) store_.erase(key);
  store_.erase(function_key(function.account, function.region, function.name));
  forget(function);
}

std::optional<json::object> Functions::version(const FunctionRecord& function, std::uint64_t number) const {
  const auto value = store_.get(version_prefix(function).number(number));
  if (!value) return std::nullopt;
  json::object record = stored_object(*value);
  return taken_object(record, "configuration");
}

std::optional<Code> Functions::version_code(const FunctionRecord& function, std::uint64_t number) const {
  const auto value = store_.get(version_prefix(function).number(number));
  if (!value) return std::nullopt;
  const json::object record = stored_object(*value);
  const json::object* code = find_object(record, "code");
  return code ? read_code(*code) : Code{};
}

void Functions::save_version(const FunctionRecord& function, std::uint64_t number,
                             const json::object& configuration, const Code& code) {
  store_.put(version_prefix(function).number(number),
             to_text(json::object{{"configuration", configuration}, {"code", code_record(code)}}));
}

void Functions::erase_version(const FunctionRecord& function, std::uint64_t number) {
  store_.erase(version_prefix(function).number(number));
  forget(function);
}

std::optional<json::object> Functions::alias(const FunctionRecord& function, std::string_view alias) const {
  return part(function, "alias", alias);
}

void Functions::save_alias(const FunctionRecord& function, std::string_view alias,
                           const json::object& value) {
  store_.put(alias_key(function, alias), to_text(value));
}

void Functions::erase_alias(const FunctionRecord& function, std::string_view alias) {
  store_.erase(alias_key(function, alias));
}

Key Functions::part_prefix(const FunctionRecord& function, std::string_view kind) {
  return Key("lambda").text(function.account).text(function.region).text(kind).text(function.name);
}

Key Functions::part_key(const FunctionRecord& function, std::string_view kind, std::string_view qualifier) {
  return part_prefix(function, kind).text(qualifier);
}

std::optional<json::object> Functions::part(const FunctionRecord& function, std::string_view kind,
                                            std::string_view qualifier) const {
  const auto value = store_.get(part_key(function, kind, qualifier));
  if (!value) return std::nullopt;
  return stored_object(*value);
}

json::object Functions::configuration(const FunctionRecord& function, std::string_view qualifier) const {
  json::object configuration;
  if (qualifier.empty() || qualifier == "$LATEST") {
    configuration = function.configuration;
  } else {
    std::string version(qualifier);
    if (!is_version_number(qualifier)) {
      const auto found = alias(function, qualifier);
      if (!found) throw function_not_found(function.named(qualifier).arn());
      version = text_of(*found, "FunctionVersion", "$LATEST");
    }
    if (version == "$LATEST") {
      configuration = function.configuration;
    } else {
      auto found = this->version(function, to_number(version));
      if (!found) throw function_not_found(function.named(qualifier).arn());
      configuration = *std::move(found);
    }
  }
  if (!qualifier.empty()) configuration["FunctionArn"] = function.named(qualifier).arn();
  return configuration;
}

Target Functions::target(std::shared_ptr<const FunctionRecord> function, std::string_view qualifier,
                         double chance) const {
  std::string version = qualifier.empty() ? "$LATEST" : std::string(qualifier);
  if (version != "$LATEST" && !is_version_number(version)) {
    const auto found = alias(*function, qualifier);
    if (!found) throw function_not_found(function->named(qualifier).arn());
    version = text_of(*found, "FunctionVersion", "$LATEST");
    if (const json::object* routing = find_object(*found, "RoutingConfig"))
      if (const json::object* weights = find_object(*routing, "AdditionalVersionWeights"))
        for (const auto& [other, weight] : *weights) {
          chance -= weight.is_number() ? weight.to_number<double>() : 0.0;
          if (chance >= 0) continue;
          version = std::string(other);
          break;
        }
  }
  Target target;
  target.runnable = runnable(*function, version);
  if (!target.runnable) throw function_not_found(function->named(qualifier).arn());
  target.arn = qualifier.empty() ? target.runnable->arn : function->named(qualifier).arn();
  target.qualifier = qualifier;
  target.function = std::move(function);
  return target;
}

std::shared_ptr<const Runnable> Functions::runnable(const FunctionRecord& function,
                                                    std::string_view version) const {
  Cached& cached = cache_[cache_key(function.account, function.region, function.name)];
  const auto found = cached.runnables.find(std::string(version));
  if (found != cached.runnables.end()) return found->second;
  std::shared_ptr<const Runnable> made;
  if (version == "$LATEST") {
    made = make_runnable(function, function.configuration, function.code);
  } else {
    const auto configuration = this->version(function, to_number(version));
    if (!configuration) return nullptr;
    made =
        make_runnable(function, *configuration, version_code(function, to_number(version)).value_or(Code{}));
  }
  cached.runnables.emplace(version, made);
  return made;
}

std::shared_ptr<const Runnable> Functions::make_runnable(const FunctionRecord& function,
                                                         const json::object& configuration,
                                                         const Code& code) const {
  auto made = std::make_shared<Runnable>();
  made->account = function.account;
  made->region = function.region;
  made->name = function.name;
  made->version = text_of(configuration, "Version", "$LATEST");
  made->arn = function.named().arn();
  made->revision = code.generation;
  made->runtime = text_of(configuration, "Runtime", "");
  made->handler = text_of(configuration, "Handler", "");
  made->kind = runtime_kind(made->runtime).value_or(RuntimeKind::foreign);
  made->memory_mb = find_number(configuration, "MemorySize").value_or(128);
  made->timeout_s = find_number(configuration, "Timeout").value_or(3);
  if (const json::object* environment = find_object(configuration, "Environment"))
    if (const json::object* variables = find_object(*environment, "Variables"))
      for (const auto& [name, value] : *variables)
        if (value.is_string()) made->environment.emplace_back(name, view(value.get_string()));
  made->code_root = code_.root_of(code);
  made->layers = code_.layers_of(code);
  made->hot = !code.directory.empty();
  made->log_group = "/aws/lambda/" + function.name;
  if (const json::object* logging = find_object(configuration, "LoggingConfig")) {
    made->log_group = text_of(*logging, "LogGroup", made->log_group);
    made->json_logs = find_text(*logging, "LogFormat") == "JSON";
  }
  if (const json::array* architectures = find_array(configuration, "Architectures"))
    if (!architectures->empty()) made->architecture = std::string(view(architectures->front().as_string()));
  if (const json::object* dead_letter = find_object(configuration, "DeadLetterConfig"))
    made->dead_letter_arn = text_of(*dead_letter, "TargetArn", "");
  return made;
}

std::vector<std::shared_ptr<const FunctionRecord>> Functions::list(const Context& context,
                                                                   std::string_view after,
                                                                   std::size_t most) const {
  const Key prefix = Key("lambda").text(context.account).text(context.region).text("function");
  const Key from = after.empty() ? prefix : Key(prefix).text(after).raw(std::string_view("\0", 1));
  std::vector<std::shared_ptr<const FunctionRecord>> found;
  for (Cursor cursor = store_.range(from, prefix_end(prefix)); cursor.valid() && found.size() < most;
       cursor.next())
    found.push_back(std::make_shared<const FunctionRecord>(read(cursor.key(), cursor.value())));
  return found;
}

}  // namespace orrery::lambda

#include "services/cloudformation/records.h"

#include "core/arn.h"
#include "core/key.h"
#include "core/record.h"
#include "services/cloudformation/record_text.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

Key key(std::string_view kind) { return Key("cloudformation").text(kind); }

Key key(std::string_view kind, const Context& context) {
  return key(kind).text(context.account).text(context.region);
}

Context place(const Stack& stack) {
  Context context;
  context.account = stack.account;
  context.region = stack.region;
  return context;
}

// What a topic is told of an event. That of a stack itself has properties of its own, spelled null.
std::string notice_of(const Stack& stack, const json::object& event) {
  std::string text;
  for (const char* name : {"StackId", "Timestamp", "EventId", "LogicalResourceId", "Namespace",
                           "PhysicalResourceId", "ResourceProperties", "ResourceStatus",
                           "ResourceStatusReason", "ResourceType", "StackName", "ClientRequestToken"}) {
    const std::string_view name_text = name;
    const bool may_be_null = name_text == "ResourceProperties" || name_text == "ClientRequestToken";
    const std::string value =
        name_text == "Namespace" ? stack.account : text_of(event, name, may_be_null ? "null" : "");
    text += std::string(name) + "='" + value + "'\n";
  }
  return text;
}

std::string last_part(std::string_view key) {
  std::string part;
  for (KeyReader reader(key); !reader.rest().empty();) part = reader.text();
  return part;
}

}  // namespace

std::optional<Stack> Records::stack(const Context& context, std::string_view name_or_id) const {
  std::string id(name_or_id);
  if (!name_or_id.starts_with("arn:")) {
    const auto found = core_.store.get(key("name", context).text(name_or_id));
    if (!found) return std::nullopt;
    id = *found;
  }
  const auto bytes = core_.store.get(key("stack", context).text(id));
  if (!bytes) return std::nullopt;
  return stack_from(stored_object(*bytes));
}

Stack Records::existing_stack(const Context& context, std::string_view name_or_id) const {
  if (auto found = stack(context, name_or_id)) return *std::move(found);
  throw invalid("Stack with id " + std::string(name_or_id) + " does not exist");
}

std::vector<Stack> Records::stacks(const Context& context) const {
  std::vector<Stack> list;
  for (Cursor at = core_.store.scan(key("stack", context)); at.valid(); at.next())
    list.push_back(stack_from(stored_object(at.value())));
  std::sort(list.begin(), list.end(), [](const Stack& a, const Stack& b) {
    return a.created_ms != b.created_ms ? a.created_ms > b.created_ms : a.id < b.id;
  });
  return list;
}

std::vector<Stack> Records::busy_stacks() const {
  std::vector<Stack> list;
  for (Cursor at = core_.store.scan(key("stack")); at.valid(); at.next())
    if (Stack stack = stack_from(stored_object(at.value())); stack.is_busy())
      list.push_back(std::move(stack));
  return list;
}

void Records::save(const Stack& stack) {
  core_.store.put(key("stack", place(stack)).text(stack.id), to_text(to_json(stack)));
}

void Records::take_name(const Stack& stack) {
  core_.store.put(key("name", place(stack)).text(stack.name), stack.id);
}
void Records::free_name(const Stack& stack) { core_.store.erase(key("name", place(stack)).text(stack.name)); }

Blueprint Records::blueprint(const Stack& stack, std::uint64_t generation) const {
  const auto bytes = core_.store.get(key("template").text(stack.id).number(generation));
  if (!bytes) return {};
  return blueprint_from(stored_object(*bytes));
}

void Records::save(const Stack& stack, std::uint64_t generation, const Blueprint& blueprint) {
  core_.store.put(key("template").text(stack.id).number(generation), to_text(to_json(blueprint)));
}

void Records::erase_blueprint(const Stack& stack, std::uint64_t generation) {
  core_.store.erase(key("template").text(stack.id).number(generation));
}

std::vector<Resource> Records::resources(const Stack& stack) const {
  std::vector<Resource> list;
  for (Cursor at = core_.store.scan(key("resource").text(stack.id)); at.valid(); at.next())
    list.push_back(resource_from(stored_object(at.value())));
  return list;
}

void Records::save(const Stack& stack, const Resource& resource) {
  core_.store.put(key("resource").text(stack.id).text(resource.logical), to_text(to_json(resource)));
}

void Records::erase(const Stack& stack, const Resource& resource) {
  core_.store.erase(key("resource").text(stack.id).text(resource.logical));
}

void Records::change(Stack& stack, std::string_view status, std::string_view reason) {
  stack.status = status;
  stack.reason = reason;
  json::object event{{"EventId", entropy_.uuid()},
                     {"LogicalResourceId", stack.name},
                     {"PhysicalResourceId", stack.id},
                     {"ResourceType", "AWS::CloudFormation::Stack"},
                     {"ResourceStatus", boost_view(status)}};
  if (!reason.empty()) event["ResourceStatusReason"] = boost_view(reason);
  add_event(stack, std::move(event));
}

void Records::change(Stack& stack, Resource& resource, std::string_view status, std::string_view reason) {
  resource.status = status;
  resource.reason = reason;
  resource.changed_ms = epoch_milliseconds(core_.clock.now());
  json::object event{
      {"EventId", resource.logical + "-" + std::string(status) + "-" + iso_time(core_.clock.now())},
      {"LogicalResourceId", resource.logical},
      {"PhysicalResourceId", resource.physical},
      {"ResourceType", resource.type},
      {"ResourceStatus", boost_view(status)},
      {"ResourceProperties", to_text(resource.properties)}};
  if (!reason.empty()) event["ResourceStatusReason"] = boost_view(reason);
  save(stack, resource);
  add_event(stack, std::move(event));
}

void Records::add_event(Stack& stack, json::object event) {
  event["StackId"] = stack.id;
  event["StackName"] = stack.name;
  event["Timestamp"] = iso_time(core_.clock.now());
  if (!stack.token.empty()) event["ClientRequestToken"] = stack.token;
  core_.store.put(key("event").text(stack.id).number(stack.events++), to_text(event));
  save(stack);
  for (const json::value& topic : stack.notifications)
    core_.caller.call("sns", "Publish", context_of(stack, core_),
                      {{"TopicArn", topic},
                       {"Subject", "AWS CloudFormation Notification"},
                       {"Message", notice_of(stack, event)}},
                      Reply::ignored());
}

std::vector<json::object> Records::events(const Stack& stack, std::uint64_t before, std::size_t most) const {
  std::vector<json::object> list;
  const Key base = key("event").text(stack.id);
  Cursor at = core_.store.range(base, Key(base).number(before), Direction::backward);
  for (; at.valid() && list.size() < most; at.next()) list.push_back(stored_object(at.value()));
  return list;
}

std::optional<json::object> Records::change_set(std::string_view stack_id, std::string_view name) const {
  const auto bytes = core_.store.get(key("changeset").text(stack_id).text(name));
  if (!bytes) return std::nullopt;
  return stored_object(*bytes);
}

std::vector<json::object> Records::change_sets(std::string_view stack_id) const {
  std::vector<json::object> list;
  for (Cursor at = core_.store.scan(key("changeset").text(stack_id)); at.valid(); at.next())
    list.push_back(stored_object(at.value()));
  return list;
}

void Records::save_change_set(std::string_view stack_id, std::string_view name,
                              const json::object& change_set) {
  core_.store.put(key("changeset").text(stack_id).text(name), to_text(change_set));
}

void Records::erase_change_set(std::string_view stack_id, std::string_view name) {
  core_.store.erase(key("changeset").text(stack_id).text(name));
}

std::optional<Records::Export> Records::exported(const Context& context, std::string_view name) const {
  const auto bytes = core_.store.get(key("export", context).text(name));
  if (!bytes) return std::nullopt;
  const json::object record = stored_object(*bytes);
  return Export{std::string(name), text_of(record, "value"), text_of(record, "stack")};
}

std::vector<Records::Export> Records::exports(const Context& context) const {
  std::vector<Export> list;
  for (Cursor at = core_.store.scan(key("export", context)); at.valid(); at.next()) {
    const json::object record = stored_object(at.value());
    list.push_back({last_part(at.key()), text_of(record, "value"), text_of(record, "stack")});
  }
  return list;
}

void Records::save(const Context& context, const Export& one) {
  core_.store.put(key("export", context).text(one.name),
                  to_text(json::object{{"value", one.value}, {"stack", one.stack}}));
}

void Records::erase_export(const Context& context, std::string_view name) {
  core_.store.erase(key("export", context).text(name));
}

std::vector<std::string> Records::importers(const Context& context, std::string_view name) const {
  std::vector<std::string> list;
  for (Cursor at = core_.store.scan(key("import", context).text(name)); at.valid(); at.next())
    list.push_back(last_part(at.key()));
  return list;
}

void Records::set_importer(const Context& context, std::string_view name, const std::string& stack,
                           bool imports) {
  const Key one = key("import", context).text(name).text(stack);
  if (imports)
    core_.store.put(one, "");
  else
    core_.store.erase(one);
}

std::string Records::new_stack_id(const Context& context, std::string_view name) {
  return make_arn(context, "cloudformation", "stack/" + std::string(name) + "/" + entropy_.uuid());
}

std::string Records::new_change_set_id(const Context& context, std::string_view name) {
  return make_arn(context, "cloudformation", "changeSet/" + std::string(name) + "/" + entropy_.uuid());
}

std::string Records::new_suffix() {
  std::string letters = entropy_.letters(12);
  for (char& letter : letters) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return letters;
}

Context context_of(const Stack& stack, const Core& core) {
  Context context = place(stack);
  context.trace = stack.trace;
  context.caller = "cloudformation";
  const auto slashes = core.endpoint.find("://");
  if (slashes != std::string::npos) context.host = core.endpoint.substr(slashes + 3);
  return context;
}

}  // namespace orrery::cloudformation

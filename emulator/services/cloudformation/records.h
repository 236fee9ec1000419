#pragma once
// Stacks, their resources, events and change sets, as they are kept.
//
//   "cloudformation" "name"     account region name             -> id of the stack that bears it now
//   "cloudformation" "stack"    account region id               -> JSON of Stack
//   "cloudformation" "template" id generation(number)           -> JSON of Blueprint
//   "cloudformation" "resource" id logical-id                   -> JSON of Resource
//   "cloudformation" "event"    id sequence(number)             -> JSON of an event, as it is shown
//   "cloudformation" "changeset" stack-id name                  -> JSON of a change set
//   "cloudformation" "export"   account region name             -> JSON {"value", "stack"}
//   "cloudformation" "import"   account region name stack-name  -> ""
//
// A deleted stack keeps its records under its id; only its name is free again.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/core.h"
#include "services/cloudformation/template/parameters.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

struct Stack {
  std::string id, name, account, region, status, reason;
  std::string role, parent, root, change_set, token, policy, trace;
  std::string on_failure = "ROLLBACK";  // of a creation; DELETE or DO_NOTHING
  json::array tags, capabilities, notifications, outputs;
  std::int64_t created_ms = 0, updated_ms = 0, deleted_ms = 0, timeout_minutes = 0;
  std::uint64_t generation = 0;  // the blueprint it is deployed from
  std::uint64_t target = 0;      // the one it is on its way to; the same where it rests
  std::uint64_t events = 0;      // so far
  bool protected_from_deletion = false, disable_rollback = false;
  json::array retained;  // logical ids a deletion leaves alone

  bool is_busy() const { return status.ends_with("_IN_PROGRESS") && status != "REVIEW_IN_PROGRESS"; }
};

// What a stack is deployed from.
struct Blueprint {
  std::string original;    // the text as it came
  json::object processed;  // with its transforms applied
  Parameters parameters;
  json::array tags;
};

// A thing of the cloud that is to go: an old one that was replaced.
struct Leftover {
  std::string physical;
  json::object properties;
};

struct Resource {
  std::string logical, type, physical, status, reason;
  std::string suffix;  // of generated names
  std::int64_t changed_ms = 0;
  json::object properties, attributes, metadata;
  std::vector<std::string> needs;  // logical ids it refers to
  std::string deletion_policy, replace_policy;
  std::optional<json::object> previous;  // {physical, properties, attributes} before the update under way
  std::vector<Leftover> leftovers;

  bool exists() const { return !physical.empty() && status != "DELETE_COMPLETE"; }
};

class Records {
 public:
  explicit Records(Core& core) : core_(core), entropy_(core.entropy.fork("cloudformation")) {}

  // By name or id. A name finds only the stack that bears it now.
  std::optional<Stack> stack(const Context& context, std::string_view name_or_id) const;
  // Refuses with "Stack with id X does not exist".
  Stack existing_stack(const Context& context, std::string_view name_or_id) const;
  std::vector<Stack> stacks(const Context& context) const;
  std::vector<Stack> busy_stacks() const;  // of all accounts
  void save(const Stack& stack);
  void take_name(const Stack& stack);
  void free_name(const Stack& stack);

  Blueprint blueprint(const Stack& stack, std::uint64_t generation) const;
  void save(const Stack& stack, std::uint64_t generation, const Blueprint& blueprint);
  void erase_blueprint(const Stack& stack, std::uint64_t generation);

  std::vector<Resource> resources(const Stack& stack) const;  // by logical id
  void save(const Stack& stack, const Resource& resource);
  void erase(const Stack& stack, const Resource& resource);

  // Sets the status, and writes it down as an event. A reason is told only where there is one.
  void change(Stack& stack, std::string_view status, std::string_view reason = {});
  void change(Stack& stack, Resource& resource, std::string_view status, std::string_view reason = {});
  // Newest first, those before sequence number `before`.
  std::vector<json::object> events(const Stack& stack, std::uint64_t before, std::size_t most) const;

  std::optional<json::object> change_set(std::string_view stack_id, std::string_view name) const;
  std::vector<json::object> change_sets(std::string_view stack_id) const;
  void save_change_set(std::string_view stack_id, std::string_view name, const json::object& change_set);
  void erase_change_set(std::string_view stack_id, std::string_view name);

  struct Export {
    std::string name, value, stack;
  };
  std::optional<Export> exported(const Context& context, std::string_view name) const;
  std::vector<Export> exports(const Context& context) const;
  void save(const Context& context, const Export& one);
  void erase_export(const Context& context, std::string_view name);
  std::vector<std::string> importers(const Context& context, std::string_view name) const;
  void set_importer(const Context& context, std::string_view name, const std::string& stack, bool imports);

  std::string new_stack_id(const Context& context, std::string_view name);
  std::string new_change_set_id(const Context& context, std::string_view name);
  std::string new_suffix();
  std::string uuid() { return entropy_.uuid(); }

 private:
  void add_event(Stack& stack, json::object event);

  Core& core_;
  Entropy entropy_;
};

// The context in which the stack's own calls are made.
Context context_of(const Stack& stack, const Core& core);

}  // namespace orrery::cloudformation

#pragma once
// State machines, their revisions, versions and aliases.
//
//   states machine   account region name          -> JSON: the machine as it is now; "status" where it is not
//   ACTIVE
//   states revision  id                           -> JSON: one definition with what goes with it
//   states version   account region name ~number  -> JSON: stateMachineVersionArn, revision, creationDate
//   (newest first) states alias     account region name alias    -> JSON: routingConfiguration, creationDate,
//   updateDate
//
// Executions name the revision they run, so that an update does not change them.
#include <memory>
#include <unordered_map>

#include "core/core.h"
#include "core/key.h"
#include "services/states/definition/definition.h"

namespace orrery::states {

// A state machine ARN in parts: "stateMachine:NAME[:QUALIFIER]" or "stateMachine:NAME/LABEL".
struct MachineArn {
  std::string text, name, qualifier, label;
  std::string base;  // without the qualifier

  std::optional<std::uint64_t> version() const;  // where the qualifier is a number
};
// Throws InvalidArn.
MachineArn read_machine_arn(std::string_view text);

class Machines {
 public:
  explicit Machines(Core& core) : core_(core) {}

  std::optional<json::object> find(const Context& context, std::string_view name) const;
  // Whatever the qualifier. Throws StateMachineDoesNotExist.
  json::object machine(const Context& context, const MachineArn& arn) const;
  // The machine itself, to be changed: its versions and aliases are not taken for it. Throws
  // StateMachineDoesNotExist and StateMachineDeleting.
  json::object unqualified(const Context& context, const MachineArn& arn) const;
  void put(const Context& context, const json::object& machine);
  void erase(const Context& context, std::string_view name);
  // The machines of every account that are being deleted.
  std::vector<std::pair<Context, std::string>> deleting() const;

  // Stores what the machine is now as a revision and returns its id.
  std::string put_revision(const json::object& machine, const std::string& id);
  std::optional<json::object> revision(std::string_view id) const;
  // The compiled definition of a revision; kept for the executions to come.
  std::shared_ptr<const Definition> definition(const std::string& revision);

  // What an ARN with or without a qualifier runs: {"revision", "stateMachineVersionArn"?,
  // "stateMachineAliasArn"?}.
  struct Target {
    json::object machine;
    std::string revision;
    json::object about;
  };
  Target resolve(const Context& context, const MachineArn& arn, Entropy& entropy) const;

  std::string publish(const Context& context, json::object& machine,
                      std::optional<std::string_view> description);
  // The version of what the machine is now, where it is published.
  std::optional<json::object> published(const Context& context, const json::object& machine) const;
  std::optional<json::object> version(const Context& context, std::string_view name,
                                      std::uint64_t number) const;
  std::optional<json::object> alias(const Context& context, std::string_view name,
                                    std::string_view alias) const;

  static Key machine_prefix(const Context& context);
  static Key machine_key(const Context& context, std::string_view name);
  static Key version_prefix(const Context& context, std::string_view name);
  static Key alias_prefix(const Context& context, std::string_view name);

 private:
  Core& core_;
  std::unordered_map<std::string, std::shared_ptr<const Definition>> compiled_;
};

MachineType machine_type(const json::object& machine);
// Deleted, but some of its executions still run.
bool is_deleting(const json::object& machine);
// Throws StateMachineDeleting.
void check_active(const json::object& machine);

}  // namespace orrery::states

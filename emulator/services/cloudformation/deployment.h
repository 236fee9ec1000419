#pragma once
// One stack on its way: resources made and changed in the order of what they need, undone where one fails,
// and removed in reverse. The status of the stack says which of that is going on, and every step is written
// down before the next, so that a new Deployment on the same records goes on where an old one was.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/cloudformation/engine.h"
#include "services/cloudformation/names.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {

class Deployment {
 public:
  Deployment(Core& core, Records& records, Engine& engine, Stack stack);
  ~Deployment();

  // Starts whatever can be started now, or ends what is done.
  void advance();
  // Whether a neighbour has still to answer.
  bool is_calling() const { return flying_ > 0; }

 private:
  enum class Kind { create, update, replace, undo, remove };
  struct Running {
    Kind kind;
    const ResourceType* type;
    Step step;
    Work work;
  };

  void load(std::uint64_t generation);
  Step step_for(const Resource& resource);
  void run(const std::string& id, Kind kind, Step step);
  void finished(const std::string& id, std::optional<AwsError> error);
  void advance_soon();
  void end(std::string_view status, std::string_view reason = {});
  void go_on(std::string_view status, std::string_view reason = {});

  // deployment_making.cpp
  void advance_making();
  void begin_making(const std::string& id);
  void begin_change(Resource& resource, const ResourceType& type, json::object properties);
  void describe(Resource& resource) const;
  void made(Resource& resource, Running& running);
  void failed_to_make(Resource& resource, Running& running, const AwsError& error);
  void fail(const std::string& id, std::string_view verb, const std::string& reason);
  void all_made();
  void not_all_made();
  json::array evaluate_outputs();
  void publish(const json::array& outputs);

  // deployment_removal.cpp
  void advance_undoing();
  void undone(Resource& resource, Running& running, const std::optional<AwsError>& error);
  void keep_what_changed();
  void advance_removing();
  bool is_to_go(const Resource& resource) const;
  bool is_needed(const std::string& id) const;
  void begin_removal(Resource& resource);
  void removed(Resource& resource, const std::optional<AwsError>& error);
  void all_removed();
  void withdraw_exports();

  Core& core_;
  Records& records_;
  Engine& engine_;
  Stack stack_;
  Blueprint blueprint_;
  Template template_{json::object{}};
  std::unique_ptr<StackNames> names_;
  std::vector<std::string> order_;  // resources whose condition holds
  std::map<std::string, std::set<std::string>> needs_;
  std::map<std::string, Resource> resources_;
  std::map<std::string, Running> running_;
  std::set<std::string> settled_;
  std::vector<std::string> failed_;
  std::string failure_;  // of the stack itself: its outputs
  Alarm time_out_;
  int flying_ = 0;
};

}  // namespace orrery::cloudformation

#pragma once
// Everything that is under way: stacks being made, changed and removed, and who waits for them.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/cloudformation/records.h"
#include "services/cloudformation/resources/step.h"

namespace orrery::cloudformation {

class Deployment;

class Engine final : public Services {
 public:
  Engine(Core& core, Records& records);
  ~Engine() override;

  // Goes on with a stack whose status says that something is under way.
  void begin(const Stack& stack);
  // Tells `done` once the stack rests, or waits for something that takes its time: a custom resource, a table
  // that is being made. What can be done at once is done before the client is answered, so that tools that
  // look twice a minute find it done.
  void when_settled(const std::string& stack_id, Task done);
  // All of them, after a start on a store with data.
  void resume();

  void when_rested(const std::string& stack_id, Function<void(bool)> done) override;
  std::string expect_report(const Step& step, bool from_node, Duration within,
                            Function<void(std::string)> done) override;
  // What a custom resource sent. False where nobody waits for it.
  bool report(const std::string& token, std::string text);

 private:
  friend class Deployment;
  // Each step is a turn of its own.
  void soon(const std::string& stack_id, Function<void(Deployment&)> step);
  void ended(const std::string& stack_id);
  void tell_settled(const std::string& stack_id);

  struct Report {
    Function<void(std::string)> done;
    Alarm patience;
  };

  Core& core_;
  Records& records_;
  std::map<std::string, std::unique_ptr<Deployment>> deployments_;
  std::map<std::string, std::vector<Function<void(bool)>>> waiting_;
  std::map<std::string, std::vector<Task>> settling_;
  std::map<std::string, int> posted_;  // steps that are soon to run, by stack
  std::map<std::string, Report> reports_;
};

}  // namespace orrery::cloudformation

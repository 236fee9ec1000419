#pragma once
// A World with Step Functions and functions that are lambdas of the test.
#include <deque>

#include "services/states/states.h"
#include "tests/world.h"

namespace orrery {

struct FakeInvoker final : Invoker {
  using Answer = std::function<InvocationOutcome(const json::value& event)>;

  void invoke(Invocation invocation, Function<void(InvocationOutcome)> done) override {
    calls.push_back(invocation.function + " " + invocation.payload);
    if (hold) {
      held.push_back(std::move(done));
      return;
    }
    const auto found = functions.find(name_of(invocation.function));
    InvocationOutcome outcome;
    if (found == functions.end()) {
      outcome.refused =
          AwsError("ResourceNotFoundException", "Function not found: " + invocation.function, 404);
    } else {
      outcome = found->second(*parse_json(invocation.payload));
    }
    loop.post([done = std::move(done), outcome = std::move(outcome)]() mutable { done(std::move(outcome)); });
  }

  static std::string name_of(const std::string& function) {
    const auto at = function.find(":function:");
    std::string name = at == std::string::npos ? function : function.substr(at + 10);
    return name.substr(0, name.find(':'));
  }

  explicit FakeInvoker(Loop& loop_) : loop(loop_) {}
  Loop& loop;
  bool hold = false;
  std::map<std::string, Answer> functions;
  std::vector<std::string> calls;
  std::deque<Function<void(InvocationOutcome)>> held;
};

inline InvocationOutcome returns(const json::value& value) {
  InvocationOutcome outcome;
  outcome.payload = print(value);
  return outcome;
}

inline InvocationOutcome raises(const std::string& type, const std::string& message = "it broke") {
  InvocationOutcome outcome;
  outcome.error = "Unhandled";
  outcome.payload = print(json::object{{"errorMessage", message}, {"errorType", type}});
  return outcome;
}

struct StatesWorld : World {
  FakeInvoker invoker{loop};
  std::unique_ptr<states::States> service = std::make_unique<states::States>(core, invoker);

  StatesWorld() { directory.add(*service); }

  static constexpr const char* role = "arn:aws:iam::000000000000:role/states";
  static constexpr const char* arn_prefix = "arn:aws:states:us-east-1:000000000000:";

  std::string create(const std::string& definition, const std::string& name = "m",
                     const std::string& type = "STANDARD") {
    json::object input{
        {"name", name}, {"definition", print(parse(definition))}, {"roleArn", role}, {"type", type}};
    return std::string(*find_text(call("states", "CreateStateMachine", std::move(input)), "stateMachineArn"));
  }
  std::string start(const std::string& machine, const std::string& input = "{}",
                    const std::string& name = {}) {
    json::object request{{"stateMachineArn", machine}, {"input", print(parse(input))}};
    if (!name.empty()) request["name"] = name;
    return std::string(*find_text(call("states", "StartExecution", std::move(request)), "executionArn"));
  }
  json::object describe(const std::string& execution) {
    return call("states", "DescribeExecution", json::object{{"executionArn", execution}});
  }
  // Creates a machine, runs it as far as it goes without time passing, and describes the execution.
  json::object run(const std::string& definition, const std::string& input = "{}") {
    last = start(create(definition, "m" + std::to_string(++machines)), input);
    settle();
    return describe(last);
  }
  // The output of a machine, or "STATUS error: cause" where it did not succeed.
  std::string output(const std::string& definition, const std::string& input = "{}") {
    return result_of(run(definition, input));
  }
  static std::string result_of(const json::object& execution) {
    if (const auto text = find_text(execution, "output")) return std::string(*text);
    std::string result(*find_text(execution, "status"));
    if (const auto error = find_text(execution, "error")) result += " " + std::string(*error);
    if (const auto cause = find_text(execution, "cause")) result += ": " + std::string(*cause);
    return result;
  }
  std::string status(const std::string& execution) {
    return std::string(*find_text(describe(execution), "status"));
  }

  json::array events(const std::string& execution) {
    const auto answer = call("states", "GetExecutionHistory",
                             json::object{{"executionArn", execution}, {"maxResults", 1000}});
    return answer.at("events").as_array();
  }
  // "1<0 ExecutionStarted, 2<0 PassStateEntered, ..."
  std::string history(const std::string& execution) {
    std::string told;
    for (const auto& event : events(execution)) {
      if (!told.empty()) told += ", ";
      told += std::to_string(event.at("id").as_int64()) + "<" +
              std::to_string(event.at("previousEventId").as_int64()) + " " +
              std::string(print(event.at("type")));
    }
    std::erase(told, '"');
    return told;
  }
  // The first event of a type.
  json::value event(const std::string& execution, std::string_view type) {
    for (const auto& one : events(execution)) {
      if (find_text(one.get_object(), "type") == type) return one;
    }
    return nullptr;
  }
  // The emulator is killed and started again on the same store.
  void restart() {
    invoker.held.clear();
    directory.~Directory();
    new (&directory) Directory(loop, clock, *store, journal, entropy.fork("directory"));
    service = std::make_unique<states::States>(core, invoker);
    directory.add(*service);
    service->resume();
  }

  std::string last;
  int machines = 0;
};

// One state "S" that ends the machine.
inline std::string only(const std::string& fields) {
  return "{'StartAt':'S','States':{'S':{" + fields + ",'End':true}}}";
}

}  // namespace orrery

#pragma once
// Faults on purpose: calls that are refused, late, or done without an answer; runs of functions that fail,
// die or hang. Which of the calls a rule fits are struck depends on the seed, the rule's id and their order
// alone, so that a run repeats. Kept in memory: a restart forgets them.
//
// A rule in JSON. For calls, over HTTP and those a state machine makes:
//   {"service": "dynamodb", "operation": "Put*", "resource": "orders", "error": "ThrottlingException"}
// For runs of a function:
//   {"function": "worker*", "error": "crash"}
// Which of those it fits:  "rate": 0.05 (1), "skip": first so many are spared (0), "times": at most so many,
//   "account": "111122223333" (any). '*' in a name stands for any text.
// What happens:  "error": a code, "disconnect" (calls), "crash" or "timeout" (runs), or
//   {"code", "message", "status"}; "when": "before" (default) or "after" it was done; "delayMs": so much
//   later.
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/entropy.h"
#include "core/error.h"
#include "core/json.h"

namespace orrery {

struct Fault {
  enum class When { before, after };

  std::string rule;               // its id
  Duration delay{};               // before anything happens
  std::optional<AwsError> error;  // absent: only late
  When when = When::before;       // after: it takes effect, and nobody is told
  bool strikes(When moment) const { return error && when == moment; }
};

// The code of an error that is told by closing the connection; 500 where there is none.
inline constexpr std::string_view disconnect = "disconnect";

class Faults {
 public:
  explicit Faults(Entropy entropy) : entropy_(std::move(entropy)) {}

  // Throws AwsError (400) that says what is wrong with the rule. Returns its id: "id" in the rule, or a
  // number.
  std::string add(const json::object& rule);
  // A rule, or several as {"rules": [...]}: all of them, or none where one is wrong.
  void add_all(const json::object& rules);
  // false where there is no such rule.
  bool remove(std::string_view id);
  void clear() { rules_.clear(); }
  // The rules as they were added, each with "id", "fitted" and "struck": counts so far.
  json::array list() const;

  // What is to happen to this call or run, if anything: the first rule that strikes it.
  std::optional<Fault> of_call(std::string_view account, std::string_view service, std::string_view operation,
                               std::string_view resource);
  std::optional<Fault> of_run(std::string_view account, std::string_view function);

 private:
  struct Rule {
    json::object text;
    Fault fault;
    std::string account, service, operation, resource, function;
    double rate = 1;
    std::uint64_t skip = 0;
    std::optional<std::uint64_t> times;
    Entropy entropy;
    std::uint64_t fitted = 0, struck = 0;
  };
  static bool strikes(Rule& rule);

  Entropy entropy_;
  std::deque<Rule> rules_;
  std::uint64_t next_id_ = 1;
};

}  // namespace orrery

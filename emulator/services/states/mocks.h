#pragma once
// What Tasks answer instead of doing their work, by test case: the MockConfigFile.json of AWS's Step
// Functions Local.
//
//   {"StateMachines": {MACHINE: {"TestCases": {CASE: {STATE: RESPONSE}}}},
//    "MockedResponses": {RESPONSE: {"0": {"Return": anything}, "1-3": {"Throw": {"Error", "Cause"}}}}}
//
// The numbers count the runs of a state in one execution, from 0: retries, iterations of a Map and rounds of
// a loop alike, as Step Functions Local does.
#include <map>

#include "services/states/document.h"

namespace orrery::states {

struct MockedAnswer {
  std::int64_t first = 0, last = 0;  // of the runs it is for
  json::value returned;
  std::optional<Failure> thrown;
};

struct MockedResponse {
  std::string name;
  std::vector<MockedAnswer> answers;

  const MockedAnswer* answer(std::int64_t run) const;  // nullptr where there is none for that run
};

class Mocks {
 public:
  Mocks() = default;  // none
  // Throws std::runtime_error that says what is wrong with the document, and where.
  explicit Mocks(std::string_view document);

  bool any() const { return !machines_.empty(); }
  // Throws AwsError where the machine has no such test case.
  void require(std::string_view machine, std::string_view test_case) const;
  // nullptr where the state does its work in that test case.
  const MockedResponse* find(std::string_view machine, std::string_view test_case,
                             std::string_view state) const;

 private:
  using TestCase = std::map<std::string, MockedResponse, std::less<>>;  // by state
  using TestCases = std::map<std::string, TestCase, std::less<>>;
  std::map<std::string, TestCases, std::less<>> machines_;
};

}  // namespace orrery::states
